"""The one-time code in a mail of Meta's that came while a run waits for it, read as every mail is read."""

from datetime import datetime

from meta_objection.mail.arrived import Arrived
from meta_objection.mail.meaning import meaning_in
from meta_objection.mail.message import Mail, NoMailError, parsed
from meta_objection.mail.senders import brings_codes, may_sign

_LARGEST = 1024**2


def code_in(mail: Arrived, pressed: datetime) -> str | None:
    """Give the code that this mail brings for an objection sent then; `None` for any other mail, and in any doubt."""
    if len(mail.content) > _LARGEST:
        return None
    try:
        read = parsed(mail.content)
    except NoMailError:
        return None
    if not (_is_metas(read, mail.vouched) and _is_after(read, pressed)):
        return None
    return meaning_in(read).code


def _is_metas(mail: Mail, vouched: str | None) -> bool:
    """Whether its one sender is one who mails codes, and the provider vouches for it."""
    if mail.twice or mail.is_disguised or mail.elsewhere:
        return False
    return brings_codes(mail.sender) and vouched is not None and may_sign(vouched, mail.domain)


def _is_after(mail: Mail, pressed: datetime) -> bool:
    # A mail's date has no fractions of a second.
    return mail.date is not None and mail.date >= pressed.replace(microsecond=0)
