"""Which objection a mail belongs to: one sent before it, through that form, from the address that the mail is for."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from meta_objection.followup.objections import Objection
from meta_objection.journal.persons import plain_address
from meta_objection.mail.message import Mail

_LONGEST = timedelta(days=100)
"""After the sending: the month that Meta has, two more that it may take, and some days."""
_AHEAD = timedelta(days=1)
"""That a clock may be wrong by."""
_OWN_FORMS = {"support.whatsapp.com": {"whatsapp"}, "support.instagram.com": {"instagram"}}
"""Senders that answer for one form only; Facebook's answer for Instagram's too."""
_NAMED = {"facebook": "facebook", "instagram": "instagram", "whatsapp": "whatsapp"}


class NotOneError(Exception):
    """The mail belongs to none of the objections for certain; the message says why, `possible` which it may be."""

    def __init__(self, message: str, possible: Sequence[Objection] = ()) -> None:
        super().__init__(message)
        self.possible = tuple(possible)


def objection_of(mail: Mail, among: Sequence[Objection], now: datetime, wanted: str | None = None) -> Objection:
    """The objection that a mail is an answer to. Raises NotOneError where that is not plain."""
    if mail.date is None:
        raise NotOneError("it does not say when it was sent")
    if mail.date > now + _AHEAD:
        raise NotOneError("it says that it was sent in the future")
    if len(mail.to) != 1:
        raise NotOneError("it does not name one address that it is for")
    found = [one for one in among if not one.practice and plain_address(mail.to[0]) in addresses_of(one)]
    if not found:
        raise NotOneError("no objection was sent from the address that it is for")
    found = [one for one in found if _is_after(mail.date, one)]
    if not found:
        raise NotOneError("it was not sent after an objection, or long after")
    own = _OWN_FORMS.get(mail.domain)
    found = [one for one in found if own is None or one.receipt.form in own]
    if not found:
        raise NotOneError("its sender answers for another form than was sent")
    found = [one for one in found if one.id == wanted] if wanted else _narrowed(mail, found)
    if len(found) != 1:
        raise NotOneError("it may belong to several objections; say which with --objection", found)
    return found[0]


def addresses_of(one: Objection) -> frozenset[str]:
    """The addresses to which Meta answers an objection, in their plain form."""
    receipt = one.receipt
    asked = [value for text, value in receipt.asked.items() if receipt.asked_names.get(text) == "email"]
    return frozenset(plain_address(address) for address in (receipt.answers.get("email"), *asked) if address)


def _is_after(moment: datetime, one: Objection) -> bool:
    pressed = one.receipt.times.pressed
    return pressed is not None and pressed.replace(microsecond=0) <= moment <= pressed + _LONGEST


def _narrowed(mail: Mail, found: list[Objection]) -> list[Objection]:
    """Those of which the mail names the service, where it names only one of those in question."""
    if len(found) == 1:
        return found
    words = set(re.findall(r"[a-z]+", " ".join((mail.subject, *mail.texts)).casefold()))
    named = [one for one in found if _NAMED.get(one.receipt.form) in words]
    return named if len(named) == 1 else found
