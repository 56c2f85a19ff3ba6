"""The judgement that everything rests on, tried with sentences that its words were not made from."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meta_objection.words import find_confirmation
from meta_objection.words.grammar import grammars
from tests.words.corpus import Corpus, corpora

ENOUGH = 0.9
EVERY = st.sampled_from(corpora())


def tag_of(corpus: Corpus) -> str:
    return corpus.tag


def test_every_language_of_the_reader_has_its_corpus() -> None:
    assert {corpus.tag for corpus in corpora()} == {grammar.tag for grammar in grammars()}


@pytest.mark.parametrize("corpus", corpora(), ids=tag_of)
def test_every_language_is_tried_with_enough_sentences(corpus: Corpus) -> None:
    assert len(set(corpus.nothing)) >= 30
    assert len(set(corpus.confirms)) >= 10
    assert not set(corpus.nothing) & set(corpus.confirms)
    assert all(frame.count("{text}") == 1 for frame in corpus.frames)


@pytest.mark.parametrize("corpus", corpora(), ids=tag_of)
def test_nothing_that_denies_promises_or_speaks_of_something_else_confirms(corpus: Corpus) -> None:
    assert corpus.falsely_confirmed() == []


@pytest.mark.parametrize("corpus", corpora(), ids=tag_of)
def test_no_confirmation_is_left_of_one_that_is_denied_conditioned_asked_quoted_or_taken_back(corpus: Corpus) -> None:
    assert corpus.falsely_confirmed_when_changed() == []


@pytest.mark.parametrize("corpus", corpora(), ids=tag_of)
def test_nine_in_ten_true_confirmations_are_known(corpus: Corpus) -> None:
    missed = corpus.missed()

    assert len(missed) <= (1 - ENOUGH) * len(corpus.confirms), missed


@given(corpus=EVERY, data=st.data())
def test_a_word_that_nobody_knows_takes_a_confirmation_away(corpus: Corpus, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(corpus.confirms))
    words = text.split(" ")
    place = data.draw(st.integers(0, len(words)))
    strange = data.draw(st.text("qxzwvj", min_size=5, max_size=9))
    assume(place > 2 or not any(word.endswith(("!", ",")) for word in words[:3]))  # in a greeting it is a name

    assert find_confirmation(" ".join([*words[:place], strange, *words[place:]])) is None
