"""The letters put together: facts of the receipt, law of the country, and gaps for what only the person can say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from meta_objection.countries import country_name
from meta_objection.followup.letter_rules import GDPR
from meta_objection.followup.letters import letter_texts
from meta_objection.followup.objections import Objection
from meta_objection.followup.states import State
from meta_objection.languages import Texts
from meta_objection.outcome import PageEvidence
from meta_objection.receipts import chain, wording
from meta_objection.receipts.texts import texts_in
from meta_objection.rights import load_rights
from meta_objection.rights.authorities import Authority, Controller, controller_for

_LONGEST_QUOTE = 400
_LEAD = "ie"

Facts = tuple[tuple[str, str], ...]
"""A small table: what it is, and what it says."""


@dataclass(frozen=True)
class Writer:
    """Who writes, as far as that is known, in which language, and on which day."""

    tag: str
    today: date
    name: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Draft:
    """A letter to be completed by the person. `to` is an e-mail address, where the addressee is known to take one."""

    tag: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    place: str
    subject: str
    blocks: tuple[str | Facts, ...]
    closing: str
    signature: str
    enclosures_title: str
    enclosures: tuple[str, ...]
    to: str | None
    warning: str | None


def reminder(one: Objection, writer: Writer, attached: str) -> Draft:
    """The reminder to Meta; it names a last day only where that is over and certain."""
    say = letter_texts(writer.tag)
    law, words = _law(one), say["reminder"]
    overdue = one.state is State.OVERDUE
    cited = law in {"gdpr", "uk"}
    keys = ["term"] if overdue and cited else []
    keys += ["unheard", "ask"] if overdue and cited else ["unheard_plain", "ask" if cited else "ask_plain"]
    keys += ["own_period", *(["reserve"] if cited else [])]
    told = [words[key].format(**_citations(say, law)) for key in keys]
    told += [letter_texts("en")["reminder"]["uk_complaint"]] if law == "uk" else []
    blocks = (say["letter"]["greeting"], words["opening"], _facts(one, writer, overdue=overdue), *told)
    return _draft(writer, _block_of(_controller(one)), words["subject"], blocks, _enclosed(one, say, attached), one=one)


def complaint(one: Objection, authority: Authority, writer: Writer, attached: str) -> Draft:
    """The complaint to an authority under the GDPR, about Meta's silence or its refusal."""
    say, controller = letter_texts(writer.tag), _controller(one)
    cited = _citations(say, "gdpr") | {"controller": controller.name}
    words = {key: text.format(**cited) for key, text in say["complaint"].items()}
    refused = one.state is State.REFUSED
    blocks = (
        say["letter"]["greeting"],
        words["opening"],
        ((words["controller"], ", ".join(_block_of(controller))),),
        words["about"],
        say["letter"]["facts"],
        _facts(one, writer, overdue=not refused),
        words["refusal" if refused else "silence"],
        words["tried"],
        words["ask"],
        *([] if authority.id == _LEAD else [words["lead"]]),
        words["consent"],
    )
    enclosed = (*_enclosed(one, say, attached), say["letter"]["reminder"])
    recipient = (authority.name, *authority.address)
    return _draft(writer, recipient, words["subject"], blocks, enclosed, one=one, to=authority.email)


def objection(right: str, form: str, writer: Writer, account: str | None) -> Draft:
    """The objection itself, by letter, to whoever answers for this form under this right (an id of `rights.toml`)."""
    say = letter_texts(writer.tag)
    law = "uk" if right == "uk-gdpr" else "gdpr" if right in GDPR else right
    cited = _citations(say, law)
    cited["law"] = cited["a21_1"] if law in {"gdpr", "uk"} else say["cite"][law]
    keys = ["opening", "scope"]
    keys += ["grounds", "restriction", "answer", "reasons"] if law in {"gdpr", "uk"} else []
    keys += ["fadp"] if law == "fadp" else []
    keys += ["answer_plain"] if law not in {"gdpr", "uk"} else []
    told = [say["objection"][key].format(**cited) for key in keys]
    named = (
        (say["fact"]["email"], writer.email or say["gap"]["email"]),
        (say["fact"]["accounts"], account or say["gap"]["accounts"]),
    )
    blocks = (say["letter"]["greeting"], told[0], named, *told[1:])
    return _draft(writer, _block_of(controller_for(right, form)), say["objection"]["subject"], blocks, ())


