"""Each setting is declared once and can be given in five places, one above the other."""

import json
import os
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from cyclopts import CycloptsError
from hypothesis import given as hypothetically
from hypothesis import strategies as st
from pydantic import ValidationError

from meta_objection.capture.stamping import stamping_for
from meta_objection.cli.app import app
from meta_objection.errors import BadSettings
from meta_objection.network.source import live_source
from meta_objection.settings import APP_NAME, PREFIX, Browsing, Objection, Place, default_home, person_file
from meta_objection.settings_files import is_persons_alone

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
    monkeypatch.setenv("META_OBJECTION_BROWSER_ARGS", '["--lang=de", "--window-size=3,4"]')

    assert parsed().browser_args == ("--lang=de", "--window-size=3,4")


def test_a_browser_argument_may_be_given_more_than_once_and_begins_with_hyphens() -> None:
    assert parsed("--browser-arg", "--disable-gpu", "--browser-arg", "-lang=de").browser_args == (
        "--disable-gpu",
        "--lang=de",
    )
    assert parsed("--browser-arg=--lang=x y").browser_args == ("--lang=x y",)


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
        'slow_mo = 250\ntimeout = 3.5\nheaded = true\nevidence = ["a.png"]\n',
        encoding="utf-8",
    )
    settings = parsed()

    assert (settings.slow_mo, settings.timeout, settings.headed) == (250, 3.5, True)
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
    with pytest.raises(BadSettings, match=r"^meta-objection.toml is no TOML"):
        Objection()


# --- what only the person may say -----------------------------------------------------------------------------------

PERSONS_ALONE = ["browser", "browser_args", "proxy", "ignore_https_errors", "home", "yes", "again"]
SPELLINGS = st.sampled_from([str, str.upper, str.title, lambda key: key.replace("_", "-")])
COMMANDS = st.from_regex(r"[a-z]{1,8}[_-]command", fullmatch=True)


@hypothetically(st.sampled_from(PERSONS_ALONE) | COMMANDS, SPELLINGS)
def test_what_runs_weakens_or_agrees_is_the_persons_alone_however_it_is_spelled(
    key: str, spelled: Callable[[str], str]
) -> None:
    assert is_persons_alone(spelled(key))


def test_every_setting_that_names_a_program_or_a_way_to_the_network_is_on_the_list() -> None:
    found_anywhere = {
        *(
            "as_json",
            "log_level",
            "log_format",
            "country",
            "locale",
            "headed",
            "unattended",
            "slow_mo",
            "timeout",
            "profile",
            "trace",
        ),
        *("form", "route", "request", "url", "replay", "email", "name", "phone", "reason", "reason_file", "extra"),
        *("prompts", "evidence", "code", "timestamps", "assist"),
    }
    # A new setting belongs on one of the two lists, and whoever adds it says on which.
    assert {name for name in Objection.model_fields if not is_persons_alone(name)} == found_anywhere


@pytest.mark.parametrize("name", [*PERSONS_ALONE, "imap_password_command"])
@pytest.mark.parametrize("place", ["project", "dotenv"])
def test_a_file_of_the_folder_one_stands_in_may_not_say_it(place: str, name: str, given: Given) -> None:
    given.put(place, name, "1")
    with pytest.raises(BadSettings, match=rf"(?i)^(\.env|meta-objection\.toml): \w*{name} is not taken from") as caught:
        given.settings()
    assert "flag" in caught.value.next_move


@pytest.mark.parametrize("place", ["person", "environment"])
def test_the_persons_own_file_and_the_environment_may_say_it(place: str, given: Given) -> None:
    for name, value in (("proxy", "http://127.0.0.1:8080"), ("yes", "true")):
        given.put(place, name, value)
        assert str(getattr(given.settings(), name)).lower() == value


@pytest.mark.parametrize("verb", [Place, Browsing, Objection])
def test_every_verb_refuses_such_a_file(verb: type[Place]) -> None:
    Path(".env").write_text("export META_OBJECTION_BROWSER=evil.sh\n", encoding="utf-8")
    with pytest.raises(BadSettings, match="META_OBJECTION_BROWSER"):
        verb()


