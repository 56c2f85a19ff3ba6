"""What Facebook's page for phones answers: it runs no script, so every answer is a whole page.

The page with the form is as captured; nobody has kept a page that answers it, so these are invented.
"""

from starlette.responses import HTMLResponse, RedirectResponse, Response

from tests.replica import answers, pages
from tests.replica.house import House
from tests.replica.log import CODE_FIELD, MOBILE_PATH, Received
from tests.replica.sheets import sheet_of
from tests.replica.stories import Ending, Story

SENTENCES = {
    Ending.SUCCESS_LAYER: "thanks",
    Ending.SUCCESS_HEADING: "thanks",
    Ending.CODE_UNAVAILABLE: "code_unavailable",
    Ending.WENT_WRONG: "wrong",
    Ending.JSON_ERROR: "wrong",
    Ending.RATE_LIMIT: "blocked",
    Ending.FRIENDLY: "friendly",
}
"""The endings that are a page with a heading and a sentence."""
PLACES = {Ending.CHECKPOINT_JSON: answers.CHECKPOINT_PATH, Ending.SESSION_EXPIRED: "/login/"}
"""The endings that are another page."""


def answer(house: House, story: Story, received: Received) -> Response:
    """The page that answers one POST."""
    if not house.knows(received):
        return _notice(story, "wrong")
    if CODE_FIELD not in received.fields and _lacks_something(story, received):
        return _form(house, story, received, "required")
    complaint = answers.asks_again(story, received)
    if complaint is not None:
        return _code(story, received, complaint)
    return _end(house, story, received)


def _end(house: House, story: Story, received: Received) -> Response:
    ending = answers.final(story)
    if ending in PLACES:
        return RedirectResponse(PLACES[ending], 302)
    if ending == Ending.CAPTCHA:
        return HTMLResponse(pages.render("mobile_captcha.html", story))
    if ending == Ending.EMPTY_PAGE:
        return HTMLResponse("")
    if ending in SENTENCES:
        return _notice(story, SENTENCES[ending])
    return _form(house, story, received, "too_short" if ending == Ending.VALIDATION_BEFORE else "")


def _lacks_something(story: Story, received: Received) -> bool:
    return any(row.required and not received.first(row.field).strip() for row in sheet_of(story).rows)


def _form(house: House, story: Story, received: Received, complaint: str) -> Response:
    form_id = received.first("support_form_id")
    return HTMLResponse(pages.form_page(story, house.new_tokens(), form_id=form_id, complaint=complaint))


def _notice(story: Story, text: str) -> Response:
    return HTMLResponse(pages.render("mobile_notice.html", story, text=text))


def _code(story: Story, received: Received, complaint: str) -> Response:
    kept = [(name, value) for name, values in received.fields.items() for value in values if name != CODE_FIELD]
    page = pages.render("mobile_code.html", story, action=MOBILE_PATH, kept=kept, complaint=complaint)
    return HTMLResponse(page)
