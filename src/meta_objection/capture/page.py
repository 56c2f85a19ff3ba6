"""Takes down what the browser shows and what Meta answered, without the site's secrets, for the receipt."""

import json
import ssl
from importlib.resources import files

import structlog
from playwright.sync_api import BrowserContext, Error, Page, Request

from meta_objection.browser.panel import HIDDEN, REMOVE
from meta_objection.network.http_client import Answer
from meta_objection.receipts import Draft
from meta_objection.redaction import Secrets, SiteSecrets, clean_mhtml
from meta_objection.replay.fields import fields_of

log = structlog.get_logger()

_INERT = files("meta_objection.capture").joinpath("inert.js").read_text(encoding="utf-8")
_HIDDEN_VALUES = files("meta_objection.capture").joinpath("hidden_values.js").read_text(encoding="utf-8")
_POLICY = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
)
_LEFT_OUT = b"The last page was one on which Meta also shows what other people wrote. Nothing of it was kept.\n"
_LONGEST_FORM = 1 << 18  # a longer body carries files
_KEPT_HEADERS = {"date", "content-type", "content-language", "location", "x-fb-debug"}
_COVER_CODES = """codes => {
  const holds = box => codes.some(code => box.value.includes(code));
  [...document.querySelectorAll("input, textarea")].filter(holds).forEach(box => box.dataset.metaObjection = "covered");
}"""
_UNCOVER = "() => document.querySelectorAll('[data-meta-objection]').forEach(box => delete box.dataset.metaObjection)"
_UNREADABLE = "[data-meta-objection] { color: transparent !important; -webkit-text-fill-color: transparent !important }"


def take_picture(draft: Draft, page: Page, step: str) -> None:
    """Keep a picture of the whole page."""
    draft.picture(step, page.screenshot(full_page=True, style=HIDDEN))


def keep_step(draft: Draft, page: Page, step: str, *, shown: bool) -> None:
    """Keep a small picture of what is in the window at a step, if it can be had."""
    try:
        draft.picture(step, page.screenshot(style=HIDDEN), shown=shown)
    except Error as error:
        log.warning("a picture could not be taken", step=step, error=type(error).__name__)


def try_picture(draft: Draft, page: Page, step: str) -> None:
    """Keep a picture if it can be had: once something was sent, no picture is worth the run."""
    try:
        take_picture(draft, page, step)
    except Error as error:
        log.warning("a picture could not be taken", step=step, error=type(error).__name__)


def learn_page(page: Page, site: SiteSecrets) -> None:
    """Learn what must not be kept from a page and from the browser's jar; a page that is gone teaches nothing."""
    try:
        site.know_jar(page.context.cookies())
        found = page.evaluate(_HIDDEN_VALUES)
        site.suspect(*found["hidden"])
        site.learn("\n".join(found["text"]))
        site.learn(page.content())
    except Error as error:
        log.debug("a page could not be read", error=type(error).__name__)


def watch_requests(context: BrowserContext, site: SiteSecrets) -> None:
    """Learn from whatever the browser asks for: headers that only scripts set, and posted fields that are no answer."""

    def learn(request: Request) -> None:
        site.know_headers(request.headers.items())
        body = request.post_data_buffer or b""
        if len(body) <= _LONGEST_FORM:
            site.know_fields(fields_of(body, request.headers.get("content-type", "")))

    context.on("request", learn)


def keep_ending(draft: Draft, page: Page, secrets: Secrets) -> None:
    """Keep what the page shows at the end: as picture, as MHTML, as inert HTML and as the text of its accessible tree.

    What cannot be had, of a browser that is gone say, costs none of the others.
    """
    learn_page(page, secrets.site)
    for keep in (_keep_last_picture, _keep_whole, _keep_inert, _keep_tree):
        try:
            keep(draft, page, secrets)
        except Error as error:
            log.warning("the last page could not be kept", part=keep.__name__, error=type(error).__name__)


def leave_ending_out(draft: Draft) -> None:
    """Say that the last page was not kept, because other people's words may stand on it."""
    draft.add("left-out.txt", _LEFT_OUT)


def _keep_last_picture(draft: Draft, page: Page, secrets: Secrets) -> None:
    page.evaluate(REMOVE)
    page.evaluate(_COVER_CODES, sorted(secrets.codes))
    picture = page.screenshot(full_page=True, style=f"{HIDDEN}\n{_UNREADABLE}")
    page.evaluate(_UNCOVER)
    draft.last_picture("end", picture, unless="answer")


def _keep_whole(draft: Draft, page: Page, secrets: Secrets) -> None:
    session = page.context.new_cdp_session(page)
    saved = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    draft.add("page.mhtml", clean_mhtml(saved.encode(errors="replace"), secrets.site))


def _keep_inert(draft: Draft, page: Page, secrets: Secrets) -> None:
    draft.add("page.html", inert(secrets.site.clean(page.evaluate(_INERT))))


def _keep_tree(draft: Draft, page: Page, secrets: Secrets) -> None:
    tree = secrets.site.clean(page.locator("body").aria_snapshot())
    draft.add("page.txt", f"{tree}\n".encode(errors="replace"))


def inert(html: str) -> bytes:
    """Give a page in which nothing runs, loads or sends, whatever its markup still says."""
    return f"<!doctype html>\n{_POLICY}\n{html}\n".encode(errors="replace")


def keep_certificates(draft: Draft, answer: Answer) -> None:
    """Keep the chain by which the server identified itself."""
    if answer.certificates:
        chain = "".join(map(ssl.DER_cert_to_PEM_cert, answer.certificates))
        draft.put("certificates.pem", chain.encode())


def keep_answer(draft: Draft, answer: Answer, site: SiteSecrets) -> None:
    """Keep Meta's answer to the sending, tokens removed and nothing else."""
    draft.put("response.json", (json.dumps(_as_kept(answer, site), ensure_ascii=False, indent=2) + "\n").encode())


def learn_answer(answer: Answer, site: SiteSecrets) -> None:
    """Learn what must not be kept from Meta's answer."""
    site.know_headers(answer.headers)
    site.learn(answer.body.decode("utf-8", errors="replace"))


def _as_kept(answer: Answer, site: SiteSecrets) -> dict[str, object]:
    learn_answer(answer, site)
    headers = [(name, value) for name, value in answer.headers if name.lower() in _KEPT_HEADERS]
    return {
        "url": _address(answer.url, site),
        "status": answer.status,
        "received": answer.at.isoformat(),
        "headers": [[name, _header(name, value, site)] for name, value in headers],
        "body": site.clean(answer.body.decode("utf-8", errors="replace")),
    }


def _header(name: str, value: str, site: SiteSecrets) -> str:
    if name.lower() == "location":
        return _address(value, site)
    return site.hide(value)  # what looks like a token in the name of Meta's own trace is what proves the answer


def _address(url: str, site: SiteSecrets) -> str:
    """The address without what follows the page's name, which is a secret under any name."""
    return site.clean(url.partition("#")[0].partition("?")[0])
