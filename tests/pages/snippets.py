"""Small forms in the style of Meta's contact-form engine, put on a page in a moment."""

from collections.abc import Mapping
from html import escape
from typing import TypeVar

from playwright.sync_api import Page

from meta_objection.locales import Lexicon
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import StepPage
from meta_objection.pages.forms import form_in_question

WORDS, ATTRIBUTES, STRUCTURE = FoundBy.WORDS, FoundBy.ATTRIBUTES, FoundBy.STRUCTURE
Question = TypeVar("Question", bound=StepPage)
BUTTON = '<div><button type="submit">Gửi</button></div>'


def row(content: str, number: int = 1) -> str:
    return f'<div id="SupportFormRow.48151623420000{number}"><div class="acw">{content}</div></div>'


def labelled(text: str, control: str, number: int = 1) -> str:
    """A row whose label names its control."""
    named = control.replace(" ", f' id="c{number}" ', 1)
    return row(f'<label for="c{number}">{escape(text)}</label>{named}', number)


def bare(text: str, control: str, number: int = 1) -> str:
    """A row in the style of the captured mobile page: the question is text, and nothing ties it to its control."""
    return row(f"{escape(text)}<br>{control}", number)


def engine_form(*rows: str, button: str = BUTTON) -> str:
    hidden = '<input type="hidden" name="support_form_id" value="712876720715583">'
    return f'<form method="post" action="/ajax/help/contact/submit/page">{hidden}{"".join(rows)}{button}</form>'


def select(name: str, options: Mapping[str, str], *, more: str = "") -> str:
    choices = "".join(f'<option value="{value}">{text}</option>' for value, text in options.items())
    return f'<select name="{name}" {more}>{choices}</select>'


def show(page: Page, body: str, lang: str = "en") -> None:
    page.set_content(f'<!doctype html><html lang="{lang}"><title>x</title><body>{body}</body></html>')


def asked(kind: type[Question], page: Page, body: str, lang: str = "en") -> Question:
    """Show a page and look for a question in its form."""
    show(page, body, lang)
    question = kind(page, form_in_question(page), Lexicon(lang))
    question.recognise()
    return question


def found_by(question: StepPage) -> FoundBy | None:
    return question.found.by if question.found else None


def name_of(question: StepPage) -> str | None:
    return question.control.get_attribute("name")
