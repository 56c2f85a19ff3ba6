"""How a phrase of a language's file is written, and what it finds."""

import pytest

from meta_objection.words.phrases import Phrases, variants


def found(phrase: str, text: str, **classes: tuple[str, ...]) -> bool:
    tokens = text.split()
    every = dict[str, Phrases]()
    for name, texts in reversed(classes.items()):
        every[name] = Phrases(texts, str.split, every)
    return len(tokens) in Phrases([phrase], str.split, every).found_at(tokens, 0)


@pytest.mark.parametrize("text", ["we got it", "we have got it", "they got it"])
def test_a_group_is_one_of_its_ways_or_none(text: str) -> None:
    assert found("(we|they) (have|) got it", text)


@pytest.mark.parametrize("text", ["we got", "got it", "we they got it", "we have have got it"])
def test_nothing_else_is(text: str) -> None:
    assert not found("(we|they) (have|) got it", text)


def test_a_group_may_stand_inside_a_word_and_inside_a_group() -> None:
    assert found("pyyn(tö|nön)si", "pyynnönsi")
    assert not found("pyyn(tö|nön)si", "pyyn tö si")
    assert found("(접수|제출)(되었|됐)(습니다|어요)", "제출됐습니다")
    assert found("(이메일|받은 편지함)(으로|을 통해)", "받은 편지함을 통해")
    assert found("(the |)(status|copy)", "the copy")
    assert found("a (b (c|d)|e) f", "a b d f")


def test_stems_numbers_names_and_classes_stand_for_many_words() -> None:
    assert found("object*", "objections")
    assert found("# days", "30 days")
    assert not found("# days", "0 days")
    assert found("hi @", "hi zoë")
    assert found("WE got it", "our team got it", WE=("we", "our TEAM"), TEAM=("team",))


@pytest.mark.parametrize("broken", ["(a|b", "a)b", "a | b)"])
def test_what_is_not_closed_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"group|phrase"):
        Phrases([broken], str.split)


def test_a_group_left_empty_matches_without_a_word() -> None:
    assert found("a (b|)", "a")
    assert variants("a (b|) c") == ("a b c", "a c")