def _draft(  # noqa: PLR0913 - the parts of a letter
    writer: Writer,
    recipient: tuple[str, ...],
    subject: str,
    blocks: tuple[str | Facts, ...],
    enclosures: tuple[str, ...],
    *,
    one: Objection | None = None,
    to: str | None = None,
) -> Draft:
    say = letter_texts(writer.tag)
    letter, gap = say["letter"], say["gap"]
    return Draft(
        tag=writer.tag,
        sender=(writer.name or gap["name"], gap["address"], writer.email or gap["email"]),
        recipient=recipient,
        place=letter["place"].format(date=wording.calendar_day(writer.today, texts_in(writer.tag))),
        subject=subject,
        blocks=blocks,
        closing=letter["closing"],
        signature=letter["signature"],
        enclosures_title=letter["enclosures"],
        enclosures=enclosures,
        to=to,
        warning=letter["practice"] if one and one.practice else None,
    )


def _facts(one: Objection, writer: Writer, *, overdue: bool) -> Facts:
    """What the receipt and the mails tell, a line each."""
    say, dates, receipt = letter_texts(writer.tag), texts_in(writer.tag), one.receipt
    fact, gap = say["fact"], say["gap"]
    title = receipt.form_version.title
    told: dict[str, str | None] = {
        "form": f"{title + ', ' if title else ''}{receipt.form_version.address}",
        "sent": wording.universal(receipt.times.pressed, dates) if receipt.times.pressed else None,
        "country": country_name(one.country or "", writer.tag),
        "email": writer.email or gap["email"],
        "accounts": receipt.account or gap["accounts"],
        "page": _quoted(receipt.confirmation) if receipt.evidence.page is PageEvidence.CONFIRMED else None,
        "mails": "; ".join(_mails(one, say, dates)) or fact["no_mails"],
        "due": f"{wording.calendar_day(one.due.day, dates)}" if overdue and one.due else None,
        "receipt": one.id,
        "hash": chain.digest_of(one.folder),
    }
    return tuple((fact[key], text) for key, text in told.items() if text)


def _mails(one: Objection, say: Texts, dates: Texts) -> Iterator[str]:
    for mail in one.mails:
        if mail.kind in say["mail"]:
            yield f"{wording.calendar_day(mail.date.date(), dates)}: {say['mail'][mail.kind]}"


def _quoted(text: str | None) -> str | None:
    """Meta's words in one line, cut where they are long."""
    words = " ".join((text or "").split())
    if not words:
        return None
    return f"“{words[:_LONGEST_QUOTE].rstrip()}…”" if len(words) > _LONGEST_QUOTE else f"“{words}”"


def _enclosed(one: Objection, say: Texts, attached: str) -> tuple[str, ...]:
    mails = [say["letter"]["mails"]] if any(mail.kind in say["mail"] for mail in one.mails) else []
    return (say["letter"]["receipt"].format(file=attached), *mails)


def _controller(one: Objection) -> Controller:
    return controller_for(load_rights().right_in(one.country or "").id, one.receipt.form)


def _block_of(controller: Controller) -> tuple[str, ...]:
    return (controller.name, *controller.address)


def _law(one: Objection) -> str:
    right = load_rights().right_in(one.country or "").id
    return "uk" if right == "uk-gdpr" else "gdpr" if right in GDPR else right


def _citations(say: Texts, law: str) -> dict[str, str]:
    """The articles that the sentences name, as this language cites them."""
    cite: Mapping[str, str] = say["cite"]
    name = cite["uk" if law == "uk" else "gdpr"]
    also = f", {cite['article'].format(article='12A', law=name)}" if law == "uk" else ""
    return {
        "a12_3": cite["paragraph"].format(article=12, paragraph=3, law=name) + also,
        "a12_4": cite["paragraph"].format(article=12, paragraph=4, law=name),
        "a18_1_d": cite["point"].format(article=18, paragraph=1, point=cite["d"], law=name),
        "a21_1": cite["paragraph"].format(article=21, paragraph=1, law=name),
        "a58_2_c": cite["point"].format(article=58, paragraph=2, point=cite["c"], law=name),
        "a77": cite["article"].format(article=77, law=name),
        "a77_2": cite["paragraph"].format(article=77, paragraph=2, law=name),
    }
