"""Pages that somebody made who had not seen the program: what it fills in there, where it stops, and what it hears.

Each page writes what a sending would hold to `data-sent` of its root; a button that must be left alone leaves a mark of
its own there.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from meta_objection.answers import Answers
from meta_objection.errors import Stop
from meta_objection.flow.hearing import Hearing
from meta_objection.words import Finding
from tests.visits import a_visit, made_ready

FOLDER = Path(__file__).with_name("unseen")
REASON = "My own words, about my photos and my family."
KIM = Answers(country="DE", email="kim@example.org", reason=REASON)
SENT = {"country_routing": "Germany", "email": "kim@example.org", "objection_reason": REASON}
ALLOWED = {"sent", "sends"}
NO_CONFIRMATION = {Finding.RATE_LIMITED, Finding.INVALID, Finding.UNKNOWN, Finding.REFUSED, Finding.NONE}


@dataclass(frozen=True)
class Expected:
    """What must come of a page: why the run stops, or what is posted and what may be heard."""

    stops: str = ""
    sent: dict[str, str] = field(default_factory=lambda: SENT)
    hears: set[Finding] = field(default_factory=lambda: {Finding.CONFIRMED})
    asks_code: bool = False
    marks: set[str] = field(default_factory=lambda: ALLOWED)


OTHER_FORMS = (
    "removal-of-content",
    "opt-in",
    "withdraw",
    "access-request",
    "report-ai",
    "german-opt-in",
    "german-withdraw",
    "spanish-opt-in",
)
"""Forms about AI that do something else than object: each confirms whatever is sent."""

PAGES = {
    "signin-beside": Expected(sent=SENT | {"objection_explanation": ""}),
    "honeypots": Expected(sent=SENT | dict.fromkeys(("email_address", "mail", "reason", "contact", "website"), "")),
    "unknown-required": Expected(stops="unknown-question"),
    "labelledby-portal-combobox": Expected(
        sent={"country": "Germany", "Field2402": "kim@example.org", "Field2403": REASON}
    ),
    "placeholder-fieldset-alert": Expected(
        sent={"country": "Germany", "Field31": "kim@example.org", "Field32": REASON}, hears=NO_CONFIRMATION
    ),
    "second-email-newsletter": Expected(stops="unknown-question"),
    "details-faq-code": Expected(hears=NO_CONFIRMATION, asks_code=True),
    "shadow-dom": Expected(),
    "cookie-then-unknown-modal": Expected(stops="covered", marks={"cookies"}),
    "button-needs-keyboard": Expected(),
    "two-submit-buttons": Expected(),
    "unavailable-location": Expected(stops="not-available"),
    "login-wall": Expected(stops="sign-in"),
    "rate-limit-after-submit": Expected(hears=NO_CONFIRMATION),
    **dict.fromkeys(OTHER_FORMS, Expected(stops="other-heading")),
    "no-heading-and-allow": Expected(stops="no-button"),
    "button-agree": Expected(stops="no-button"),
    "button-delete": Expected(stops="no-button"),
    "message-to-the-owner": Expected(stops="unknown-question"),
    "readonly-email": Expected(stops="not-kept"),
    "email-of-a-child": Expected(stops="other-heading"),
    "email-of-a-child-without-heading": Expected(stops="unknown-question"),
}
"""The fifteenth, with rows that come late, is met by a whole run alone: the last look sends it back to the form."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_nobody_of_us_has_seen_is_filled_in_rightly_or_not_at_all(page: Page, name: str) -> None:
    expected = PAGES[name]
    html = (FOLDER / f"{name}.html").read_text(encoding="utf-8")

    def answer(route: Route) -> None:
        found = (200, html) if "/help/contact/" in route.request.url else (404, "")
        route.fulfill(status=found[0], content_type="text/html; charset=utf-8", body=found[1])

    page.context.route("https://*.facebook.com/**", answer)
    visit = a_visit(page, KIM, timeout=3)
    button = made_ready(visit)
    if isinstance(button, Stop):
        assert button.why == expected.stops
    else:
        hearing = Hearing(visit.screen)
        hearing.begin()
        button.control.click()
        visit.screen.wait_until(hearing.speaks, 5)
        assert expected.stops == ""
        assert hearing.hear().finding in expected.hears
        assert hearing.wants_code() is expected.asks_code
        assert marks(page)["sends"] == "1"
        assert {key: value for key, value in sent(page).items() if key in expected.sent} == expected.sent
    assert set(marks(page)) <= expected.marks | ALLOWED


def marks(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("() => ({...document.documentElement.dataset})")
    return found


def sent(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(marks(page).get("sent", "{}"))
    return found
