"""The questions about the person, and their files."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.errors import BadSettings, FormChanged
from meta_objection.locales import known_tags, load_locale
from meta_objection.pages.base import StepPage
from meta_objection.pages.confirm_email import ConfirmEmailPage
from meta_objection.pages.email import EmailPage
from meta_objection.pages.evidence import EvidencePage
from meta_objection.pages.first_name import FirstNamePage
from meta_objection.pages.last_name import LastNamePage
from meta_objection.pages.name import NamePage
from meta_objection.pages.phone import PhonePage
from meta_objection.pages.prompts import PromptsPage
from tests.pages.snippets import ATTRIBUTES, STRUCTURE, WORDS, asked, bare, engine_form, found_by, labelled, name_of

KIM = Answers(name="da Silva, Maria", email="kim@example.org", phone="+4915123456789", prompts="who is Maria?")


@pytest.mark.parametrize(
    ("kind", "text", "control", "value"),
    [
        (NamePage, "Full name", '<input name="a">', "Maria da Silva"),
        (FirstNamePage, "First name", '<input name="a">', "Maria"),
        (LastNamePage, "Last name", '<input name="a">', "da Silva"),
        (ConfirmEmailPage, "Confirm your email address", '<input name="a">', "kim@example.org"),
        (PhonePage, "WhatsApp phone number", '<input name="a">', "+4915123456789"),
        (PromptsPage, "Prompts you entered", '<textarea name="a"></textarea>', "who is Maria?"),
    ],
)
def test_an_answer_is_put_where_its_question_stands(
    page: Page, kind: type[StepPage], text: str, control: str, value: str
) -> None:
    for made in (labelled, bare):
        body = engine_form(made(text, control), labelled("Something else", '<input name="b">', 2))
        question = asked(kind, page, body)
        assert (found_by(question), name_of(question)) == (WORDS, "a")
        question.complete(KIM)
        assert question.holds() == question.wanted(KIM) == value


@pytest.mark.parametrize(
    ("kind", "control", "by"),
    [
        (NamePage, '<input name="your_name">', ATTRIBUTES),
        (FirstNamePage, '<input name="first_name">', ATTRIBUTES),
        (LastNamePage, '<input autocomplete="family-name">', ATTRIBUTES),
        (ConfirmEmailPage, '<input name="confirm_email">', ATTRIBUTES),
        (PhonePage, '<input name="phone_number">', ATTRIBUTES),
        (PhonePage, '<input type="tel">', STRUCTURE),
        (PromptsPage, '<textarea name="prompts"></textarea>', ATTRIBUTES),
    ],
)
def test_without_known_words_the_engines_names_lead_to_it(
    page: Page, kind: type[StepPage], control: str, by: object
) -> None:
    assert found_by(asked(kind, page, engine_form(bare("Gì đó", control)), "vi")) == by


def test_the_address_and_its_repetition_are_told_apart(page: Page) -> None:
    body = engine_form(
        labelled("Email address", '<input name="email">'),
        labelled("Confirm your email address", '<input name="confirm_email">', 2),
    )
    assert name_of(asked(EmailPage, page, body)) == "email"
    assert name_of(asked(ConfirmEmailPage, page, body)) == "confirm_email"


def test_a_name_is_never_parted_by_a_guess(page: Page) -> None:
    question = asked(FirstNamePage, page, engine_form(labelled("First name", '<input name="a">')))
    with pytest.raises(BadSettings, match="not plain where yours parts"):
        question.wanted(Answers(name="Maria da Silva"))


WHOLE_NAMES = [(tag, word.text) for tag in known_tags() for word in load_locale(tag)["name"]["question"]]
PARTS = [
    (tag, kind, word.text)
    for tag in known_tags()
    for kind in (FirstNamePage, LastNamePage)
    for word in load_locale(tag)[kind.name]["question"]
]


@pytest.mark.parametrize(("lang", "text"), WHOLE_NAMES)
def test_a_box_for_the_whole_name_is_never_one_for_a_part_of_it(page: Page, lang: str, text: str) -> None:
    for made in (labelled, bare):
        body = engine_form(made(text, '<input name="a">'))
        assert [found_by(asked(kind, page, body, lang)) for kind in (NamePage, FirstNamePage, LastNamePage)] == [
            WORDS,
            None,
            None,
        ]


@pytest.mark.parametrize(("lang", "kind", "text"), PARTS)
@pytest.mark.parametrize("around", ["{} X", "X {}", "{}, X", "{}/X"])
def test_a_label_that_only_holds_the_word_for_a_part_of_the_name_asks_for_something_else(
    page: Page, lang: str, kind: type[StepPage], text: str, around: str
) -> None:
    body = engine_form(labelled(around.format(text), '<input name="a">'))

    assert found_by(asked(kind, page, body, lang)) is None


@pytest.mark.parametrize(("lang", "kind", "text"), PARTS)
@pytest.mark.parametrize("around", ["{}", "{} *", "{}:", "{} (X)", "{} (X) *"])
def test_a_part_of_the_name_is_known_with_marks_and_remarks(
    page: Page, lang: str, kind: type[StepPage], text: str, around: str
) -> None:
    body = engine_form(bare(around.format(text), '<input name="a">'))

    assert found_by(asked(kind, page, body, lang)) is WORDS


FILES = '<input type="file" name="evidence[]" multiple style="opacity: 0">'


def files(folder: Path, *names: str) -> Answers:
    for name in names:
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    return Answers(evidence=tuple(folder / name for name in names))


def test_files_are_chosen_and_read_back(page: Page, tmp_path: Path) -> None:
    answers = files(tmp_path, "one.png", "two.png")
    question = asked(EvidencePage, page, engine_form(bare("Evidence of the response", FILES)))
    assert (found_by(question), question.holds()) == (WORDS, "")
    question.complete(answers)
    assert question.holds() == question.wanted(answers) == "one.png, two.png"


def test_the_only_place_for_files_is_known_in_any_language(page: Page) -> None:
    assert found_by(asked(EvidencePage, page, engine_form(bare("Tệp", FILES)), "vi")) == STRUCTURE


def test_a_form_that_takes_one_file_gets_no_two(page: Page, tmp_path: Path) -> None:
    question = asked(EvidencePage, page, engine_form(bare("Evidence of the response", FILES.replace("multiple", ""))))
    with pytest.raises(FormChanged, match="takes one file"):
        question.complete(files(tmp_path, "one.png", "two.png"))


def test_two_places_for_files_are_never_guessed_between(page: Page) -> None:
    with pytest.raises(FormChanged, match="never guesses"):
        asked(EvidencePage, page, engine_form(bare("Tệp", FILES), bare("Tệp", FILES, 2)), "vi")
