"""The guises in which a secret can stand in a page, a script, an address or a posted body."""

import base64
import re
from functools import lru_cache
from html.entities import codepoint2name

_SHORT_IN_SCRIPTS = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
_SAFE_FRAGMENT = 8  # a shorter run of base64 characters stands in many a text by chance


def pattern_of(secret: str, *, any_case: bool = False) -> str:
    """A regular expression for the secret, each character plain or encoded in any way, and for its base64.

    Covers URL encoding, also doubled, and `+` for a space; HTML entities, named and by number; the
    escapes of JSON and JavaScript, also nested. A line break in it fits any line break.
    """
    lines = secret.replace("\r\n", "\n").replace("\r", "\n")
    written = "".join(map(character_pattern, lines))
    plain = f"(?i:{written})" if any_case else written
    known = {secret, secret.lower()} if any_case else {secret}
    return "|".join([plain, *(run for one in sorted(known) for run in _base64(one))])


@lru_cache(maxsize=4096)
def character_pattern(character: str) -> str:
    """A regular expression for one character, plain or encoded."""
    guises = [re.escape(character), _percent(character), _numbered(character), _escaped(character)]
    if character == " ":
        guises.append(r"\+")
    if character == "\n":
        # a text box, a form and a page each write a line break in another way
        guises = [f"(?:{character_pattern(chr(13))})?(?:{'|'.join(guises)})", character_pattern("\r"), r"<br\s{0,4}/?>"]
    if ord(character) in codepoint2name or character == "'":
        guises.append(_named(character))
    return f"(?:{'|'.join(guises)})"


def _percent(character: str) -> str:
    octets = character.encode(errors="surrogatepass")
    return "".join(f"(?i:%(?:25){{0,8}}{octet:02x})" for octet in octets)


def _numbered(character: str) -> str:
    return f"(?i:&(?:amp;){{0,8}}#(?:0{{0,8}}{ord(character)}|x0{{0,8}}{ord(character):x})(?:;|(?![0-9a-f])))"


def _named(character: str) -> str:
    return f"&(?:amp;){{0,8}}{codepoint2name.get(ord(character), 'apos')};"


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", errors="surrogatepass").hex()
    by_unit = "".join(rf"(?i:\\{{1,16}}u{units[at : at + 4]})" for at in range(0, len(units), 4))
    short = re.escape(_SHORT_IN_SCRIPTS.get(character, character))
    by_octet = rf"|(?i:\\{{1,16}}x{ord(character):02x})" if ord(character) < 256 else ""  # noqa: PLR2004  (one octet)
    # a backslash before a letter would mean something else than that letter
    by_sign = rf"|\\{{1,16}}{short}" if not character.isalnum() else ""
    return by_unit + by_octet + by_sign


def _base64(secret: str) -> list[str]:
    octets = secret.encode(errors="surrogatepass")
    whole = base64.b64encode(octets).decode().rstrip("=")
    runs = {whole, *(run for lead in range(3) if len(run := inside_base64(octets, lead)) >= _SAFE_FRAGMENT)}
    return ["".join(map(_base64_sign, run)) for run in sorted(runs, key=len, reverse=True)]


def inside_base64(octets: bytes, lead: int) -> str:
    """The characters that never change when the secret is encoded `lead` bytes into a longer text."""
    encoded = base64.b64encode(bytes(lead) + octets).decode().rstrip("=")
    first = -(-lead * 8 // 6)
    return encoded[first : (lead + len(octets)) * 8 // 6]


def _base64_sign(sign: str) -> str:
    return {"+": r"(?:\+|-|%2[Bb])", "/": r"(?:\\?/|_|%2[Ff])"}.get(sign, sign)
