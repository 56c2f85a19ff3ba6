"""The due dates as an iCalendar file (RFC 5545): an event a day, with the same UID each time it is made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from meta_objection.followup.objections import Objection
from meta_objection.receipts import wording

PRODUCER = "-//meta-objection//after sending//EN"
_LOOK = "meta-objection status"
_BEFORE = (timedelta(days=-7), timedelta(days=-1))


@dataclass(frozen=True)
class _Day:
    name: str
    day: date
    summary: str
    description: str


def calendar_of(found: Iterable[Objection]) -> bytes | None:
    """The calendar of these objections; None where none of them has a day. It names nobody."""
    events = [_event(one, day) for one in found for day in _days(one)]
    if not events:
        return None
    made = Calendar()
    made.add("prodid", PRODUCER)
    made.add("version", "2.0")
    for event in events:
        made.add_component(event)
    return bytes(made.to_ical())


def _days(one: Objection) -> Iterator[_Day]:
    if one.due is None:
        return
    texts, due = wording.texts_of(one.receipt), one.due
    say = texts["say"]
    said = say["due" if due.certain else "due_if"].format(day=wording.calendar_day(due.day, texts), law=due.law)
    longer = [say["due_longer"].format(day=wording.calendar_day(due.extended, texts))] if due.extended else []
    practice = "PRACTICE. " if one.practice else ""
    told = "\n".join([said, *longer, "", one.id, _LOOK])
    yield _Day("answer", due.day, f"{practice}Meta ({one.receipt.form}): {said}", told)
    if due.complain_until:
        last = f"{practice}Meta ({one.receipt.form}): last day for a complaint, as far as known ({due.law})"
        yield _Day("complaint", due.complain_until, last, one.id)


def _event(one: Objection, day: _Day) -> Event:
    event = Event()
    event.add("uid", f"{one.id}-{day.name}@meta-objection")
    event.add("dtstamp", _whole(one.receipt.times.ended))
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", day.summary)
    event.add("description", day.description)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    for before in _BEFORE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", day.summary)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
