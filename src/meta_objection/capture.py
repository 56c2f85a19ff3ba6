"""Takes down what the browser shows and what Meta answered, without tokens, for the receipt."""

import email
import json
import quopri
import ssl
from collections.abc import Iterable
from email.message import Message
from importlib.resources import files

import structlog
from playwright.sync_api import Error, Locator, Page

from meta_objection.receipts import Draft
from meta_objection.replay import Redactor
from meta_objection.watching import HIDDEN, REMOVE
from meta_objection.wire import Answer

log = structlog.get_logger()

_BOXES = (
    "input:not([type=radio]):not([type=checkbox]):not([type=submit]):not([type=button]):not([type=hidden]),"
    " [contenteditable], img, svg image, video, canvas, iframe"
)
_INERT = files("meta_objection").joinpath("inert.js").read_text(encoding="utf-8")
_POLICY = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
)
_LEFT_OUT = b"The last page was one on which Meta also shows what other people wrote. Nothing of it was kept.\n"
_NOT_KEPT = {"set-cookie", "cookie"}


def take_picture(draft: Draft, page: Page, step: str) -> None:
    """Keep a picture of the whole page."""
    draft.picture(step, page.screenshot(full_page=True, style=HIDDEN))


def keep_step(draft: Draft, page: Page, step: str, *, shown: bool) -> None:
    """Keep a small picture of what is in the window at a step, if it can be had."""
    try:
        draft.picture(step, page.screenshot(type="jpeg", quality=60, style=HIDDEN), "jpg", shown=shown)
    except Error as error:
        log.warning("a picture could not be taken", step=step, error=type(error).__name__)


def try_picture(draft: Draft, page: Page, step: str) -> None:
    """Keep a picture if it can be had: once something was sent, no picture is worth the run."""
    try:
        take_picture(draft, page, step)
    except Error as error:
        log.warning("a picture could not be taken", step=step, error=type(error).__name__)


def take_masked(draft: Draft, step: str, region: Locator, hidden: Iterable[str]) -> None:
    """Keep a second picture, of this region alone, in which nobody can read who the person is: `masked-….jpg`.

    Every box is covered, every picture, and every text with one of the words that are to be `hidden`. A region that
    is not there once and only once gives no picture.
    """
    try:
        if region.count() != 1:
            return
        words = [word for word in hidden if word.strip()]
        boxes = [region.locator(_BOXES), *(region.get_by_text(word) for word in words)]
        texts = region.locator("textarea")
        if any(word.casefold() in text.input_value().casefold() for text in texts.all() for word in words):
            boxes.append(texts)
        picture = region.screenshot(type="jpeg", quality=85, mask=boxes, mask_color="#000", style=HIDDEN)
        draft.add(f"masked-{step}.jpg", picture)
    except Error as error:
        log.warning("the masked picture could not be taken", error=type(error).__name__)


def keep_ending(draft: Draft, page: Page) -> None:
    """Keep what the page shows at the end: as picture, as MHTML, as inert HTML and as the text of its accessible tree.

    What cannot be had, of a browser that is gone say, costs none of the others.
    """
    for keep in (_keep_last_picture, _keep_whole, _keep_inert, _keep_tree):
        try:
            keep(draft, page)
        except Error as error:
            log.warning("the last page could not be kept", part=keep.__name__, error=type(error).__name__)


def leave_ending_out(draft: Draft) -> None:
    """Say that the last page was not kept, because other people's words may stand on it."""
    draft.add("left-out.txt", _LEFT_OUT)


def _keep_last_picture(draft: Draft, page: Page) -> None:
    page.evaluate(REMOVE)
    draft.last_picture("end", page.screenshot(full_page=True, style=HIDDEN), unless="answer")


def _keep_whole(draft: Draft, page: Page) -> None:
    session = page.context.new_cdp_session(page)
    draft.add("page.mhtml", without_tokens(session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]))


def _keep_inert(draft: Draft, page: Page) -> None:
    redactor = Redactor({})
    redactor.learn(page.content())
    draft.add("page.html", inert(redactor.text(page.evaluate(_INERT))))


def _keep_tree(draft: Draft, page: Page) -> None:
    redactor = Redactor({})
    redactor.learn(page.content())
    draft.add("page.txt", f"{redactor.text(page.locator('body').aria_snapshot())}\n".encode())


def inert(html: str) -> bytes:
    """Give a page in which nothing runs, loads or sends, whatever its markup still says."""
    return f"<!doctype html>\n{_POLICY}\n{html}\n".encode(errors="replace")


def keep_certificates(draft: Draft, answer: Answer) -> None:
    """Keep the chain by which the server identified itself."""
    if answer.certificates:
        chain = "".join(map(ssl.DER_cert_to_PEM_cert, answer.certificates))
        draft.put("certificates.pem", chain.encode())


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
    draft.put("response.json", (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode())