def test_each_file_that_something_was_read_from_is_known(given: Given) -> None:
    assert parsed().files == ()
    given.put("dotenv", "country", "DE")
    assert parsed().files == (Path(".env"),)
    given.put("project", "country", "FR")
    given.put("person", "country", "IT")
    assert parsed("--email", "kim@example.org").files == (Path(".env"), Path("meta-objection.toml"), person_file())
    Path(".env").write_text("ANOTHER_PROGRAMS=1\n", encoding="utf-8")
    assert parsed().files == (Path("meta-objection.toml"), person_file())
    assert parsed().model_copy(update={"yes": True}).files == parsed().files


@pytest.mark.parametrize("name", sorted({*Objection.model_fields, "json", "as-json"}))
def test_a_name_without_the_prefix_is_another_programs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for spelled in (name, name.upper()):
        monkeypatch.setenv(spelled, "/some/path")
    Path(".env").write_text(f"{name}=/some/path\n{name.upper()}=/some/path\n", encoding="utf-8")
    unset = parsed()
    monkeypatch.undo()

    assert unset.model_dump(exclude={"home"}) == Objection.model_construct().model_dump(exclude={"home"})


def test_a_file_draws_nothing_out_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANOTHER_PROGRAMS_TOKEN", "secret")
    Path(".env").write_text('META_OBJECTION_REASON="${ANOTHER_PROGRAMS_TOKEN}"\n', encoding="utf-8")

    assert parsed().reason == "${ANOTHER_PROGRAMS_TOKEN}"


@pytest.mark.parametrize("name", [".env", "meta-objection.toml"])
@pytest.mark.parametrize("kind", ["pipe", "link to a device", "not UTF-8", "too large"])
def test_a_file_that_is_none_is_named_and_holds_nobody_up(name: str, kind: str) -> None:
    match kind:
        case "pipe":
            os.mkfifo(name)
        case "link to a device":
            Path(name).symlink_to("/dev/zero")
        case "not UTF-8":
            Path(name).write_bytes(b"\xff\xfe")
        case "too large":
            with Path(name).open("wb") as file:
                file.truncate(3 * 1024**3)
    with pytest.raises(BadSettings, match=rf"^{re.escape(name)} ") as caught:
        Objection()
    assert "utf-8" not in str(caught.value)


def test_a_file_that_is_nested_without_end_is_no_error_of_the_programs() -> None:
    Path("meta-objection.toml").write_text("a = " + "[" * 5000, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"^meta-objection.toml "):
        Objection()


@pytest.mark.parametrize("place", ["~nosuchuser/x", "a\0b"])
def test_a_place_that_there_cannot_be_is_an_impossible_value(place: str) -> None:
    with pytest.raises((CycloptsError, ValidationError), match="a place that there can be"):
        parsed("--home", place)


# --- the environment's proxy ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "flags", "road"),
    [
        ({}, (), None),
        ({"HTTPS_PROXY": "http://127.0.0.1:1"}, (), "http://127.0.0.1:1"),
        ({"https_proxy": "http://127.0.0.1:1"}, (), "http://127.0.0.1:1"),
        ({"ALL_PROXY": "socks5://127.0.0.1:1"}, (), "socks5://127.0.0.1:1"),
        ({"HTTP_PROXY": "http://127.0.0.1:1"}, (), None),
        ({"HTTPS_PROXY": "http://127.0.0.1:1", "NO_PROXY": "*"}, (), None),
        ({"HTTPS_PROXY": "http://127.0.0.1:1", "NO_PROXY": "facebook.com"}, (), None),
        ({"HTTPS_PROXY": "http://127.0.0.1:1"}, ("--proxy", "http://127.0.0.1:2"), "http://127.0.0.1:2"),
        (
            {"HTTPS_PROXY": "http://127.0.0.1:1"},
            ("--browser-arg=--host-resolver-rules=MAP * 127.0.0.1:9",),
            None,
        ),
    ],
)
def test_there_is_one_road_for_everything_live(
    variables: dict[str, str], flags: tuple[str, ...], road: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = parsed(*flags)

    assert settings.road == road
    assert live_source(settings)._wire.proxy == live_source(settings)._onward.proxy == road
    assert stamping_for(settings, ("https://stamps.example",)).proxy == road


def test_a_proxy_of_the_environment_that_cannot_be_gone_through_is_no_reason_to_go_past_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "https://proxy.example:8443")
    with pytest.raises(BadSettings, match=r"^HTTPS_PROXY: "):
        live_source(parsed())
