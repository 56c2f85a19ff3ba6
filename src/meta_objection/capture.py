"""Takes down what the browser shows and what Meta answered, without tokens, for the receipt."""

import email
import json
import quopri
from email.message import Message

import structlog
from playwright.sync_api import Error, Page

from meta_objection.receipts import Draft
from meta_objection.replay import Redactor
from meta_objection.watching import HIDDEN, REMOVE
from meta_objection.wire import Answer

log = structlog.get_logger()

_NOT_KEPT = {"set-cookie", "cookie"}


def take_picture(draft: Draft, page: Page, step: str) -> None:
    """Keep a picture of the whole page."""
    draft.picture(step, page.screenshot(full_page=True, style=HIDDEN))


def keep_ending(draft: Draft, page: Page) -> None:
    """Keep what the page shows at the end, as picture and as MHTML; a browser that is gone shows nothing."""
    try:
        page.evaluate(REMOVE)
        take_picture(draft, page, "end")
        session = page.context.new_cdp_session(page)
        snapshot = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        draft.add("page.mhtml", without_tokens(snapshot))
    except Error as error:
        log.warning("the last page could not be kept", error=type(error).__name__)


def without_tokens(mhtml: str) -> bytes:
    """Give a saved page with the site's tokens taken out of every text part."""
    redactor = Redactor({})
    message = email.message_from_string(mhtml)  # the old policy: it leaves every header as the browser wrote it
    texts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    for part in texts:
        redactor.learn(_content(part))
    for part in texts:
        _replace(part, redactor.text(_content(part)))
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""


def _replace(part: Message, text: str) -> None:
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(quopri.encodestring(text.encode()).decode("ascii"))


def keep_answer(draft: Draft, answer: Answer) -> None:
    """Keep Meta's answer to the sending, tokens removed."""
    redactor = Redactor({})
    body = answer.body.decode("utf-8", errors="replace")
    redactor.learn(body)
    headers = [[name, redactor.text(value)] for name, value in answer.headers if name.lower() not in _NOT_KEPT]
    kept = {
        "url": redactor.text(answer.url),
        "status": answer.status,
        "received": answer.at.isoformat(),
        "headers": headers,
        "body": redactor.text(body),
    }
    draft.add("response.json", (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode())
