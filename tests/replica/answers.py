"""What the engine's address answers: JSON behind `for (;;);`, as Meta's asynchronous answers are."""

import json
from collections.abc import Callable

from tests.replica import pages
from tests.replica.log import CODE_FIELD, Received
from tests.replica.sheets import sheet_of
from tests.replica.stories import Ending, Story
from tests.replica.texts import words

GUARD = "for (;;);"
CHECKPOINT_PATH = "/checkpoint/1501092823525282/"

AFTER_THE_CODE = {
    Ending.CODE: Ending.SUCCESS_LAYER,
    Ending.CODE_WRONG_MESSAGE: Ending.SUCCESS_LAYER,
    Ending.CODE_EXPIRED: Ending.SUCCESS_LAYER,
    Ending.VALIDATION_AFTER_CODE: Ending.VALIDATION_BEFORE,
}
"""How the endings that ask for a code end once it was accepted."""


def envelope(payload: dict[str, object] | None, **extra: object) -> str:
    """The text of one answer."""
    return GUARD + json.dumps({"__ar": 1, "rid": pages.token(22), "payload": payload, **extra, "lid": "0"})


def error(code: int, summary: str, description: str) -> str:
    """The text of an answer that says the request failed."""
    return envelope(None, error=code, errorSummary=summary, errorDescription=description)


def code_step(story: Story, received: Received) -> str | None:
    """The answer that keeps the person in the code step; nothing when the code is accepted or none is wanted."""
    complaint = asks_again(story, received)
    return None if complaint is None else envelope({"layer": pages.code_layer(story, complaint)})


def asks_again(story: Story, received: Received) -> str | None:
    """What the code step complains about, at first nothing; none when the code is accepted or none is wanted."""
    if not story.asks_for_a_code:
        return None
    return _complaint(story, received) if CODE_FIELD in received.fields else ""


def _complaint(story: Story, received: Received) -> str | None:
    """What is wrong with the code, as the key of a text; nothing when it is right."""
    if story.ending == Ending.CODE_EXPIRED:
        return "code_expired"
    right = received.first(CODE_FIELD).strip() == story.code
    return None if right and story.ending != Ending.CODE_WRONG_MESSAGE else "code_wrong"


def final(story: Story) -> Ending:
    """How the story ends, the code step left behind."""
    ending = Ending(story.ending)
    return AFTER_THE_CODE.get(ending, ending)


def answer(story: Story) -> str:
    """The last answer of a story whose ending is an ordinary JSON answer."""
    return _ANSWERS[final(story)](story)


def refused(story: Story) -> str:
    """The answer to a request whose tokens are not those of the page."""
    text = words(story.lang)
    return error(1357004, text["wrong_title"], text["reopen"])


def _notice(text: str) -> Callable[[Story], str]:
    return lambda story: envelope({"layer": pages.notice_layer(story, text)})


def _thanks(story: Story) -> str:
    return envelope({"layer": pages.notice_layer(story, sheet_of(story).thanks)})


def _heading(story: Story) -> str:
    return envelope({"replace": pages.thanks_heading(story)})


def _too_short(story: Story) -> str:
    sheet = sheet_of(story)
    return envelope({"inline": {sheet.reason: words(story.lang)[sheet.too_short]}})


def _captcha(story: Story) -> str:
    return envelope({"layer": pages.captcha_layer(story)})


def _session_expired(story: Story) -> str:
    text = words(story.lang)
    return error(1357001, text["not_logged_in"], text["session"])


_ANSWERS: dict[Ending, Callable[[Story], str]] = {
    Ending.SUCCESS_LAYER: _thanks,
    Ending.SUCCESS_HEADING: _heading,
    Ending.CODE_UNAVAILABLE: _notice("code_unavailable"),
    Ending.VALIDATION_BEFORE: _too_short,
    Ending.WENT_WRONG: _notice("wrong"),
    Ending.JSON_ERROR: refused,
    Ending.CHECKPOINT_JSON: lambda _: envelope(None, redirect=CHECKPOINT_PATH),
    Ending.RATE_LIMIT: _notice("blocked"),
    Ending.FRIENDLY: _notice("friendly"),
    Ending.BANNER_BEFORE: lambda _: envelope({}),
    Ending.CAPTCHA: _captcha,
    Ending.SESSION_EXPIRED: _session_expired,
}
