"""Forms and languages are data: a file names things and decides nothing, and a new one needs no code."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from meta_objection.forms import known_forms, load_form
from meta_objection.hosts import is_meta_address
from meta_objection.locales import Sure, Word, known_tags, load_locale
from meta_objection.pages import QUESTIONS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/meta_objection"
FORMS = sorted((PACKAGE / "forms").glob("*.toml"))
LOCALES = sorted((PACKAGE / "languages").glob("*/pages.toml"))
RIGHTS = sorted((PACKAGE / "rights").glob("*.toml"))

SLOVAK = """
tag = "sk"
[reason]
question = ["ako sa vás toto spracúvanie dotýka"]
[submit]
button = [{ text = "Odoslať", sure = "reported", source = "B-VZ" }]
"""


def words_of(path: Path) -> list[tuple[str, Word]]:
    locale = load_locale(path.parent.name)
    return [
        (f"{section}.{key}", word) for section, keys in locale.items() for key, words in keys.items() for word in words
    ]


def test_the_lists_are_the_folders() -> None:
    assert [f"{form}.toml" for form in known_forms()] == [path.name for path in FORMS]
    assert list(known_tags()) == [path.parent.name for path in LOCALES]


@pytest.mark.parametrize("path", LOCALES, ids=lambda path: path.parent.name)
def test_no_language_says_the_same_twice(path: Path) -> None:
    said = [(key, word.text.casefold()) for key, word in words_of(path)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("path", LOCALES, ids=lambda path: path.parent.name)
def test_what_rests_on_general_knowledge_is_never_called_seen(path: Path) -> None:
    guessed = re.compile(r"\[[MI]\]|house|translated|paraphrase")
    bold = [(key, word.text) for key, word in words_of(path) if guessed.search(word.source)]
    sure = [(key, word.text) for key, word in words_of(path) if word.sure is Sure.SEEN]
    assert set(bold).isdisjoint(sure)


@pytest.mark.parametrize("form_id", known_forms())
def test_a_form_asks_only_what_a_page_object_can_answer(form_id: str) -> None:
    form = load_form(form_id)
    assert set(form.questions) <= set(QUESTIONS)
    for generation in form.generations:
        assert set(generation.asks) <= {*form.questions, "code"}
        assert set(generation.optional) <= set(generation.asks)
        assert is_meta_address(generation.address)


def codes_in(text: str) -> set[str]:
    """The codes of sources: a grade of confidence, a dash, a name in capitals; or one of Meta's own applications."""
    return set(re.findall(r"\b[A-D]-[A-Z][A-Z0-9-]+\b|\b(?:AK|FB|IG|SDK)[0-9]{2,3}\b", text))


def test_every_source_is_in_the_list_of_facts_and_no_other() -> None:
    used = set().union(*(codes_in(path.read_text(encoding="utf-8")) for path in (*FORMS, *LOCALES, *RIGHTS)))
    listed = codes_in((ROOT / "docs/facts.md").read_text(encoding="utf-8"))
    assert used == listed


def test_the_data_files_hold_tables_and_text_only() -> None:
    logic = re.compile(r"\{\{|\{%|\bif\b.*==|=>|querySelector|\.\*|//\w+\[")
    assert [path.name for path in (*FORMS, *LOCALES, *RIGHTS) if logic.search(path.read_text(encoding="utf-8"))] == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program in a folder of its own, with one more form and one more language."""
    package = tmp_path / "meta_objection"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    facebook = (package / "forms/facebook.toml").read_text(encoding="utf-8")
    (package / "forms/threads.toml").write_text(facebook.replace('id = "facebook"', 'id = "threads"'), "utf-8")
    (package / "languages/sk").mkdir()
    (package / "languages/sk/pages.toml").write_text(SLOVAK, "utf-8")
    return tmp_path


def said_by(copy: Path, code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=copy, check=True, capture_output=True, text=True, timeout=60).stdout


def test_a_new_form_is_one_file(copy: Path) -> None:
    words = ["plan", "--form", "threads", "--route", "menu", "--json", "--home", "home"]
    code = f"from meta_objection.cli.app import main; main({words})"
    assert json.loads(said_by(copy, code))["form"] == "threads"


def test_a_new_language_is_one_file(copy: Path) -> None:
    code = (
        "from meta_objection.locales import Lexicon; words = Lexicon('sk-SK').section('reason');"
        "print(words.tag, bool(words.own('question').search('Napíšte, ako sa vás toto  spracúvanie dotýka.')))"
    )
    assert said_by(copy, code).split() == ["sk", "True"]
