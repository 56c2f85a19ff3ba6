"""Countries: from what a person writes to an ISO 3166-1 alpha-2 code, and back to the names a page may show.

Names come from CLDR (`languages/territories.json`, written by `scripts/territories`); the few that Meta's lists or
people write otherwise stand in `ALSO`.
"""

import json
import unicodedata
from functools import cache

from meta_objection.data_files import bytes_of

_DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"

ALSO = {
    "BG": ("България",),
    "CZ": ("Czech Republic", "Tschechische Republik", "Česká republika", "République tchèque", "Repubblica Ceca"),
    "EE": ("Eesti",),
    "GB": ("UK", "Great Britain", "Großbritannien", "Grande-Bretagne", "Gran Bretagna", "Gran Bretaña"),
    "HR": ("Hrvatska",),
    "IE": ("Éire",),
    "IS": ("Ísland",),
    "KR": ("Korea", "Republic of Korea", "Korea, Republic of", "한국"),
    "LT": ("Lietuva",),
    "LU": ("Lëtzebuerg",),
    "LV": ("Latvija",),
    "NL": ("The Netherlands", "Holland", "Hollande", "Olanda", "Holanda"),
    "SI": ("Slovenija",),
    "SK": ("Slovensko", "Slovak Republic"),
    "TR": ("Turkey",),
    "US": ("USA", "United States of America"),
}
"""Names in use beside CLDR's, by code; the countries' own where their language is none of ours."""


_SAID = {
    "CD": ("Congo-Kinshasa", "DR Congo"),
    "CI": ("Ivory Coast", "Elfenbeinküste"),
    "CV": ("Cape Verde",),
    "CZ": ("Czechia", "Tschechien"),
    "DE": (
        *("GER", "Baden-Württemberg", "Bayern", "Bavaria", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen"),
        *("Mecklenburg-Vorpommern", "Niedersachsen", "Nordrhein-Westfalen", "NRW", "Rheinland-Pfalz", "Saarland"),
        *("Sachsen", "Sachsen-Anhalt", "Schleswig-Holstein", "Thüringen"),
    ),
    "GB": (
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
        "Britain",
        "Schottland",
        "Écosse",
        "Inglaterra",
        "Anglia",
    ),
    "MK": ("Macedonia",),
    "MM": ("Burma",),
    "US": ("America", "Amerika", "Amérique"),
    "VA": ("Vatican", "Vatikan"),
}
"""What people say for a country, and no list of Meta's does, by code: a part of it, a former name."""
_ON_CARS = {
    "A": "AT",
    "B": "BE",
    "D": "DE",
    "E": "ES",
    "F": "FR",
    "H": "HU",
    "I": "IT",
    "L": "LU",
    "M": "MT",
    "N": "NO",
    "P": "PT",
    "S": "SE",
    "V": "VA",
    "BIH": "BA",
    "EST": "EE",
    "FIN": "FI",
    "FL": "LI",
    "IRL": "IE",
    "SLO": "SI",
}
"""The signs that cars carry abroad, where they are no code of ISO 3166-1."""
_WITHOUT_DOTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"})
_CLOSE = 0.75
"""How alike a mistyped name must be: «EU» is no Peru."""


def fold(name: str) -> str:
    """Give a name as it is compared: no case, accents, dots of i, punctuation or doubled blanks; `&` is `and`."""
    decomposed = unicodedata.normalize("NFKD", name.replace("&", " and ").replace(_DOTLESS, "i"))
    plain = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


@cache
def _table() -> dict[str, dict[str, str]]:
    text = bytes_of("languages/territories.json")
    table: dict[str, dict[str, str]] = json.loads(text)
    return table


@cache
def _codes_by_name() -> dict[str, str]:
    by_name = {fold(name): code for names in _table().values() for code, name in names.items()}
    said = {name: code for known in (ALSO, _SAID) for code, names in known.items() for name in names}
    by_name |= {fold(name): code for name, code in said.items()}
    in_german = said | {name: code for code, name in _table()["de"].items()}
    german = {fold(name.translate(_WITHOUT_DOTS)): code for name, code in in_german.items()}
    return german | {fold(sign): code for sign, code in _ON_CARS.items()} | by_name


def country_code(text: str) -> str | None:
    """Give the alpha-2 code of a country given as a code or as a name in any known language."""
    upper = text.strip().upper()
    if upper in _table()["en"]:
        return upper
    return _codes_by_name().get(fold(text)) or _three_letters().get(upper)


@cache
def _three_letters() -> dict[str, str]:
    codes: dict[str, str] = json.loads(bytes_of("languages/three_letters.json"))
    return codes


def country_name(code: str, tag: str = "en") -> str:
    """Give the country's name in this language, in English where the language is not known."""
    return _table().get(tag, {}).get(code) or _table()["en"][code]


def country_names(code: str) -> frozenset[str]:
    """Give every folded name of this country in any known language."""
    names = {fold(table[code]) for table in _table().values()}
    return frozenset(names | {fold(name) for name in ALSO.get(code, ())})


def near_countries(text: str, tag: str = "en") -> list[str]:
    """Give up to three names, in this language, that a mistyped one may have meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed only when an answer was wrong

    names = {fold(name): name for name in _table()[tag].values()}
    return [names[match] for match in get_close_matches(fold(text), names, n=3, cutoff=_CLOSE)]
