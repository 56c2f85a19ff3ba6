"""The person's answers as their settings give them, checked before a browser opens."""

import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from email_validator import EmailNotValidError, validate_email

from meta_objection.answers import Answers, tidy_text
from meta_objection.countries import country_code, near_countries
from meta_objection.errors import BadSettings
from meta_objection.forms import Form
from meta_objection.plain_files import read_plain, reason_of
from meta_objection.plan.attachments import read_evidence
from meta_objection.settings import Objection

P = ParamSpec("P")
T = TypeVar("T")
_UNIONS = {"EU", "UE", "EEA", "EWR", "EEE"}
_EVERY_TEXT = 10_000
_AS_TEXT = (
    "In Notepad or TextEdit save it as plain text, encoding UTF-8; of a word processor's document copy the words there"
)
_LARGEST_REASON = 1024 * 1024  # bytes, far more than any form takes: what is too long is then said in characters


def bad(flag: str, problem: str, remedy: str) -> BadSettings:
    """Give the one sentence about a setting, and the remedy as the next move."""
    return BadSettings(f"{flag}: {problem}.", why="setting", next_move=f"{remedy}.")


def given_answers(settings: Objection, form: Form) -> Answers:
    """Give the answers. Raises BadSettings naming all that cannot be one: nobody likes to hear of one at a time."""
    wrong: list[BadSettings] = []
    longest = form.reason_maximum
    answers = Answers(
        request=settings.request if "request" in form.questions else None,
        country=_or_note(wrong, alpha_2, settings.country),
        email=_or_note(wrong, _email, settings.email),
        name=_or_note(wrong, _text, "--name", settings.name, _EVERY_TEXT),
        phone=_or_note(wrong, _phone, settings.phone),
        reason=_or_note(wrong, _reason, settings, form),
        extra=_or_note(wrong, _text, "--extra", settings.extra, longest),
        prompts=_or_note(wrong, _text, "--prompts", settings.prompts, _EVERY_TEXT),
        evidence=_or_note(wrong, read_evidence, settings.evidence) or (),
        code=_or_note(wrong, _code, settings.code),
    )
    if len(wrong) > 1:
        remedies = " ".join(f"{stop.message.partition(':')[0]}: {stop.next_move}" for stop in wrong)
        raise BadSettings(" ".join(stop.message for stop in wrong), why="setting", next_move=remedies)
    if wrong:
        raise wrong[0]
    return answers


def answer_to(question: str, text: str, form: Form | None = None) -> str:
    """Give what a form gets of a line that answers one question. Raises BadSettings where it cannot be the answer."""
    longest = form.reason_maximum if form and question == "reason" else _EVERY_TEXT
    parse = {"country": alpha_2, "email": _email, "phone": _phone}.get(question)
    return (parse(text) if parse else _text(f"--{question}", text, longest)) or ""


def _or_note(wrong: list[BadSettings], parse: Callable[P, T | None], *given: P.args, **more: P.kwargs) -> T | None:
    """Give what the parser makes of it; what it refuses is noted."""
    try:
        return parse(*given, **more)
    except BadSettings as stop:
        wrong.append(stop)
        return None


def alpha_2(text: str | None) -> str | None:
    """Give the code of the country that was given. Raises BadSettings for what is none."""
    if text is None:
        return None
    code = country_code(text)
    if code is None and text.strip().upper() in _UNIONS:
        raise bad("--country", f"“{text}” is many countries, and what Meta offers differs", "Give the one you live in")
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
        return _decoded(content).rstrip("\r\n")
    except OSError as error:
        raise bad("--reason-file", f"it cannot be read ({reason_of(error)})", "Name a readable text file") from error
    except UnicodeDecodeError as error:
        problem = "it is no plain text" if b"\0" in content else "it is plain text, but not in UTF-8"
        raise bad("--reason-file", problem, _AS_TEXT) from error


def _decoded(content: bytes) -> str:
    """Read text in UTF-8, or in UTF-16 with its mark, as some editors of Windows save it."""
    return content.decode("utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")


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
