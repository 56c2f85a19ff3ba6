"""The one-time code in a mail of Meta's that asks to confirm an address; never one that signs somebody in.

The same senders mail the codes of sign-in, registration and two-factor settings (facts about Meta's mails, K4). So the
words count as much as the sender, and a wording that is not known, as in any language but English, brings no code.
"""

import re
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from bs4 import BeautifulSoup

from meta_objection.mail.arrived import Arrived
from meta_objection.mail.vouched import is_at_or_below

SENDERS = ("security@facebookmail.com", "security@mail.instagram.com", "no-reply@mail.instagram.com")
"""Who mails the codes of forms (K1 to K3)."""

_CONFIRMS = re.compile(r"\b(?:verify|confirm) (?:your|this) e-?mail\b", re.IGNORECASE)
_OF_ANOTHER_KIND = re.compile(
    r"\b(?:log(?:ged|ging)? ?in|sign(?:ed|ing)?[ -]?(?:in|up)|regist\w+|two-factor|password|new (?:device|account)"
    r"|create\w* (?:an|your) account)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\d.,#-])\d{3} ?\d{3}(?![\d-])")
_LARGEST = 1024**2


def code_in(mail: Arrived, pressed: datetime) -> str | None:
    """Give the code that this mail brings for an objection sent then; `None` for any other mail, and in any doubt."""
    if len(mail.content) > _LARGEST:
        return None
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(mail.content)
        if not (_is_metas(message, mail.vouched) and _is_after(message, pressed)):
            return None
        said = f"{message['subject']}\n{_text(message)}"
    except (
        MessageError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ):  # what a broken mail makes of the library
        return None
    if not _CONFIRMS.search(" ".join(said.split())) or _OF_ANOTHER_KIND.search(said):
        return None
    codes = {found.replace(" ", "") for found in _CODE.findall(said)}
    return codes.pop() if len(codes) == 1 else None


def _is_metas(message: EmailMessage, vouched: str | None) -> bool:
    """Whether its one sender is one who mails codes, and the provider vouches for it."""
    senders = [parseaddr(str(one))[1].lower() for one in message.get_all("from", [])]
    domain = senders[0].rpartition("@")[2] if senders else ""
    return len(senders) == 1 and senders[0] in SENDERS and vouched is not None and is_at_or_below(domain, vouched)


def _is_after(message: EmailMessage, pressed: datetime) -> bool:
    dates = message.get_all("date", [])
    date = dates[0].datetime if len(dates) == 1 else None
    # A mail's date has no fractions of a second.
    return date is not None and date.tzinfo is not None and date.astimezone(UTC) >= pressed.replace(microsecond=0)


def _text(message: EmailMessage) -> str:
    body = message.get_body(("html", "plain"))
    content = str(body.get_content()) if body else ""
    is_html = body is not None and body.get_content_type() == "text/html"
    return BeautifulSoup(content, "html.parser").get_text("\n") if is_html else content
