"""Each language says everything that English says, with the same gaps to be filled."""

import string
from collections.abc import Iterator

import pytest

from meta_objection.outcome import FoundBy, MailEvidence, Outcome, PageEvidence, ServerEvidence
from meta_objection.receipts.texts import DEFAULT, known_languages, texts_in
from meta_objection.receipts.wording import Standing


def flat(texts: dict[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in texts.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


def gaps(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("tag", known_languages())
def test_a_language_has_every_text_and_no_other(tag: str) -> None:
    own, pattern = dict(flat(texts_in(tag))), dict(flat(texts_in(DEFAULT)))

    assert own.keys() == pattern.keys()
    assert [name for name, text in own.items() if not text.strip()] == []
    assert own["tag"] == tag


@pytest.mark.parametrize("tag", known_languages())
def test_a_language_leaves_the_same_gaps(tag: str) -> None:
    own, pattern = dict(flat(texts_in(tag))), dict(flat(texts_in(DEFAULT)))
    could_differ = {name for name in own if name.startswith(("headline.", "proves."))}

    assert [name for name in own if name not in could_differ and gaps(own[name]) != gaps(pattern[name])] == []
    assert [name for name in could_differ if not gaps(own[name]) <= {"request"}] == []


@pytest.mark.parametrize("tag", known_languages())
def test_every_ending_and_every_piece_of_evidence_has_its_words(tag: str) -> None:
    texts = texts_in(tag)

    assert texts["headline"].keys() == set(Outcome)
    assert texts["next"].keys() == texts["proves"].keys() == set(Standing)
    assert texts["found"].keys() == {*FoundBy, "nothing"}
    assert texts["server"].keys() == {*ServerEvidence, "source"}
    assert texts["page"].keys() == {*PageEvidence, "source"}
    assert texts["mail"].keys() == {*MailEvidence, "source"}
    assert len(texts["months"]) == 12


@pytest.mark.parametrize(("wished", "given"), [("de-AT", "de"), ("DE", "de"), ("vi", "en"), ("", "en"), (None, "en")])
def test_a_language_nobody_wrote_texts_for_gets_english(wished: str | None, given: str) -> None:
    assert texts_in(wished)["tag"] == given


def test_texts_of_another_name_than_a_language_s_lead_nowhere() -> None:
    assert texts_in("../../etc/passwd")["tag"] == DEFAULT
