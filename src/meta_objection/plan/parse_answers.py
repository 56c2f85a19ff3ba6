"""The person's answers as their settings give them, checked before a browser opens."""

import re
import sys

from email_validator import EmailNotValidError, validate_email

from meta_objection.answers import Answers, tidy_text
from meta_objection.countries import country_code, near_countries
from meta_objection.errors import BadSettings
from meta_objection.forms import Form
from meta_objection.plain_files import read_plain, reason_of
from meta_objection.plan.attachments import read_evidence
from meta_objection.settings import Objection

_EVERY_TEXT = 10_000
_LARGEST_REASON = 1024 * 1024  # bytes, far more than any form takes: what is too long is then said in characters


def bad(flag: str, problem: str, remedy: str) -> BadSettings:
    """Give the one sentence about a setting, and the remedy as the next move."""
    return BadSettings(f"{flag}: {problem}.", why="setting", next_move=f"{remedy}.")


def given_answers(settings: Objection, form: Form) -> Answers:
    """Give the answers. Raises BadSettings naming the first that cannot be one."""
    return Answers(
        request=settings.request if "request" in form.questions else None,
        country=alpha_2(settings.country),
        email=_email(settings.email),
        name=_text("--name", settings.name, _EVERY_TEXT),
        phone=_phone(settings.phone),
        reason=_reason(settings, form),
        extra=_text("--extra", settings.extra, form.reason_maximum),
        prompts=_text("--prompts", settings.prompts, _EVERY_TEXT),
        evidence=read_evidence(settings.evidence),
        code=_code(settings.code),
    )


def alpha_2(text: str | None) -> str | None:
    """Give the code of the country that was given. Raises BadSettings for what is none."""
    if text is None:
        return None
    code = country_code(text)
    if code is None:
        near = near_countries(text)
        meant = f"Did you mean {' or '.join(near)}? A code such as DE works too" if near else "Give a code such as DE"
        raise bad("--country", f"“{text}” is no country we know", meant)
    return code


def _email(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        parts = validate_email(text.strip(), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise bad("--email", "that cannot be an e-mail address", "Give one like name@example.org") from error
    if "." not in parts.domain:
        raise bad("--email", "its part after the @ is no full domain", "Give one like name@example.org")
    return text.strip()


def _phone(text: str | None) -> str | None:
    if text is None:
        return None
    plain = re.sub(r"[\s().-]", "", text)
    number = f"+{plain[2:]}" if plain.startswith("00") else plain
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise bad("--phone", "it is no international telephone number", "Write it like +49 151 23456789")
    return number


def _reason(settings: Objection, form: Form) -> str | None:
    if settings.reason_file is None:
        return _text("--reason", settings.reason, form.reason_maximum)
    return _text("--reason-file", _read(settings.reason_file), form.reason_maximum)


def _read(name: str) -> str:
    try:
        content = _standard_input() if name == "-" else read_plain(name, limit=_LARGEST_REASON)
        return content.decode("utf-8-sig").rstrip("\r\n")
    except OSError as error:
        raise bad("--reason-file", f"it cannot be read ({reason_of(error)})", "Name a readable text file") from error
    except UnicodeDecodeError as error:
        raise bad("--reason-file", "it is not UTF-8 text", "Save it as UTF-8 text") from error


def _standard_input() -> bytes:
    """Read what was handed on, at most as much as a reason may have. Raises OSError where there is nothing to read."""
    if sys.stdin is None:
        raise OSError("standard input is closed")
    content = sys.stdin.buffer.read(_LARGEST_REASON + 1)
    if len(content) > _LARGEST_REASON:
        raise OSError(f"larger than {_LARGEST_REASON} bytes")
    return content


def _text(flag: str, text: str | None, longest: int) -> str | None:
    if text is None:
        return None
    try:
        tidy = tidy_text(text)
    except ValueError as error:
        raise bad(flag, str(error), "Write it without control characters") from error
    if not tidy.strip():
        raise bad(flag, "it is empty", "Write something, or leave the setting out")
    if len(tidy) > longest:
        raise bad(flag, f"it has {len(tidy)} characters, and {longest} is the most", "Shorten it")
    return tidy


def _code(text: str | None) -> str | None:
    if text is not None and not re.fullmatch(r" *[0-9]{4,10} *", text):
        raise bad("--code", "a one-time code is made of 4 to 10 digits", "Copy it from Meta's mail")
    return text.strip() if text else None
