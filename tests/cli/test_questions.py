"""What is asked at the terminal, and what is taken for an answer, in every language."""

import io
import os
from pathlib import Path

import pytest

from meta_objection.cli.questions import Questions, Unusable, language_for
from meta_objection.console.person import Present
from meta_objection.console.signals import Signals
from meta_objection.console.terminal import is_yes
from meta_objection.countries import country_name
from meta_objection.errors import Interrupted
from meta_objection.forms import load_form
from meta_objection.languages import languages_with, texts_of
from meta_objection.rights import load_rights
from tests.screen_lines import SCREEN, places
from tests.test_house_rules import SOURCES

LANGUAGES = languages_with("guide")
LONGEST = {
    "why": "--name: it has 10001 characters, and 10000 is the most.",
    "remedy": "Shorten it.",
    "country": "Bosnia and Herzegovina (BA)",
    "law": "GDPR, article 21(1), and what else has a long name in that country's own law.",
    "said": "a country that nobody has ever heard of before",
    "near": "Papua New Guinea, Equatorial Guinea, Guinea-Bissau",
    "most": "7",
    "gap": "[the reason for which all this matters to you]",
    "form": "WhatsApp",
    "path": "config.toml",
    "files": "config.toml",
    "address": "https://www.facebook.com/help/contact/6359191084165019, https://www.facebook.com/help/contact/1",
    "account": "Kim Example-Longname",
    "profile": "default",
    "length": "26",
    "least": "100",
    "complaint": "The code that you entered is not the one that we sent to you a moment ago.",
}


@pytest.fixture
def at_80(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(SCREEN))
    monkeypatch.setenv("LINES", "24")


@pytest.mark.usefixtures("at_80")
@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_line_of_the_guide_is_cut_at_eighty_columns(
    tag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asker = Questions(tmp_path, tag)
    for key in asker.texts:
        asker.say(key, **LONGEST)

    shown = capsys.readouterr().err
    assert [line for line in shown.splitlines() if places(line) >= SCREEN] == []
    assert asker.tag == tag


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_yes_that_a_language_asks_for_is_one_wherever_a_yes_is_asked(tag: str) -> None:
    say = texts_of(tag, "guide")
    asked_for, *_, other = say["yes_or_no"].split()
    terminal = io.StringIO(f"{asked_for}\n")

    assert is_yes(asked_for)
    assert is_yes(asked_for.upper())
    assert not is_yes(other)
    assert asked_for in say["review_send"]
    assert Present(Signals(), yes=False, given=None, terminal=terminal).agrees({})


@pytest.mark.parametrize("typed", ["si\u0301", "ｙｅｓ", "はい。", " Ja! ", "ΝΑΙ", "Yes."])
def test_a_yes_is_one_by_whatever_keyboard_it_comes(typed: str) -> None:
    assert is_yes(typed)


@pytest.mark.parametrize("typed", ["", "yes?", "yes no", "ne", "nej", "はいいえ", "not yes", "sí, pero no"])
def test_what_is_not_plainly_a_yes_is_none(typed: str) -> None:
    assert not is_yes(typed)


def test_only_one_place_knows_what_a_yes_is() -> None:
    knowing = [path.name for path in SOURCES if '"oui"' in path.read_text(encoding="utf-8")]
    assert knowing == ["terminal.py"]


@pytest.mark.parametrize(
    ("wished", "system", "spoken"),
    [
        ("de", "fr_FR.UTF-8", "de"),
        (None, "pt_BR.UTF-8", "pt-BR"),
        (None, "C", "en"),
        ("xx", "sv_SE", "sv"),
        (None, "xx_XX", "en"),
    ],
)
def test_a_person_is_spoken_to_in_the_language_they_wish_for_else_in_the_systems(
    monkeypatch: pytest.MonkeyPatch, wished: str | None, system: str, spoken: str
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert language_for(wished) == spoken


def test_the_law_is_told_in_english_as_it_stands_among_the_rights() -> None:
    gdpr = load_rights().right_in("DE")
    say = texts_of("en", "guide")

    assert (say["law_gdpr"], say["says_gdpr"]) == (gdpr.law, gdpr.says)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_country_may_be_written_in_the_language_of_the_question(tag: str, tmp_path: Path) -> None:
    asker = Questions(tmp_path, tag)
    assert asker._checked("country", country_name("DE", tag), None) == "DE"


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("country", "Deutschlan", "Vielleicht meinst du: Deutschland."),
        ("country", "Xyzzy", "„Xyzzy“ ist kein Land"),
        ("email", "kim", "Das kann keine E-Mail-Adresse sein."),
        ("phone", "12", "Das ist keine internationale Telefonnummer."),
        ("name", "  ", "Es wurde nichts geschrieben."),
        ("reason", "x" * 10_001, "Das wurde nicht verstanden. --reason"),
    ],
)
def test_what_cannot_be_an_answer_is_told_in_the_persons_language(
    tmp_path: Path, question: str, typed: str, said: str
) -> None:
    with pytest.raises(Unusable) as caught:
        Questions(tmp_path, "de")._checked(question, typed, load_form("facebook"))
    assert said in str(caught.value)


def test_who_gives_no_answer_is_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        with pytest.raises(Interrupted) as caught:
            Questions(tmp_path, "en").answer_to("country")
        assert Questions(tmp_path, "en").answer_to("country", may_be_left=True) is None
    assert "Nothing was sent" in caught.value.message
