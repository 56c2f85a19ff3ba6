"""Everything is settled and checked before a browser opens."""

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.errors import BadSettings
from meta_objection.outcome import Mode
from meta_objection.plan.plan import Plan, files_note, make_plan
from meta_objection.replay import FixtureAbout
from meta_objection.replay.about import about_text
from meta_objection.settings import Objection, Request, Route

pytestmark = pytest.mark.usefixtures("own_place")
GOOD: dict[str, object] = {"yes": True, "country": "DE", "email": "kim@example.org", "reason": "My own words."}
FORM = "https://www.facebook.com/help/contact/712876720715583"


def objection(**changes: object) -> Objection:
    return Objection.model_validate({**GOOD, **changes})


def refused(**changes: object) -> BadSettings:
    with pytest.raises(BadSettings) as caught:
        make_plan(objection(**changes), press=True)
    return caught.value


def a_fixture(folder: Path, form: str = "facebook", generation: str = "2024") -> Path:
    about = FixtureAbout(
        kind="reconstructed",
        source="test",
        date="2026-11-22",
        form=form,
        generation=generation,
        lang="en",
        story="happy",
        route="direct",
        address=FORM,
        ends="submitted",
    )
    folder.mkdir(parents=True)
    (folder / "fixture.toml").write_text(about_text(about), encoding="utf-8")
    (folder / "site.har").write_text('{"log": {"version": "1.2", "entries": []}}', encoding="utf-8")
    return folder


def test_a_good_objection_becomes_a_plan() -> None:
    plan = make_plan(objection(), press=True)

    assert (plan.form.id, plan.route, plan.request, plan.mode) == ("facebook", Route.DIRECT, Request.OBJECT, Mode.LIVE)
    assert (plan.answers.country, plan.answers.email, plan.answers.reason) == ("DE", "kim@example.org", "My own words.")
    assert plan.press
    assert not plan.again
    assert plan.scope == "live"
    assert plan.addresses == tuple(known.address for known in plan.form.generations)


@pytest.mark.parametrize("written", ["Germany", "germany ", "Deutschland", "de"])
def test_a_country_may_be_named_in_any_language(written: str) -> None:
    assert make_plan(objection(country=written), press=True).answers.country == "DE"


def test_an_unknown_country_is_answered_with_near_ones() -> None:
    stop = refused(country="Germny")

    assert stop.message.startswith("--country: “Germny”")
    assert "Germany" in stop.next_move


def test_a_country_like_no_other_is_answered_with_an_example() -> None:
    assert refused(country="qqqqqqq").next_move == "Give a code such as DE."


@pytest.mark.parametrize(
    "email",
    [
        *("", " ", "kim", "kim@", "@", "kim@example", "kim@@example.org", "kim@exa mple.org", "kim@.org"),
        *("kim\n@example.org", "kim@example.org\nBcc: x@example.org", "kim@example..org"),
    ],
)
def test_what_cannot_be_an_address_is_refused_without_repeating_it(email: str) -> None:
    stop = refused(email=email)

    assert stop.message.startswith("--email: ")
    assert len(email) < 3 or email not in stop.message + stop.next_move


