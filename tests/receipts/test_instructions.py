"""`VERIFY.txt`, followed by somebody who has no program of ours: a clean folder, and the tools of the system."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from meta_objection.capture.stamping import Stamping
from meta_objection.receipts import Draft, keys, verify
from meta_objection.receipts.texts import known_languages
from tests.receipts.authority import Authority
from tests.receipts.examples import STARTED, a_kept_receipt, a_png, a_receipt

NEEDED = ("sh", "sha256sum", "ssh-keygen", "openssl", "cut", "ls", "sort", "uniq")
pytestmark = [
    pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed, and VERIFY.txt is about it")
    for name in NEEDED
]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with Authority(tmp_path_factory.mktemp("authority") / "one") as running:
        yield running


def stamped(home: Path, *authorities: str, locale: str = "en") -> Path:
    a_kept_receipt(home, started=STARTED - timedelta(days=1))
    draft = Draft.begin(home, "facebook", STARTED)
    draft.picture("end", a_png())
    return draft.finish(a_receipt(locale=locale, timestamps=authorities), stamp=Stamping(authorities, 10))


def follow(folder: Path, tools: Path) -> list[tuple[str, int, str]]:
    """Run every command of the instructions, with nothing on the path but the tools they name."""
    commands = re.findall(r"^    (\S.*)$", (folder / "VERIFY.txt").read_text(encoding="utf-8"), re.MULTILINE)
    commands = [command for command in commands if command.startswith(("(", "LC_ALL=C ", *NEEDED))]
    for name in NEEDED:
        (tools / name).symlink_to(shutil.which(name) or name)
    own = {"PATH": str(tools), "HOME": str(tools)}
    sh = str(tools / "sh")
    runs = [
        subprocess.run([sh, "-c", one], cwd=folder, env=own, capture_output=True, text=True, check=False)
        for one in commands
    ]
    return [(one, run.returncode, run.stdout + run.stderr) for one, run in zip(commands, runs, strict=True)]


@pytest.mark.parametrize("locale", known_languages())
def test_a_receipt_is_checked_without_this_program(tmp_path: Path, authority: Authority, locale: str) -> None:
    home = tmp_path / "home"
    kept = stamped(home, authority.address, locale=locale)
    fingerprint = keys.signer(home).fingerprint
    shutil.copytree(kept.parent, tmp_path / "clean")
    shutil.rmtree(home)
    (tmp_path / "tools").mkdir()

    said = follow(tmp_path / "clean" / kept.name, tmp_path / "tools")

    (sums, beside, signature, stamp, reply, certificate, before) = said
    assert [code for _, code, _ in said] == [0] * 7, said
    assert sums[2].count(": OK\n") == len(list((tmp_path / "clean" / kept.name).iterdir())) - 2
    assert beside[2].split() == ["MANIFEST.sha256", "MANIFEST.sha256.sig"]
    assert fingerprint in signature[2]
    assert fingerprint in (tmp_path / "clean" / kept.name / "VERIFY.txt").read_text(encoding="utf-8")
    assert "Verification: OK" in stamp[2]
    assert "Time stamp:" in reply[2]
    assert "Clock" in certificate[2]
    digest = before[2].split()[0]
    assert f"\n    {digest}\n" in (tmp_path / "clean" / kept.name / "VERIFY.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "found_by"), [("01-end.png", 0), ("extra.txt", 1), ("MANIFEST.sha256", 2), ("timestamp-1.tsr", 3)]
)
def test_a_change_shows_without_this_program(tmp_path: Path, authority: Authority, name: str, found_by: int) -> None:
    kept = stamped(tmp_path / "home", authority.address)
    path = kept / name
    path.write_bytes(path.read_bytes()[:-9] + b"0" + path.read_bytes()[-8:] if path.exists() else b"added")
    (tmp_path / "tools").mkdir()

    said = follow(kept, tmp_path / "tools")

    assert said[found_by][1] != 0 or name in said[found_by][2].split()


def test_a_receipt_with_its_timestamp_holds_and_every_flipped_byte_of_it_shows(
    tmp_path: Path, authority: Authority
) -> None:
    kept = stamped(tmp_path, authority.address)
    assert verify(kept).problems == ()
    assert [stamp.signer for stamp in verify(kept).stamps] == ["CN=Clock"]
    for name in ("timestamp-1.tsr", "timestamp-1.pem", "timestamps.json", "VERIFY.txt"):
        whole = (kept / name).read_bytes()
        for place in range(0, len(whole), 41):
            (kept / name).write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])
            assert not verify(kept).holds
        (kept / name).write_bytes(whole)


def test_a_timestamp_that_failed_is_named_in_the_instructions(tmp_path: Path) -> None:
    kept = stamped(tmp_path, "http://127.0.0.1:9/")

    assert "http://127.0.0.1:9/" in (kept / "VERIFY.txt").read_text(encoding="utf-8")
    assert "it could not be reached" in (kept / "VERIFY.txt").read_text(encoding="utf-8")
