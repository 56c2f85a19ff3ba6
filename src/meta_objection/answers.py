"""What the person says: the only personal data in a run, and the rules an answer must keep."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from meta_objection.errors import BadSettings

_PLAIN_CONTROLS = {"\n", "\t"}


@dataclass(frozen=True, repr=False)
class Answers:
    """The person's own answers; what is `None` was not given. It never shows itself in a log or a traceback."""

    request: str | None = None
    country: str | None = None
    email: str | None = None
    name: str | None = None
    phone: str | None = None
    reason: str | None = None
    extra: str | None = None
    prompts: str | None = None
    evidence: tuple[Path, ...] = ()
    code: str | None = None

    def __repr__(self) -> str:
        """Name the answers that were given, never their values."""
        given = ", ".join(name for name in self.given())
        return f"Answers({given})"

    def given(self) -> dict[str, str]:
        """Give the answers as text by question, without those not given and without the one-time code."""
        values = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "code"}
        return {name: _as_text(value) for name, value in values.items() if value}

    def telling(self) -> tuple[str, ...]:
        """Give every value that a request can carry away and be known by."""
        return _whole([*self._personal(), *(path.name for path in self.evidence)])

    def _personal(self) -> list[str | None]:
        return [self.email, self.phone, self.reason, self.extra, self.prompts]


def _whole(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _as_text(value: str | tuple[Path, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(path.name for path in value)


def tidy_text(text: str) -> str:
    """Give the text with the line ends a page uses, otherwise untouched: emoji and direction marks stay.

    Raises ValueError when it holds a control character, which no form shows and a log or terminal may obey.
    """
    tidy = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in tidy:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in _PLAIN_CONTROLS:
            raise ValueError(f"it holds the control character U+{ord(character):04X}; remove it")
    return tidy


def split_name(name: str) -> tuple[str, str] | None:
    """Give the given and the family name: of «Family, Given», or of exactly two words; `None` where it is not plain."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        return (given, family) if given and family else None
    words = name.split()
    return (words[0], words[1]) if len(words) == len(("given", "family")) else None


def name_parts(name: str) -> tuple[str, str]:
    """Give the given and the family name. Raises BadSettings where it is not plain which is which."""
    parts = split_name(name)
    if parts is None:
        message = "--name: the form asks for given and family name apart, and it is not plain where yours parts."
        raise BadSettings(message, why="name-parts", next_move="Write it with a comma: --name 'Family, Given'.")
    return parts


def full_name(name: str) -> str:
    """Give the name as one text, also where it was written «Family, Given»."""
    parts = split_name(name) if "," in name else None
    return " ".join(parts) if parts else name


def in_ascii(email: str) -> str:
    """Give the address with its domain as it goes over the wire, and as a browser writes it into a box: `xn--…`."""
    try:
        parts = validate_email(email.strip(), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return email
    return f"{parts.local_part}@{parts.ascii_domain}"


def mask_email(email: str) -> str:
    """Give the address with all but its first letter and its domain hidden, for screens others may see."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}•••@{domain}"