@pytest.mark.parametrize("email", ["kim@example.org", " o'brien+meta@sub.example.org ", "größe@example.org"])
def test_an_address_is_taken_as_it_was_written(email: str) -> None:
    assert make_plan(objection(email=email), press=True).answers.email == email.strip()


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"reason_file": "x.txt"}, "--reason and --reason-file"),
        ({"replay": "x", "proxy": "http://127.0.0.1:1"}, "--replay and --proxy"),
        ({"request": Request.ACCESS}, "--request"),
        ({"form": "whatsapp", "route": Route.MENU}, "--route"),
        ({"phone": "0151 23456789"}, "--phone"),
        ({"evidence": (Path("nowhere.png"),)}, "--evidence"),
        ({"evidence": (Path(__file__),)}, "--evidence"),
        ({"reason": ""}, "--reason"),
        ({"reason": " \n\t "}, "--reason"),
        ({"reason": "x" * 20_000}, "--reason"),
        ({"reason": "a\x1b[31mb"}, "--reason"),
        ({"extra": "\x00"}, "--extra"),
        ({"extra": "x" * 20_000}, "--extra"),
        ({"name": ""}, "--name"),
        ({"phone": "\x07"}, "--phone"),
        ({"prompts": " "}, "--prompts"),
        ({"code": "12"}, "--code"),
        ({"code": "abcdef"}, "--code"),
        ({"code": "123456\n7"}, "--code"),
        ({"code": "١٢٣٤٥٦"}, "--code"),
        ({"replay": "nowhere"}, "--replay"),
        ({"url": "http://www.facebook.com/x"}, "--url"),
        ({"url": "https://facebook.com.evil.example/"}, "--url"),
        ({"url": "https://kim:x@www.facebook.com/"}, "--url"),
        ({"url": "https://["}, "--url"),
        ({"url": "https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.example%2F"}, "--url"),
        ({"url": "https://proxy.example/goto/https://www.facebook.com/help/contact/712876720715583"}, "--url"),
        ({"url": ""}, "--url"),
    ],
)
def test_bad_input_gets_a_sentence_naming_the_setting_and_a_remedy(changes: dict[str, object], names: str) -> None:
    stop = refused(**changes)

    assert stop.message.startswith(f"{names}: ")
    assert stop.message.endswith(".")
    assert stop.next_move.endswith(".")
    assert "\n" not in stop.message + stop.next_move
    assert not any(character < " " for character in stop.message)


def test_a_reason_too_long_is_told_by_how_much_and_not_repeated() -> None:
    stop = refused(reason="secret " * 2000)

    assert "14000 characters, and 10000 is the most" in stop.message
    assert "secret" not in stop.message


@pytest.mark.parametrize("name", ["no/such/file.txt", ".", "\0", "x" * 5000])
def test_a_reason_file_that_cannot_be_read_is_named_with_its_setting(name: str) -> None:
    stop = refused(reason=None, reason_file=name)

    assert stop.message.startswith("--reason-file: ")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe\x00", "it is no plain text"),
        (b"PK\x03\x04\x00\xff", "it is no plain text"),
        ("Ich möchte nicht.".encode("latin-1"), "it is plain text, but not in UTF-8"),
    ],
)
def test_a_reason_file_that_is_no_text_is_refused_with_the_way_to_save_it(content: bytes, problem: str) -> None:
    Path("reason.txt").write_bytes(content)
    stop = refused(reason=None, reason_file="reason.txt")

    assert stop.message == f"--reason-file: {problem}."
    assert "Notepad" in stop.next_move


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_reason_file_is_read_as_an_editor_of_windows_saves_it(encoding: str) -> None:
    Path("reason.txt").write_bytes("Ich möchte das nicht.\r\n".encode(encoding))

    plan = make_plan(objection(reason=None, reason_file="reason.txt"), press=True)
    assert plan.answers.reason == "Ich möchte das nicht."


def test_everything_that_is_wrong_is_said_at_once() -> None:
    stop = refused(email="kim", phone="12", country="Atlantis")

    assert [stop.message.count(flag) for flag in ("--email: ", "--phone: ", "--country: ")] == [1, 1, 1]
    assert [stop.next_move.count(flag) for flag in ("--email: ", "--phone: ", "--country: ")] == [1, 1, 1]


@pytest.mark.parametrize(("form", "country", "noted"), [("instagram", "US", True), ("facebook", "DE", False)])
def test_it_is_said_beforehand_where_a_form_is_not_known_to_be_offered(form: str, country: str, *, noted: bool) -> None:
    notes = make_plan(objection(form=form, country=country), press=True).notes

    assert any("not offered" in note and "third-party" in note for note in notes) is noted


