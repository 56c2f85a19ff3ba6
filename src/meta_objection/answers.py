"""What the person says: the only personal data in a run, and the rules an answer must keep."""

import unicodedata
from dataclasses import dataclass, fields
from pathlib import Path

_PLAIN_CONTROLS = {"\n", "\t"}


@dataclass(frozen=True, repr=False)
class Answers:
    """The person's own answers; what is `None` was not given. It never shows itself in a log or a traceback."""

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

    def secrets(self) -> tuple[str, ...]:
        """Give every value that must never stand in a log."""
        texts = [self.email, self.name, self.phone, self.reason, self.extra, self.prompts, self.code]
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


def mask_email(email: str) -> str:
    """Give the address with all but its first letter and its domain hidden, for screens others may see."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}•••@{domain}"
