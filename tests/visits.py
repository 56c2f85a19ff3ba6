"""Puts pages at Meta's own addresses into a browser, and looks at them as the program does."""

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from playwright.sync_api import Page, Route

from meta_objection.answers import Answers
from meta_objection.browser.screen import Screen
from meta_objection.console.signals import Signals
from meta_objection.console.steps import Lines
from meta_objection.errors import Stop
from meta_objection.flow.arrive import reach_form
from meta_objection.flow.ledger import Ledger
from meta_objection.flow.prepare import Preparation
from meta_objection.flow.ready import ready_button
from meta_objection.flow.visit import Visit
from meta_objection.forms import load_form
from meta_objection.network.http_client import HttpClient
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import Live, Source
from meta_objection.pages.find import Found
from meta_objection.settings import Route as WayIn

FORM = load_form("facebook")
NEW, OLD = (known.address for known in FORM.generations[:2])
KIM = Answers(country="DE", email="kim@example.org", reason="My own words.\nTwo lines “of” them 🙅")


def kim_for(*rows: str) -> Answers:
    """What Kim says to a form of these rows: nothing that it shows no place for."""
    form = "".join(rows)
    return replace(KIM, email=KIM.email if "mail" in form else None, reason=KIM.reason if "<textarea" in form else None)


def document(body: str, lang: str = "en") -> str:
    return f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>A page</title><body>{body}</body></html>'


def serve(page: Page, pages: dict[str, str | tuple[int, str]], lang: str = "en") -> None:
    """Answer every request to Meta from these bodies by path; any other path does not exist."""

    def answer(route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3].partition("?")[0]
        found = pages.get(path, (404, ""))
        status, body = found if isinstance(found, tuple) else (200, found)
        route.fulfill(status=status, content_type="text/html", body=document(body, lang))

    page.context.route("https://*.facebook.com/**", answer)


def path_of(address: str) -> str:
    return address.removeprefix("https://www.facebook.com")


def at_meta(page: Page, body: str, lang: str = "en") -> None:
    """Show this body under the newest form's address."""
    serve(page, {path_of(NEW): body}, lang)
    page.goto(NEW)


def a_screen(page: Page, timeout: float = 3, source: Source | None = None) -> Screen:
    screen = Screen(page, source or Live(HttpClient(timeout)), timeout, Signals())
    with suppress(Exception):
        screen.read()
    return screen


def a_visit(page: Page, answers: Answers = KIM, *, timeout: float = 3, source: Source | None = None) -> Visit:
    ledger = Ledger(Lines(io.StringIO()))
    return Visit(a_screen(page, timeout, source), SendGate(FORM.sends_to), FORM, answers, ledger, address=NEW)


Play = Callable[..., tuple[Page, Visit]]


def made_ready(visit: Visit) -> Found | Stop:
    """Come to the form, fill it in and find its button, or give what stopped that."""
    try:
        reach_form(visit, WayIn.DIRECT, [NEW])
        preparation = Preparation(visit)
        preparation.complete()
        return ready_button(visit, preparation.rouse)
    except Stop as stop:
        return stop
