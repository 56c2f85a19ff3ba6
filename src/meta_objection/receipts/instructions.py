"""`VERIFY.txt`: how to check a receipt with commands that people have, and without this program."""

from collections.abc import Iterable

from meta_objection.languages import Texts
from meta_objection.receipts import sshsig, wording
from meta_objection.receipts.texts import texts_in
from meta_objection.report import Receipt, Stamp


def instructions(receipt: Receipt, stamps: Iterable[Stamp]) -> str:
    """The plain commands for this receipt and what each must say, in the person's language."""
    texts = texts_in(receipt.locale)
    words = texts["verify"]
    stamped = (_stamp(stamp, texts) for stamp in stamps)
    about = [("files", {}), *_signature(receipt), *stamped, *_previous(receipt)]
    parts = [words[name].format(number=number, **filled) for number, (name, filled) in enumerate(about, start=1)]
    text: str = (words["intro"] + "".join(parts)).lstrip("\n")
    return text


def _signature(receipt: Receipt) -> list[tuple[str, dict[str, str]]]:
    if receipt.signed_by is None:
        return []
    filled = {"signer": sshsig.SIGNER, "namespace": sshsig.NAMESPACE, "fingerprint": receipt.signed_by}
    return [("signature", filled)]


def _stamp(stamp: Stamp, texts: Texts) -> tuple[str, dict[str, str]]:
    if stamp.file is None or stamp.moment is None:
        return "failed", {"authority": stamp.authority, "failure": stamp.failure or "?"}
    certificates = stamp.file.replace(".tsr", ".pem")
    return "stamp", {"said": wording.stamp_words(stamp, texts), "file": stamp.file, "certificates": certificates}


def _previous(receipt: Receipt) -> list[tuple[str, dict[str, str]]]:
    if receipt.previous is None:
        return []
    digest = receipt.previous.manifest.removeprefix("sha256:")
    return [("previous", {"receipt": receipt.previous.receipt, "digest": digest})]
