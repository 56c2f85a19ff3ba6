"""Each setting is declared once and can be given in five places, one above the other."""

import json
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from cyclopts import CycloptsError
from pydantic import ValidationError

from meta_objection.cli import app
from meta_objection.settings import APP_NAME, PREFIX, Browsing, Objection, Place, default_home, person_file

pytestmark = pytest.mark.usefixtures("own_place")
PLACES = ("person", "project", "dotenv", "environment", "flag")
"""From the weakest to the strongest."""


class Given:
    """Puts a setting into the places where the program looks for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._flags: list[str] = []

    def put(self, place: str, name: str, value: str) -> None:
        getattr(self, f"_{place}")(name, value)

    def _person(self, name: str, value: str) -> None:
        person_file().parent.mkdir(parents=True, exist_ok=True)
        person_file().write_text(f"{name} = {json.dumps(value, ensure_ascii=False)}\n", encoding="utf-8")

    def _project(self, name: str, value: str) -> None:
        Path("meta-objection.toml").write_text(f"{name} = {json.dumps(value, ensure_ascii=False)}\n", encoding="utf-8")

    def _dotenv(self, name: str, value: str) -> None:
        Path(".env").write_text(f'{PREFIX}{name.upper()}="{value}"\n', encoding="utf-8")

    def _environment(self, name: str, value: str) -> None:
        self._monkeypatch.setenv(f"{PREFIX}{name.upper()}", value)

    def _flag(self, name: str, value: str) -> None:
        self._flags += [f"--{name.replace('_', '-')}", value]

    def settings(self) -> Objection:
        return parsed(*self._flags)


def parsed(*flags: str) -> Objection:
    _, bound, _ = app.parse_args(["plan", *flags], exit_on_error=False, print_error=False)
    return bound.arguments.get("settings") or Objection()


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    return Given(monkeypatch)


@pytest.mark.parametrize(
    "places", [chosen for size in range(1, 6) for chosen in combinations(PLACES, size)], ids=" ".join
)
@pytest.mark.parametrize("name", ["reason", "reason_file"])
def test_the_strongest_place_wins(given: Given, name: str, places: tuple[str, ...]) -> None:
    for place in places:
        given.put(place, name, f"said by {place}")

    assert getattr(given.settings(), name) == f"said by {places[-1]}"


def test_places_are_added_up_setting_by_setting(given: Given) -> None:
    for place, name in zip(PLACES, ("country", "email", "name", "phone", "reason"), strict=True):
        given.put(place, name, place)
    settings = given.settings()

    assert [settings.country, settings.email, settings.name, settings.phone, settings.reason] == list(PLACES)


def test_without_any_place_the_defaults_count() -> None:
    settings = parsed()

    assert settings == Objection()
    assert (settings.form, settings.route, settings.request) == ("facebook", "direct", "object")
    assert (settings.headed, settings.slow_mo, settings.timeout, settings.profile) == (False, 0, 15, "default")
    assert (settings.log_level, settings.log_format, settings.as_json) == ("warning", "console", False)
    assert settings.home == default_home()


@pytest.mark.parametrize(
    "value", ["I don't “want” this = # no \\n", "Größe 🙅 أعترض", " spaces ", "1e5", "true", "null"]
)
def test_a_text_arrives_as_it_was_written(given: Given, value: str) -> None:
    for place in ("person", "project", "environment", "flag"):
        given.put(place, "reason", value)

        assert given.settings().reason == value


def test_the_environment_takes_a_json_list_of_browser_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("META_OBJECTION_BROWSER_ARGS", '["--one", "--two=3,4"]')

    assert parsed().browser_args == ("--one", "--two=3,4")


def test_a_browser_argument_may_be_given_more_than_once_and_begins_with_hyphens() -> None:
    assert parsed("--browser-arg", "--one", "--browser-arg", "--two=3").browser_args == ("--one", "--two=3")
    assert parsed("--browser-arg=--one=x y").browser_args == ("--one=x y",)


@pytest.mark.parametrize("word", ["1", "true", "yes", "on"])
@pytest.mark.parametrize(
    ("variable", "field"),
    [
        ("IGNORE_HTTPS_ERRORS", "ignore_https_errors"),
        ("HEADED", "headed"),
        ("YES", "yes"),
        ("AGAIN", "again"),
        ("TRACE", "trace"),
        ("JSON", "as_json"),
    ],
)
def test_a_switch_can_be_set_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, field: str, word: str
) -> None:
    monkeypatch.setenv(PREFIX + variable, word)

    assert getattr(parsed(), field) is True


def test_a_flag_switches_off_what_the_environment_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("META_OBJECTION_HEADED", "1")

    assert parsed().headed is True
    assert parsed("--headless").headed is False


def test_json_may_be_wished_for_in_every_place(given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parsed("--json").as_json is True
    Path("meta-objection.toml").write_text("json = true\n", encoding="utf-8")
    assert parsed().as_json is True
    given.put("environment", "json", "false")
    assert parsed().as_json is False
    assert parsed("--json").as_json is True
    monkeypatch.delenv("META_OBJECTION_JSON")
    assert parsed().as_json is True


def test_a_toml_file_may_hold_numbers_lists_and_switches() -> None:
    Path("meta-objection.toml").write_text(
        'slow_mo = 250\ntimeout = 3.5\nheaded = true\nbrowser_args = ["--one"]\nevidence = ["a.png"]\n',
        encoding="utf-8",
    )
    settings = parsed()

    assert (settings.slow_mo, settings.timeout, settings.headed) == (250, 3.5, True)
    assert settings.browser_args == ("--one",)
    assert settings.evidence == (Path("a.png"),)


def test_a_toml_file_with_another_verbs_settings_does_no_harm() -> None:
    Path("meta-objection.toml").write_text('reason = "mine"\ntimeout = 3\nlog_level = "debug"\n', encoding="utf-8")

    assert Place().log_level == "debug"
    assert Browsing().timeout == 3


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("--timeout", "0"),
        ("--timeout", "-1"),
        ("--timeout", "soon"),
        ("--timeout", "nan"),
        ("--timeout", "inf"),
        ("--slow-mo", "-1"),
        ("--slow-mo", "fast"),
        ("--slow-mo", "nan"),
        ("--form", "twitter"),
        ("--route", "back-door"),
        ("--request", "everything"),
        ("--log-level", "loud"),
        ("--log-format", "xml"),
        ("--profile", "../elsewhere"),
        ("--profile", ""),
        ("--profile", ".."),
        ("--profile", "a/b"),
    ],
)
def test_an_impossible_value_is_refused(flag: str, value: str) -> None:
    with pytest.raises((CycloptsError, ValidationError)):
        parsed(flag, value)


@pytest.mark.parametrize("name", sorted(Objection.model_fields))
def test_every_setting_has_its_help(name: str) -> None:
    parameter = next(item for item in Objection.model_fields[name].metadata if hasattr(item, "help"))

    assert parameter.help.endswith(".")


def test_the_persons_file_is_in_the_platforms_place() -> None:
    assert person_file().name == "config.toml"
    assert person_file().parent.name == APP_NAME


def test_settings_cannot_be_changed_after_they_were_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Objection().yes = True


def test_a_file_that_is_no_toml_is_an_error_and_not_ignored() -> None:
    Path("meta-objection.toml").write_text("timeout = = 3\n", encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError):
        Objection()