def test_an_empty_reason_file_is_refused() -> None:
    Path("reason.txt").write_bytes(b"\r\n")

    assert refused(reason=None, reason_file="reason.txt").message == "--reason-file: it is empty."


@pytest.mark.parametrize(
    "content", [b"Zwei\nZeilen \xf0\x9f\x99\x85\n", b"\xef\xbb\xbfZwei\r\nZeilen \xf0\x9f\x99\x85\r\n\r\n"]
)
def test_a_reason_file_is_read_as_a_person_wrote_it(content: bytes) -> None:
    Path("reason.txt").write_bytes(content)
    plan = make_plan(objection(reason=None, reason_file="reason.txt"), press=True)

    assert plan.answers.reason == "Zwei\nZeilen 🙅"


def test_a_reason_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Größe\n".encode())))

    assert make_plan(objection(reason=None, reason_file="-"), press=True).answers.reason == "Größe"


def planned(**changes: object) -> Plan | str:
    """The plan, or the sentence with which it was refused."""
    try:
        return make_plan(objection(**changes), press=True)
    except BadSettings as stop:
        return stop.message


@given(st.text(max_size=200))
def test_any_reason_is_kept_but_for_its_line_ends_or_refused(reason: str) -> None:
    plan = planned(reason=reason)

    if isinstance(plan, str):
        assert plan.startswith("--reason: ")
    else:
        assert plan.answers.reason == reason.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(max_size=60))
def test_any_text_is_a_country_or_is_refused(country: str) -> None:
    plan = planned(country=country)

    assert not isinstance(plan, str) or plan.startswith("--country: ")


@given(st.text(max_size=60).map("https://{}".format))
def test_any_text_is_an_address_of_a_form_or_is_refused(url: str) -> None:
    plan = planned(url=url)

    assert not isinstance(plan, str) or plan.startswith("--url: ")


def test_without_a_yes_and_without_a_terminal_nothing_is_planned_to_be_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    assert refused(yes=False).message.startswith("--yes: ")
    assert make_plan(objection(yes=False), press=False).press is False


def test_a_yes_that_is_missing_hides_nothing_else_that_has_to_be_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    assert refused(yes=False, email="no address").message.startswith("--email: ")


def test_with_a_terminal_the_yes_may_come_later(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = os.openpty()
    with os.fdopen(leader), os.fdopen(follower) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)

        assert make_plan(objection(yes=False), press=True).press


def test_another_address_is_the_only_one() -> None:
    assert make_plan(objection(url=FORM), press=True).addresses == (FORM,)


def test_another_way_in_begins_where_the_form_says() -> None:
    plan = make_plan(objection(route=Route.MENU), press=True)

    assert plan.addresses == plan.form.ways[Route.MENU]


@pytest.mark.parametrize(("headed", "refuses"), [(False, True), (True, False)])
def test_only_in_a_window_can_the_person_press_the_button(headed: bool, refuses: bool) -> None:  # noqa: FBT001 - columns of the table
    plan = planned(assist=True, headed=headed, yes=False)

    assert isinstance(plan, str) == refuses
    assert not refuses or str(plan).startswith("--assist: ")


def test_a_fixture_is_replayed_in_its_own_generation_and_scope(tmp_path: Path) -> None:
    folder = a_fixture(tmp_path / "fixture")
    plan = make_plan(objection(replay=folder), press=True)

    assert plan.mode is Mode.REPLAY
    assert plan.scope == f"replay:{folder}"
    assert len(plan.addresses) == 1
    assert plan.addresses[0].startswith("https://www.facebook.com/help/contact/")


def test_a_fixture_has_one_scope_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_fixture(tmp_path / "fixture")
    monkeypatch.chdir(tmp_path)

    assert make_plan(objection(replay="fixture"), press=True).scope == f"replay:{folder}"


