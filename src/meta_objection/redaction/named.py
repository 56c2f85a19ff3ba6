"""What a text itself names as a token: as a pair, in a list, in a tag, in an address, in a line of cookies.

It wants a reading in which nothing is encoded any more (see `readings`), so that one way to write each is enough.
"""

import re
from collections.abc import Collection, Iterator

_KINDS = re.compile(
    r"token|dtsg|csrf|xsrf|sess(?:ion)?_?(?:id|key)|secret|passw|credential|nonce|jazoest|jwt|hmac|signature"
    r"|encpass|encrypted|bearer|oauth|authorization|auth_?(?:key|code|data)|_auth$|^auth_|www_claim|machine_?id"
    r"|device_?id|(?:viewer|actor|user|account|profile|owner)_?id$|pigeon|one_?time",
    re.IGNORECASE,
)
"""Names that end so or hold this name a secret of the session or the number of an account, whoever made them up."""
_NAME = r"[\w.$@-]{1,80}"
_VALUE = r"[^\"'\s<>]{4,4000}"
_PAIRS = (
    # "lsd":"…", ["lsd","…"], lsd: '…', nonce="…"
    re.compile(rf"[\"'](?P<name>{_NAME}+)[\"'](?=\s{{0,4}}[:,=]\s{{0,4}}[\"'](?P<value>{_VALUE})[\"'])"),
    re.compile(rf"(?<![\w$@.\"'-])(?P<name>{_NAME}+)(?=\s{{0,4}}[:=]\s{{0,4}}[\"'](?P<value>{_VALUE})[\"'])"),
    re.compile(rf"[\"'](?P<name>{_NAME})[\"'](?=\s{{0,4}}:\s{{0,4}}(?P<value>\d{{4,40}})\b)"),
    # ?lsd=…&, #access_token=…, and one of them inside another address
    re.compile(rf"[?&#](?P<name>{_NAME})=(?=(?P<value>[^&\"'\s<>;#\\,()]{{4,4000}}))"),
    re.compile(
        rf"\bname[\"']?\s{{0,4}}[:=]\s{{0,4}}[\"'](?P<name>{_NAME})[\"'][\s,]{{0,4}}[\"']?(?:value|content)[\"']?"
        rf"(?=\s{{0,4}}[:=]\s{{0,4}}[\"'](?P<value>{_VALUE})[\"'])",
    ),
)
_NEST = re.compile(rf"[\"'](?P<name>{_NAME})[\"']\s{{0,4}}[:,]\s{{0,4}}[\[{{](?P<inside>[^\]}}]{{0,400}})")
_TEXT = re.compile(rf"[\"'](?P<value>{_VALUE})[\"']")
_TAG = re.compile(
    r"<(?P<tag>input|textarea|meta|button|param)\b(?P<rest>(?>[^<>\"']++|\"[^\"]{0,2000}+\"|'[^']{0,2000}+'){0,60}+)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[a-zA-Z_:][\w:.-]{0,60})\s{0,4}=\s{0,4}(?:\"(?P<d>[^\"]*)\"|'(?P<s>[^']*)'|(?P<b>[^\s\"'>]+))"
)
_AREA = re.compile(r"[^<>]{4,4000}")
_PATH = re.compile(r"/(?:confirm|verify|token|auth|reset|magic|session)/(?P<value>[A-Za-z0-9_.~%:-]{6,4000})")
_AN_ADDRESS = re.compile(r"https?(?::|%(?:25)*3A)(?:/|%(?:25)*2F)", re.IGNORECASE)
_A_PLACE = re.compile(r"/[a-z]|[^@\s]{1,64}@[\w-]{1,63}\.[\w.-]{2,64}$", re.IGNORECASE)
"""A path of the site's, or a mail address: the person's stays as the site showed it."""
_COOKIE_END = r"(?=\s{0,2};|\s{0,2}$|\s{0,2}[\"'\r\n])"


class NamedFinder:
    """Finds values whose names say that they are tokens: those in the list, and those of the kind."""

    def __init__(self, names: Collection[str], cookies: Collection[str]) -> None:
        self._names = {name.lower() for name in names}
        words = "|".join(map(re.escape, sorted(cookies, key=len, reverse=True)))
        self._cookie = re.compile(rf"(?<![\w.$-])(?P<name>{words})=(?P<value>[^;\s\"'&<>]{{4,4000}}){_COOKIE_END}")

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where such a value stands; some may overlap."""
        for pattern in _PAIRS:
            yield from (
                found.span("value") for found in pattern.finditer(text) if self._is_token(found["name"], found["value"])
            )
        for nest in _NEST.finditer(text):
            for found in _TEXT.finditer(nest["inside"]):
                if self._is_token(nest["name"], found["value"]) and any(map(str.isdigit, found["value"])):
                    start, end = found.span("value")
                    yield nest.start("inside") + start, nest.start("inside") + end
        yield from self._in_tags(text)
        yield from (found.span("value") for found in self._cookie.finditer(text))
        yield from (found.span("value") for found in _PATH.finditer(text) if _may_be_one(found["value"]))

    def is_named(self, name: str) -> bool:
        """Whether this is the name of a token."""
        return name.lower() in self._names or _KINDS.search(name) is not None

    def _is_token(self, name: str, value: str) -> bool:
        return name.lower() in self._names or (_KINDS.search(name) is not None and _may_be_one(value))

    def _in_tags(self, text: str) -> Iterator[tuple[int, int]]:
        for tag in _TAG.finditer(text):
            places = {one["name"].lower(): one for one in _ATTRIBUTE.finditer(tag["rest"])}
            given = {name: _value_of(one) for name, one in places.items()}
            called = any(self.is_named(given.get(key, "")) for key in ("name", "id", "property", "http-equiv"))
            hidden = tag["tag"].lower() == "input" and given.get("type", "").lower() == "hidden"
            for key in ("value", "content") if called or hidden else ():
                if len(given.get(key, "")) >= 4 and (called or is_telling(given[key])):  # noqa: PLR2004 - as `_VALUE`
                    start, end = _span_of(places[key])
                    yield tag.start("rest") + start, tag.start("rest") + end
            if called and tag["tag"].lower() == "textarea" and (inside := _AREA.match(text, tag.end())):
                yield inside.span()


def is_telling(value: str) -> bool:
    """Whether a value by itself is known again elsewhere: long enough, one run, and no word, date or small number."""
    if len(value) < 8 or re.search(r"\s", value):  # noqa: PLR2004 - a shorter one stands in many a text by chance
        return False
    if value.isdecimal():
        return len(value) >= 12  # noqa: PLR2004 - the number of an account; a shorter one may be a time
    words = re.fullmatch(r"[A-Za-z]{1,15}(?:[_.-][A-Za-z]{1,15})*", value)
    number = re.fullmatch(r"[\d.,:x/+-]{1,40}|\d{4}-\d\d-\d\dT[\d:.+Z-]{1,24}", value)
    return words is None and number is None and not _AN_ADDRESS.search(value) and not _A_PLACE.match(value)


def _may_be_one(value: str) -> bool:
    if len(value) < 6 or _AN_ADDRESS.search(value):  # noqa: PLR2004 - a shorter one is none
        return False
    return len(value) >= 16 or any(map(str.isdigit, value)) or (value != value.lower() and value != value.upper())  # noqa: PLR2004 - as long as a token


def _value_of(attribute: re.Match[str]) -> str:
    return next(one for one in attribute.group("d", "s", "b") if one is not None)


def _span_of(attribute: re.Match[str]) -> tuple[int, int]:
    return next(attribute.span(group) for group in ("d", "s", "b") if attribute[group] is not None)
