"""Every question answered by typing, on each rung of the ladder."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.errors import FormChanged
from meta_objection.locales import Words, load_locale
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.email import EmailPage
from meta_objection.pages.extra import ExtraPage
from meta_objection.pages.find import understood
from meta_objection.pages.phone import PhonePage
from meta_objection.pages.reason import ReasonPage
from tests.pages.snippets import (
    ATTRIBUTES,
    STRUCTURE,
    WORDS,
    asked,
    bare,
    engine_form,
    found_by,
    labelled,
    name_of,
    row,
    show,
)


@dataclass(frozen=True)
class Example:
    """One kind of question: its box, its stable name, a second box that is none of its business."""

    kind: type[TextQuestion]
    box: str
    name: str
    other: str
    answers: Answers
    answer: str

    @property
    def named(self) -> str:
        return self.box.replace(' name="Field1"', f' name="{self.name}"')

    def text(self, lang: str) -> str:
        return load_locale(lang)[self.kind.name]["question"][0].text


AREA = '<textarea name="Field1"></textarea>'
WORDS_OF_MINE = "It's “mine”.\nAll of it 🙅 أعترض <b>& more</b>"
EMAIL = Example(
    EmailPage, '<input type="text" name="Field1">', "email", AREA, Answers(email="kim@example.org"), "kim@example.org"
)
REASON = Example(
    ReasonPage, AREA, "objection_reason", '<input type="text" name="z">', Answers(reason=WORDS_OF_MINE), WORDS_OF_MINE
)
EXTRA = Example(
    ExtraPage,
    AREA,
    "objection_explanation",
    '<input type="text" name="z">',
    Answers(extra=WORDS_OF_MINE),
    WORDS_OF_MINE,
)
every_question = pytest.mark.parametrize("example", [EMAIL, REASON, EXTRA], ids=lambda one: one.kind.name)
both_languages = pytest.mark.parametrize("lang", ["en", "de"])


@every_question
@both_languages
@pytest.mark.parametrize("style", [labelled, bare])
def test_it_is_found_by_its_words(page: Page, example: Example, lang: str, style: Callable[..., str]) -> None:
    form = engine_form(style(example.text(lang), example.box), bare("Something else", example.other, 2))

    assert found_by(asked(example.kind, page, form, lang)) is WORDS


@every_question
@both_languages
@pytest.mark.parametrize("page_lang", ["en", "de", "vi", ""])
def test_its_words_are_known_whatever_language_the_page_claims(
    page: Page, example: Example, lang: str, page_lang: str
) -> None:
    form = engine_form(labelled(example.text(lang), example.box))

    assert found_by(asked(example.kind, page, form, page_lang)) is WORDS


@every_question
def test_marks_and_hints_around_its_words_make_no_difference(page: Page, example: Example) -> None:
    text = f"  {example.text('en').upper()} * (please)"

    assert found_by(asked(example.kind, page, engine_form(bare(text, example.box)))) is WORDS


@every_question
def test_it_is_found_by_aria_label_too(page: Page, example: Example) -> None:
    box = example.box.replace(" ", f' aria-label="{example.text("en")}" ', 1)

    assert found_by(asked(example.kind, page, engine_form(row(box)))) is WORDS


@every_question
def test_in_an_unknown_language_it_is_found_by_its_name(page: Page, example: Example) -> None:
    form = engine_form(bare("Câu hỏi", example.named), bare("Khác", example.other, 2))

    assert found_by(asked(example.kind, page, form, "vi")) is ATTRIBUTES


@every_question
def test_of_two_that_are_called_the_same_the_one_with_the_name_is_it(page: Page, example: Example) -> None:
    text = example.text("en")
    question = asked(
        example.kind, page, engine_form(labelled(text, example.box), labelled(text, example.named, number=2))
    )

    assert (found_by(question), name_of(question)) == (ATTRIBUTES, example.name)


@every_question
@pytest.mark.parametrize("style", [labelled, bare])
def test_of_two_that_are_called_the_same_none_is_guessed(
    page: Page, example: Example, style: Callable[..., str]
) -> None:
    form = engine_form(style(example.text("en"), example.box), style(example.text("en"), example.box, 2))
    with pytest.raises(FormChanged, match="never guesses") as caught:
        asked(example.kind, page, form)

    assert caught.value.why == "ambiguous-control"
    assert example.kind.name in caught.value.message


@every_question
@pytest.mark.parametrize("hidden", ['style="display:none"', 'style="visibility:hidden"', "hidden"])
def test_a_hidden_twin_does_not_count(page: Page, example: Example, hidden: str) -> None:
    text = example.text("en")
    twin = f"<div {hidden}>{labelled(text, example.box, 2)}</div>"
    question = asked(example.kind, page, engine_form(twin, labelled(text, example.named)))

    assert (found_by(question), name_of(question)) == (WORDS, example.name)


@every_question
@pytest.mark.parametrize(
    "around", ["<header>{}</header>", '<form role="search">{}</form>', '<form><input type="password">{}</form>', "{}"]
)
def test_outside_the_form_nothing_is_found(page: Page, example: Example, around: str) -> None:
    outside = around.format(f"<label>{example.text('en')} {example.named}</label>")
    nothing = engine_form(bare("Câu hỏi", '<input type="checkbox" name="z">'))

    assert found_by(asked(example.kind, page, outside + nothing)) is None


@every_question
def test_what_is_outside_the_form_makes_no_second_candidate(page: Page, example: Example) -> None:
    outside = f"<header><label>{example.text('en')} {example.named}</label></header>"
    question = asked(example.kind, page, outside + engine_form(labelled(example.text("en"), example.box)))

    assert (found_by(question), name_of(question)) == (WORDS, "Field1")


@every_question
def test_where_it_is_not_asked_it_is_not_found(page: Page, example: Example) -> None:
    question = asked(example.kind, page, engine_form(bare("Câu hỏi", '<input type="checkbox" name="z">')))

    assert question.found is None
    with pytest.raises(LookupError, match=example.kind.name):
        _ = question.control


@every_question
@pytest.mark.parametrize("before", ["", "somebody.else@example.org"])
def test_the_answer_replaces_what_was_there_and_is_read_back(page: Page, example: Example, before: str) -> None:
    question = asked(example.kind, page, engine_form(labelled(example.text("en"), example.box)))
    question.control.fill(before)
    question.complete(example.answers)

    assert question.holds() == question.shown(question.holds()) == question.wanted(example.answers) == example.answer


@every_question
def test_what_the_page_makes_of_the_answer_is_read_back_and_not_what_was_typed(page: Page, example: Example) -> None:
    question = asked(example.kind, page, engine_form(labelled(example.text("en"), example.box)))
    question.control.evaluate("box => box.addEventListener('input', () => { box.value = 'changed'; })")
    question.complete(example.answers)

    assert question.holds() == "changed"


@every_question
def test_a_control_that_does_not_keep_the_answer_stops_the_run(page: Page, example: Example) -> None:
    show(page, "")
    stop = asked(example.kind, page, engine_form()).not_kept()

    assert isinstance(stop, FormChanged)
    assert example.kind.name in stop.message


@pytest.mark.parametrize("box", ['<input type="email" name="Field1">', '<input name="Field1" autocomplete="email">'])
def test_the_only_box_for_an_address_is_it(page: Page, box: str) -> None:
    form = engine_form(bare("Câu hỏi", box), bare("Khác", AREA, 2))

    assert found_by(asked(EmailPage, page, form, "vi")) is STRUCTURE


def test_of_two_boxes_for_an_address_none_is_guessed(page: Page) -> None:
    form = engine_form(bare("A", '<input type="email" name="a">'), bare("B", '<input type="email" name="b">', 2))
    with pytest.raises(FormChanged, match="“email”"):
        asked(EmailPage, page, form, "vi")


def test_a_prefilled_address_is_kept_where_the_person_gave_none(page: Page) -> None:
    form = engine_form(labelled("Email address", '<input name="email" value="prefilled@example.org">'))

    assert asked(EmailPage, page, form).wanted(Answers()) == "prefilled@example.org"
    assert asked(EmailPage, page, form).wanted(EMAIL.answers) == "kim@example.org"


def test_without_any_address_there_is_none_to_want(page: Page) -> None:
    form = engine_form(labelled("Email address", '<input name="email">'))

    assert asked(EmailPage, page, form).wanted(Answers()) is None


def test_the_only_text_area_is_for_the_reason(page: Page) -> None:
    assert found_by(asked(ReasonPage, page, engine_form(bare("Câu hỏi", AREA)), "vi")) is STRUCTURE


def test_of_two_text_areas_none_is_guessed(page: Page) -> None:
    with pytest.raises(FormChanged, match="“reason”"):
        asked(ReasonPage, page, engine_form(bare("A", AREA), bare("B", AREA, 2)), "vi")


def test_further_information_is_never_taken_for_the_reason(page: Page) -> None:
    form = engine_form(
        labelled(REASON.text("en"), AREA), labelled(EXTRA.text("en"), '<textarea name="Field2"></textarea>', 2)
    )

    assert name_of(asked(ReasonPage, page, form)) == "Field1"
    assert name_of(asked(ExtraPage, page, form)) == "Field2"


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘"])
def test_the_kind_of_apostrophe_makes_no_difference(page: Page, apostrophe: str) -> None:
    text = f"It{apostrophe}s for us: please explain how this processing impacts you"

    assert found_by(asked(ReasonPage, page, engine_form(bare(text, AREA)))) is FoundBy.WORDS


@pytest.mark.parametrize("kind", ["email", "text"])
def test_an_address_stays_the_persons_though_the_browser_writes_its_domain_in_ascii(page: Page, kind: str) -> None:
    question = asked(EmailPage, page, engine_form(row(f'<input type="{kind}" name="email">')))
    answers = Answers(email="kim@müller.example")

    assert question.holds() != question.wanted(answers)
    question.complete(answers)
    assert question.holds() == question.wanted(answers)

    question.control.fill("kim@muller.example")
    assert question.holds() != question.wanted(answers)


BOX = '<input type="email" name="Field1">'
OF_A_CHILD = "Email address of your child"


@pytest.mark.parametrize("box", [BOX, '<input type="email" name="email">', '<input name="z" autocomplete="email">'])
@pytest.mark.parametrize("style", [labelled, bare])
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", OF_A_CHILD),
        ("en", "Email address (of your child)"),
        ("en", "Your email or theirs"),
        ("en", "Address of the page owner"),
        ("de", "E-Mail-Adresse deines Kindes"),
        ("fr", "Adresse e-mail de votre enfant"),
    ],
)
def test_an_address_of_somebody_else_is_not_the_persons(
    page: Page, box: str, style: Callable[..., str], lang: str, text: str
) -> None:
    assert found_by(asked(EmailPage, page, engine_form(style(text, box)), lang)) is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Please enter your email address."),
        ("en", "Email address (optional)"),
        ("en", "Your contact email address *"),
        ("de", "Bitte gib deine E-Mail-Adresse ein"),
        ("fr", "Veuillez saisir votre adresse e-mail (facultatif)"),
        ("ja", "メールアドレスを入力してください"),
        ("ja", "あなたのメールアドレス（任意）"),
    ],
)
def test_an_address_asked_for_in_more_words_is_the_persons(page: Page, lang: str, text: str) -> None:
    form = engine_form(labelled(text, BOX), bare("Something else", AREA, 2))

    assert found_by(asked(EmailPage, page, form, lang)) is WORDS


def test_beside_an_address_of_somebody_else_the_persons_own_is_found(page: Page) -> None:
    form = engine_form(labelled(OF_A_CHILD, '<input type="email" name="email">', 2), labelled("Email address", BOX))
    question = asked(EmailPage, page, form)

    assert (found_by(question), name_of(question)) == (WORDS, "Field1")


@pytest.mark.parametrize("box", ['<input type="tel" name="z">', '<input name="phone">'])
def test_a_number_of_somebody_else_is_not_the_persons(page: Page, box: str) -> None:
    assert found_by(asked(PhonePage, page, engine_form(labelled("Phone number of your child", box)))) is None


OTHER_WORDS = "Message to the page owner"


@pytest.mark.parametrize(
    "form",
    [
        engine_form(labelled(OTHER_WORDS, AREA)),
        engine_form(bare(OTHER_WORDS, AREA)),
        engine_form(row(f'<textarea name="Field1" aria-label="{OTHER_WORDS}"></textarea>')),
        engine_form(row(f'<textarea name="Field1" placeholder="{OTHER_WORDS}"></textarea>')),
        engine_form(f"<p>{OTHER_WORDS}</p><div>{AREA}</div>"),
        engine_form(f'<p id="said">{OTHER_WORDS}</p><textarea aria-labelledby="said"></textarea>'),
    ],
    ids=["label", "row", "name", "hint", "text before", "reference"],
)
def test_a_place_for_words_is_not_for_the_reason_where_it_says_what_it_is_for(page: Page, form: str) -> None:
    assert found_by(asked(ReasonPage, page, form)) is None
    assert found_by(asked(ReasonPage, page, form, "vi")) is STRUCTURE


@pytest.mark.parametrize("text", ["", "*"])
def test_a_place_for_words_that_says_nothing_is_for_the_reason(page: Page, text: str) -> None:
    assert found_by(asked(ReasonPage, page, engine_form(bare(text, AREA)))) is STRUCTURE


@pytest.mark.timeout(30)
@given(
    st.lists(
        st.sampled_from(["a", "an", "your", "su", "tu", "di", "il", "lo", "o", "seu", "の", "を", " "]), max_size=200
    )
)
def test_no_label_is_tried_to_be_read_for_ever(parts: list[str]) -> None:
    words, beside = Words("email"), Words("question")
    label = understood(words.require("question"), [beside.require("around"), beside.require("optional")])
    assert label.search("".join(parts) + "§") is None
