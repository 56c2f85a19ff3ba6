"""Who can be shown to have sent a mail, and what it does to an objection: the sender's class first, words second."""

from meta_objection.mail.meaning import Meaning
from meta_objection.mail.message import Mail
from meta_objection.mail.senders import Role, is_passed_on, may_sign, pretends
from meta_objection.mail.signature import Signature
from meta_objection.outcome import Authentic, Effect, MailKind

_VOUCHED = {Authentic.SIGNED, Authentic.REPORTED}
_EFFECTS = {
    MailKind.ACCEPTED: Effect.CONFIRMED,
    MailKind.REFUSED: Effect.REFUSED,
    MailKind.RECEIVED: Effect.NOTED,
    MailKind.QUESTION: Effect.NOTED,
    MailKind.EVIDENCE_WANTED: Effect.NOTED,
}


def authenticity(mail: Mail, role: Role, signature: Signature, vouched: str | None) -> tuple[Authentic, str | None]:
    """Who can be shown to have sent it, and where nobody can, why not."""
    if role is Role.STRANGER or mail.is_disguised:
        return _of_a_stranger(mail)
    if mail.twice:
        return Authentic.BROKEN, f"it has more than one {mail.twice[0].title()}"
    if signature.holds:
        return Authentic.SIGNED, None
    if vouched and may_sign(vouched, mail.domain):
        return Authentic.REPORTED, None
    return _without_a_signature(signature)


def _without_a_signature(signature: Signature) -> tuple[Authentic, str | None]:
    if signature.is_there:
        return Authentic.BROKEN if signature.is_checked else Authentic.UNCHECKED, signature.why
    if signature.others:
        return Authentic.IMITATION, f"{signature.others[0]} signed it, and none of Meta's domains"
    return Authentic.UNCHECKED, "nobody signed it"


def _of_a_stranger(mail: Mail) -> tuple[Authentic, str]:
    if mail.domain and is_passed_on(mail.display):
        return Authentic.UNCHECKED, f"{mail.domain} passed it on, without a signature of Meta's that holds"
    if mail.is_disguised or not mail.sender or pretends(mail.display, mail.sender):
        return Authentic.IMITATION, "it calls itself Meta's and does not come from one of Meta's domains"
    return Authentic.UNCHECKED, "its sender is none of Meta's domains"


def effect_of(
    meaning: Meaning, role: Role, authentic: Authentic, elsewhere: tuple[str, ...]
) -> tuple[Effect, str | None]:
    """What a mail does that went to the address of an objection after it was sent, and where nothing, why.

    `elsewhere` are the hosts that it leads to and that are none of Meta's: no decision of Meta's does.
    """
    effect = _EFFECTS.get(meaning.kind, Effect.NONE)
    if effect is Effect.NONE:
        return effect, "it decides nothing"
    if elsewhere:
        return Effect.NONE, f"it leads to {elsewhere[0]}, which is none of Meta's"
    if authentic in _VOUCHED and role is Role.DECIDES:
        if effect is Effect.CONFIRMED and not meaning.is_understood:
            return Effect.NOTED, "it seems to say yes, in words that are not all understood: read it yourself"
        return effect, None
    if authentic is Authentic.UNCHECKED and role is Role.DECIDES:
        return Effect.NOTED, None
    return Effect.NONE, "its sender decides nothing" if authentic in _VOUCHED else None
