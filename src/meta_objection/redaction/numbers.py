"""A telephone number in every way to write it: with its country or without, and parted anywhere."""

import re

from .readings import fold

_PARTED = r"[\s().\-/\u2013\u2011·]{0,4}"
_SHORTEST = 4


def pattern_of_number(number: str) -> str:
    """An expression for the number as `fold` spells texts."""
    country, national = _country_and_national(number)
    if not country:
        return rf"(?<!\d)\+?{_spaced(national)}(?!\d)"
    # with the country, and perhaps the zero that is left out behind it; with the zero alone; or with neither
    abroad = rf"(?:\+|00)?{_PARTED}{_spaced(country)}{_PARTED}(?:\(?0\)?{_PARTED})?"
    before = rf"(?:{abroad}|\(?0\)?{_PARTED})?"
    return rf"(?<!\d){before}{_spaced(national)}(?!\d)"


def national_number(number: str) -> str:
    """Its digits without those of the country."""
    return _country_and_national(number)[1]


def _country_and_national(number: str) -> tuple[str, str]:
    import phonenumbers  # noqa: PLC0415 - most runs have no number

    digits = re.sub(r"\D", "", fold(number))
    try:
        read = phonenumbers.parse(f"+{digits.removeprefix('00')}", None)
    except phonenumbers.NumberParseException:
        return "", digits
    national = phonenumbers.national_significant_number(read)
    return (str(read.country_code), national) if len(national) >= _SHORTEST else ("", digits)


def _spaced(digits: str) -> str:
    return _PARTED.join(digits)
