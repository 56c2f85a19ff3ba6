"""Every ending, and everything that can have come back, has its words in every language."""

import pytest

from meta_objection.languages import DEFAULT, part_of
from meta_objection.outcome import FoundBy, MailEvidence, Outcome, PageEvidence, ServerEvidence
from meta_objection.receipts.texts import known_languages, texts_in
from meta_objection.receipts.wording import Standing


@pytest.mark.parametrize("tag", known_languages())
def test_every_ending_and_every_piece_of_evidence_has_its_words(tag: str) -> None:
    texts = part_of(tag, "receipt")

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
