"""What a reader sees of a mail's HTML, as text: a line for each block, and nothing that is hidden or quoted."""

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, MarkupResemblesLocatorWarning, Tag
from bs4.element import NavigableString, PageElement

_BLOCKS = (
    *("address", "article", "aside", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "header", "hr", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"),
)
_EDGES = dict.fromkeys(_BLOCKS, "\n\n") | {"br": "\n", "li": "\n", "td": " ", "th": " "}
_SILENT = ("script", "style", "head", "title", "template", "noscript", "object", "iframe", "select", "textarea")
_QUOTED = ("blockquote", "[class*=gmail_quote]", "[class*=moz-cite]", "[class*=yahoo_quoted]", "#divRplyFwdMsg ~ *")
_UNSEEN = "s, strike, del, [hidden], [aria-hidden=true]"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|font-size\s*:\s*[01]px|(?:left|top|text-indent|margin-left)\s*:\s*-\d{3}|color\s*:\s*transparent"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])|max-(?:height|width)\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_WHITE = re.compile(r"(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255\b)", re.IGNORECASE)
_BEHIND = re.compile(r"background(?:-color|-image)?\s*:\s*(?!#fff|white|none|transparent)", re.IGNORECASE)
_DEEPEST = 300
_MOST_TAGS = 10_000
"""More than any mail of Meta's has, and what is still read in a moment."""


def text_of(page: str, *, unseen: bool = False) -> str:
    """The text of a page, without what is quoted in it; `unseen` leaves in what is hidden or struck through.

    A page nested beyond reason has none.
    """
    soup = _parsed(page)
    for one in soup.select(", ".join((*_SILENT, *_QUOTED))):
        one.decompose()
    if not unseen:
        _take_out_unseen(soup)
    lines = (" ".join(line.split()) for line in "".join(_pieces(soup)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def links_of(page: str) -> list[str]:
    """Every address that a page leads to or sends something to."""
    soup = _parsed(page)
    names = ("href", "action", "formaction")
    return [str(one[name]) for name in names for one in soup.select(f"[{name}]") if one[name]]


def _parsed(page: str) -> BeautifulSoup:
    if page.count("<") > _MOST_TAGS:
        return BeautifulSoup("", "html.parser")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        try:
            return BeautifulSoup(page, "html.parser")
        except (RecursionError, AssertionError, ValueError):
            return BeautifulSoup("", "html.parser")


def _take_out_unseen(soup: BeautifulSoup) -> None:
    for one in (*soup.select(_UNSEEN), *soup.find_all(style=_HIDDEN)):
        if not one.decomposed:
            one.decompose()
    for one in soup.find_all(style=_WHITE):
        if not one.decomposed and not any(_is_dark(above) for above in (one, *one.parents)):
            one.decompose()


def _pieces(soup: BeautifulSoup) -> Iterator[str]:
    waiting: list[tuple[str | PageElement, int]] = [(soup, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, Tag) and depth < _DEEPEST:
            edge = [(_EDGES[one.name], depth)] if one.name in _EDGES else []
            inner = [(part, depth + 1) for part in reversed(list(one.children))]
            waiting.extend([*edge, *inner, *edge] if one.name != "br" else edge)
        elif isinstance(one, NavigableString):
            yield "" if isinstance(one, Comment) else " ".join(f"|{one}|".split())[1:-1]
        elif isinstance(one, str):
            yield one


def _is_dark(one: Tag) -> bool:
    """Whether it has a ground of its own on which white can be read."""
    return bool(one.get("bgcolor")) or bool(_BEHIND.search(str(one.get("style") or "")))
