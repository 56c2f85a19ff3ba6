"""What a look at a form finds, and what of it is not as in its fixture."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.drift.form import FormSeen, QuestionSeen, differences
from meta_objection.outcome import FoundBy, Mode
from tests.command import Desk, Ended

QUESTIONS = st.builds(
    QuestionSeen,
    name=st.sampled_from(["country", "email", "reason", "extra"]),
    text=st.sampled_from(["Email address", "E-Mail-Adresse", "Your reason"]),
    found_by=st.sampled_from(FoundBy),
    required=st.booleans(),
)


def form(
    *questions: QuestionSeen,
    language: str = "en",
    unknown: tuple[str, ...] = (),
    undecided: tuple[str, ...] = (),
    button: FoundBy | None = FoundBy.WORDS,
) -> FormSeen:
    return FormSeen(
        outcome="known",
        exit_code=0,
        form="facebook",
        language=language,
        mode=Mode.LIVE,
        questions=questions,
        unknown=unknown,
        undecided=undecided,
        button=button,
        message="",
        next="",
    )


def question(name: str, text: str = "Text", by: FoundBy = FoundBy.WORDS, *, required: bool = True) -> QuestionSeen:
    return QuestionSeen(name=name, text=text, found_by=by, required=required)


@given(st.lists(QUESTIONS, unique_by=lambda one: one.name))
def test_a_form_does_not_differ_from_itself(questions: list[QuestionSeen]) -> None:
    assert differences(form(*questions), form(*questions)) == []


@given(st.lists(QUESTIONS, unique_by=lambda one: one.name), st.lists(QUESTIONS, unique_by=lambda one: one.name))
def test_any_two_forms_that_are_not_the_same_differ(one: list[QuestionSeen], other: list[QuestionSeen]) -> None:
    assert (differences(form(*one), form(*other)) == []) == (one == other)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (form(question("email"), question("extra")), form(question("email")), "“Text” (extra) is not asked any more."),
        (form(question("email")), form(question("email"), question("phone")), "“Text” (phone) is asked as well."),
        (
            form(question("email"), question("reason")),
            form(question("reason"), question("email")),
            "The questions stand in another order: reason, email.",
        ),
        (
            form(question("reason", required=False)),
            form(question("reason", required=True)),
            "“Text” (reason) must be answered now.",
        ),
        (form(question("reason", "Why?")), form(question("reason", "How?")), "reason reads “How?”; it was “Why?”."),
        (
            form(question("reason")),
            form(question("reason", by=FoundBy.STRUCTURE)),
            "reason is found by its structure; it was by its words.",
        ),
        (
            form(question("email")),
            form(question("email"), unknown=("Your shoe size",)),
            "“Your shoe size” is asked as well, and nobody knows it.",
        ),
        (
            form(question("email", "Your address")),
            form(unknown=("Your address",), undecided=("email",)),
            "More than one control could be the one for email now.",
        ),
        (form(question("email")), form(unknown=("email",)), "“Text” (email) is not asked any more."),
        (form(), form(button=None), "The button that sends is not found; it was by its words."),
    ],
)
def test_each_difference_is_a_sentence(before: FormSeen, after: FormSeen, said: str) -> None:
    assert differences(before, after) == [said]


def test_words_of_two_languages_are_not_compared() -> None:
    before = form(question("email", "Email address"))
    assert differences(before, form(question("email", "E-Mail-Adresse"), language="de")) == []


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def check(desk: Desk, fixture: str, *words: str) -> Ended:
    return desk.run("check", "--json", "--home", str(desk.home), "--replay", fixture, *words)


def test_of_a_known_form_everything_is_named_and_nothing_is_kept(desk: Desk) -> None:
    ended = check(desk, "facebook/2025-de")

    assert ended.code == 0, ended.err
    assert ended.report | {"message": "", "next": ""} == {
        "outcome": "known",
        "exit_code": 0,
        "why": None,
        "form": "facebook",
        "address": "https://www.facebook.com/help/contact/712876720715583",
        "generation": "2025",
        "language": "de",
        "mode": "replay",
        "questions": [
            {"name": "email", "text": "E-Mail-Adresse", "found_by": "words", "required": True},
            {
                "name": "reason",
                "text": "Bitte erkläre, wie sich diese Verarbeitung auf dich auswirkt (optional)",
                "found_by": "words",
                "required": False,
            },
        ],
        "unknown": [],
        "undecided": [],
        "button": "words",
        "compared_with": None,
        "differences": [],
        "message": "",
        "next": "",
    }
    assert desk.receipts() == []


def test_a_required_question_that_nobody_knows_is_named_beside_the_fixture(desk: Desk) -> None:
    ended = check(desk, "facebook/2025-en-unknown-required")

    asked = "Your national identity number *"
    assert (ended.code, ended.report["outcome"], ended.report["unknown"]) == (11, "form-changed", [asked])
    assert ended.report["compared_with"] == "facebook/2025-en"
    assert ended.report["differences"] == [f"“{asked}” is asked as well, and nobody knows it."]


def test_what_stands_in_the_way_ends_it_as_a_run(desk: Desk) -> None:
    ended = check(desk, "facebook/2025-en-captcha-before")
    assert (ended.code, ended.report["why"], ended.report["questions"]) == (10, "captcha", [])


def test_a_form_that_does_not_fit_the_fixture_is_refused_before_a_browser_opens(desk: Desk) -> None:
    ended = check(desk, "facebook/2025-de", "--form", "instagram")
    assert (ended.code, ended.report["why"]) == (2, "setting")
    assert "--form facebook" in ended.report["next"]