def test_a_fixture_whose_recording_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = a_fixture(tmp_path / "fixture")
    (folder / "site.har").write_text("{", encoding="utf-8")

    assert refused(replay=folder).message.startswith(f"--replay: {folder / 'site.har'} cannot be used: ")


def test_a_fixture_of_another_form_is_refused_with_that_forms_name(tmp_path: Path) -> None:
    stop = refused(replay=a_fixture(tmp_path / "fixture", form="instagram"))

    assert stop.next_move == "Give --form instagram."


@pytest.mark.parametrize(
    "address",
    [
        "data:text/html,hello",
        "chrome://version",
        "file:///etc/passwd",
        "https://apps.fbsbx.com/",
        "https://evil.example/",
    ],
)
def test_a_fixture_that_opens_something_else_than_a_form_of_metas_is_refused(address: str, tmp_path: Path) -> None:
    folder = a_fixture(tmp_path / "fixture")
    about = folder / "fixture.toml"
    lines = [line for line in about.read_text(encoding="utf-8").split("\n") if not line.startswith("address")]
    about.write_text("\n".join([f'address = "{address}"', *lines]), encoding="utf-8")

    assert refused(replay=folder).message.startswith("--replay: ")


def test_the_files_that_settings_were_read_from_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("META_OBJECTION_EXTRA=More\n", encoding="utf-8")

    assert files_note(Objection()) == ("Settings were read from .env.",)


def test_a_key_that_is_no_setting_is_named_with_the_one_that_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("meta-objection.toml").write_text('emial = "kim@example.org"\nregion = "BY"\n', encoding="utf-8")

    assert files_note(Objection())[-1] == (
        "This is no setting and counts for nothing: meta-objection.toml: emial (did you mean email?)."
    )


def test_the_steps_show_the_answers_with_the_address_masked() -> None:
    steps = dict(make_plan(objection(extra="More."), press=True).steps())

    assert steps["country"] == "Germany (DE)"
    assert steps["email"] == "k•••@example.org"
    assert steps["reason"] == "My own words."
    assert steps["extra"] == "More."
    assert list(steps)[0] == "open"  # noqa: RUF015 - the order is the point
    assert list(steps)[-2:] == ["review", "send"]


def test_what_was_not_given_is_left_as_it_is_or_nothing() -> None:
    steps = dict(make_plan(objection(email=None, reason=None), press=True).steps())

    assert steps["email"] == "left as the page has it: you gave none"
    assert steps["reason"] == "nothing: you gave none"


def test_a_rehearsal_says_that_it_does_not_press() -> None:
    assert dict(make_plan(objection(), press=False).steps())["send"] == "prove the button, do not press it"


def test_a_wrapped_address_is_taken_for_what_it_wraps() -> None:
    wrapped = f"https://l.facebook.com/l.php?u={FORM.replace('/', '%2F').replace(':', '%3A')}&h=AT0"
    assert make_plan(objection(url=wrapped), press=True).addresses == (FORM,)


def test_words_that_meta_reads_otherwise_are_told_beforehand_for_an_objection_only() -> None:
    reason = "Please delete everything that you know about me, and never use it for AI again. " * 2
    told = make_plan(objection(reason=reason), press=True).notes
    other = make_plan(objection(reason=reason, form="third-party", request="concern"), press=True).notes

    assert any("“delete”" in note for note in told)
    assert not any("“delete”" in note for note in other)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ("country", "email", "reason")),
        ({"country": "DE", "reason": "Because."}, ("email",)),
        ({"url": "https://www.facebook.com/help/contact/712876720715583"}, ("email",)),
        ({"form": "third-party"}, ("country", "email", "name", "prompts")),
        ({"form": "whatsapp", "email": "kim@example.org"}, ("phone",)),
    ],
)
def test_what_a_form_has_to_be_told_and_was_not_is_known_beforehand(
    changes: dict[str, object], missing: tuple[str, ...]
) -> None:
    assert make_plan(Objection(**changes), press=False).unanswered() == missing  # type: ignore[arg-type]  # a table of settings
