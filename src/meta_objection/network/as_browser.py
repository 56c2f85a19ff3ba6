"""What a browser adds to a request below the router, for a request that the program asks in its place."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

from meta_objection.hosts import site_of

_DESTINATIONS = {
    "stylesheet": "style",
    "script": "script",
    "image": "image",
    "font": "font",
    "media": "video",
    "manifest": "manifest",
}
"""What Fetch calls the destination of a request that the browser calls so."""


def cookies_for(request: Request) -> str:
    """Give the cookies that the browser would send along, as the value of one header."""
    jar = request.frame.page.context.cookies(request.url)
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in jar)


def fetch_metadata(request: Request) -> dict[str, str]:
    """Give what Chromium adds to a request below the router."""
    kind, is_crossing = request.resource_type, "origin" in request.headers
    if request.is_navigation_request():
        mode, dest = "navigate", "iframe" if request.frame.parent_frame else "document"
    elif kind in _DESTINATIONS:
        mode, dest = "cors" if is_crossing or kind == "font" else "no-cors", _DESTINATIONS[kind]
    else:
        mode, dest = "cors", "empty"
    by_hand = {"sec-fetch-user": "?1"} if request.is_navigation_request() and request.method != "GET" else {}
    return {"sec-fetch-site": _site(request), "sec-fetch-mode": mode, "sec-fetch-dest": dest} | by_hand


def _site(request: Request) -> str:
    frame = request.frame.parent_frame or request.frame
    asking, asked = (urlsplit(address) for address in (frame.url, request.url))
    if (asking.scheme, asking.netloc) == (asked.scheme, asked.netloc):
        return "same-origin"
    own, other = (site_of(one.hostname or "") for one in (asking, asked))
    return "same-site" if own == other else "cross-site"


def languages_of(page: Page) -> dict[str, str]:
    """Give the header that says which languages the browser asks for."""
    first, *others = page.evaluate("[...navigator.languages]")
    weighted = [f"{tag};q={max(9 - place, 1) / 10}" for place, tag in enumerate(others)]
    return {"accept-language": ",".join([first, *weighted])}
