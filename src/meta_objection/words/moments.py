"""Whether words tell of another day than today: what Meta confirms to have received then is no answer to a sending now.

Dates are known by their shape, and by the names that the receipts write months with; a year that is not this one is
enough. Days are counted by UTC, and the day before and after are today as well, somewhere.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import permutations

from meta_objection.languages import languages_with, part_of

_NUMBERS = re.compile(r"(?<![\w#./-])(\d{1,4})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,4})(?![\w/]|[.-]\d)")
_SIGNED = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?")
_YEAR = re.compile(r"(?<![\w#/.:-])((?:1[89]|2[01])\d\d)(?![\d/.:]\d|\d|-\d)")
_CENTURY, _FEW = 2000, 100
_MONTHS, _DAYS = 12, 31


def today() -> date:
    """Give the day that it is, by UTC."""
    return datetime.now(UTC).date()


def tells_of_another_day(text: str) -> bool:
    """Whether a text names a date that is not today's, in any language that we know."""
    days = [today() + timedelta(days=away) for away in (-1, 0, 1)]
    if any(int(year) not in {day.year for day in days} for year in _YEAR.findall(text)):
        return True
    return any(not any(_is(day, named) for day in days) for named in _dates(text))


_Named = tuple[tuple[int | None, int, int], ...]
"""The days that a date may mean, each as year (if it says one), month and day."""


def _dates(text: str) -> Iterator[_Named]:
    for found in _NUMBERS.finditer(text):
        orders = [one for one in permutations(map(int, found.groups())) if one[1] <= _MONTHS and one[2] <= _DAYS]
        if orders:  # else it is a number of another kind
            yield tuple((_whole(year), month, day) for year, month, day in orders)
    for year, month, day in _SIGNED.findall(text):
        yield ((int(year) if year else None, int(month), int(day)),)
    for before, month, other_month, after in _worded().findall(text.casefold()):
        yield tuple((None, number, int(before or after)) for number in _months()[month or other_month])


def _whole(year: int) -> int:
    return year + _CENTURY if year < _FEW else year


def _is(day: date, named: _Named) -> bool:
    return any(year in {None, day.year} and (month, on) == (day.month, day.day) for year, month, on in named)


@cache
def _months() -> dict[str, set[int]]:
    """Give each name of a month, as it stands in a date, with what it may be the name of."""
    names: dict[str, set[int]] = {}
    for tag in languages_with("receipt"):
        for number, name in enumerate(part_of(tag, "receipt")["months"], 1):
            if not name[0].isdecimal():
                names.setdefault(name.casefold().strip(". "), set()).add(number)
    return names


@cache
def _worded() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day, joined = r"(\d{1,2})(?!\d|[:.]\d|\s?%)", r"(?:\.|st|nd|rd|th|º|er|η)?\s(?:d[aeo]\s|of\s|den\s)?"
    return re.compile(rf"(?<![\w#:.]){day}{joined}({names})(?!\w)|(?<!\w)({names})\s(?:den\s)?{day}")
