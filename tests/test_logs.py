"""Nothing personal stands in the log, at any level and in any shape."""

import json
from collections.abc import Callable, Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Error as PlaywrightError

from meta_objection import logs
from meta_objection.logs import HIDDEN, Redactor, set_up
from meta_objection.redaction import MARK, Secrets

EMAIL = "kim@example.org"
REASON = "It's mine.\nAll of “it”."
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
SECRETS = st.lists(st.text(st.characters(exclude_characters="•"), min_size=3, max_size=12), min_size=1, max_size=4)


@pytest.fixture(autouse=True)
def _own_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "redactor", Redactor())


def redacting(*secrets: str) -> Redactor:
    redactor = Redactor()
    redactor.hide(secrets)
    return redactor


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
    elif value is not None and not isinstance(value, bool | int | float):
        yield str(value)


@given(SECRETS, NESTED, st.data())
def test_no_secret_survives_in_any_event(secrets: list[str], value: object, data: st.DataObject) -> None:
    secret = data.draw(st.sampled_from(secrets))
    event = {"event": f"before {secret} after", "value": value, "deep": {"list": [secret, (secret * 2,)], "n": None}}
    cleaned = redacting(*secrets)(None, "info", event)

    assert not [text for text in texts_in(cleaned) for hidden in secrets if hidden in text]


@given(st.text(min_size=3), st.text())
def test_what_holds_no_secret_stays_as_it_is(secret: str, text: str) -> None:
    assert secret in text or redacting(secret).clean(text) == text


def test_of_two_secrets_the_longer_one_is_hidden_whole() -> None:
    assert redacting("kim", EMAIL).clean(f"{EMAIL} and kim") == f"{HIDDEN} and {HIDDEN}"


def test_secrets_are_added_up() -> None:
    redactor = redacting("first")
    redactor.hide(["second"])

    assert redactor.clean("first second") == f"{HIDDEN} {HIDDEN}"


def test_one_or_two_letters_are_no_secret_or_nothing_could_be_read() -> None:
    assert redacting("e", "ab", "").clean("never ab") == "never ab"


@pytest.mark.parametrize("value", [1, 1.5, True, None])
def test_numbers_and_switches_stay_what_they_are(value: object) -> None:
    assert redacting("secret")(None, "info", {"event": "x", "value": value})["value"] is value


class Telling:
    """An object whose text tells a secret."""

    def __str__(self) -> str:
        return f"<{EMAIL}>"


@pytest.mark.parametrize("value", [ValueError(EMAIL), Telling(), {EMAIL}, EMAIL.encode()])
def test_anything_that_becomes_text_is_cleaned(value: object) -> None:
    assert EMAIL not in str(redacting(EMAIL)(None, "info", {"event": "x", "value": value})["value"])


@pytest.mark.parametrize("shape", [repr, json.dumps, str.splitlines])
def test_a_reason_is_hidden_too_where_an_error_quotes_it(shape: Callable[[str], object]) -> None:
    event = redacting(REASON)(None, "info", {"event": f"could not type {shape(REASON)}"})

    assert "All of" not in event["event"]


@pytest.mark.parametrize("form", ["console", "json"])
def test_the_whole_log_is_clean_tracebacks_too(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.redactor.hide([EMAIL])
    set_up("debug", "json" if form == "json" else "console")
    log = structlog.get_logger()
    log.debug("typing", into="email", value=EMAIL)
    try:
        int(EMAIL)
    except ValueError:
        log.exception("failed")
    told = capsys.readouterr()

    assert told.out == ""
    assert EMAIL not in told.err
    assert "ValueError: invalid literal" in told.err
    assert "typing" in told.err


def test_a_json_log_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("info", "json")
    structlog.get_logger().info("one", path="/x", text="Größe\nzwei")
    structlog.get_logger().warning("two")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())

    assert (first["event"], first["level"], first["path"], first["text"]) == ("one", "info", "/x", "Größe\nzwei")
    assert second["level"] == "warning"


@pytest.mark.parametrize(("level", "said"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)])
def test_the_log_says_no_more_than_was_asked_for(level: str, said: int, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(level, "json")
    log = structlog.get_logger()
    for speak in (log.debug, log.info, log.warning, log.error):
        speak("something")

    assert len(capsys.readouterr().err.splitlines()) == said


def log_of(error: Exception, capsys: pytest.CaptureFixture[str]) -> str:
    set_up("debug", "json")
    try:
        raise error
    except type(error):
        structlog.get_logger().exception("failed")
    return capsys.readouterr().err


CALL_LOG = """Locator.fill: Timeout 3000ms exceeded.
Call log:
  - waiting for locator("[name=code]")
  -   locator resolved to <input value="prefilled@elsewhere.invalid"/>
  -   fill("864209")
"""


def test_an_error_of_the_browser_is_told_by_its_kind_and_place_alone(capsys: pytest.CaptureFixture[str]) -> None:
    told = log_of(PlaywrightError(CALL_LOG), capsys)

    assert "test_logs.py" in told
    assert "Error: Locator.fill" in told
    for word in ("864209", "prefilled", "resolved", "Call log", "3000"):
        assert word not in told


def test_an_error_that_led_to_another_is_told_in_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    error = ValueError("no number")
    error.__cause__ = PlaywrightError(CALL_LOG)
    told = log_of(error, capsys)

    assert "ValueError: no number" in told
    assert "864209" not in told


def test_a_call_log_that_somebody_logs_as_a_text_is_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("debug", "json")
    structlog.get_logger().debug("the browser did not start", error=CALL_LOG)

    assert "864209" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "written",
    [
        "Mustermann",
        "KIM",
        "0151 23456789",
        "15123456789",
        "Meine W&#246;rter",
        "Account Name",
        "864209",
        "tulip-7-meadow",
    ],
)
def test_what_a_run_must_not_keep_is_hidden_in_every_form(written: str) -> None:
    redactor = Redactor()
    secrets = Secrets.of(
        {"name": "Mustermann, Kim", "phone": "+4915123456789", "reason": "Erste Zeile\nMeine Wörter"}, "864209"
    )
    redactor.know(secrets)
    secrets.know("account", "Account Name")
    secrets.site.know("tulip-7-meadow")

    assert redactor.clean(f"before {written} after") in {
        f"before {HIDDEN} after",
        f"before {HIDDEN} {HIDDEN} after",
        f"before {MARK} after",
    }
