"""Replays fixtures with the whole program and an invented person, and compares how they end with what they say."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from xml.etree import ElementTree as ET

from pydantic import BaseModel, ConfigDict

from meta_objection.console.person import Present
from meta_objection.console.signals import Signals
from meta_objection.errors import BadSettings, Stop
from meta_objection.flow.ledger import Pulse
from meta_objection.logs import set_up
from meta_objection.outcome import Outcome
from meta_objection.plan.fixtures import fixture_about
from meta_objection.plan.plan import make_plan
from meta_objection.private_files import make_folder
from meta_objection.replay import ReplayError, read_har, shipped_fixtures
from meta_objection.run import Run
from meta_objection.settings import Browsing, Objection, Request, Route

_INVENTED = {
    "country": "Norway",
    "email": "kim@example.org",
    "name": "Example, Kim",
    "phone": "+47 40 12 34 56",
    "prompts": "What do you know about Kim Example?",
    "reason": "What I wrote to my friends was meant for them.",
    "code": "246810",
    "yes": True,
    "again": True,
}
_OBEYED = ("log_level", "log_format", "timeout", "browser", "browser_args")
"""The settings that say how fixtures are replayed. None says who somebody is or what they want."""


class Replayed(BaseModel):
    """How one fixture ended: `seconds` for the whole replay, `receipt` only where it was not as expected."""

    model_config = ConfigDict(frozen=True)

    fixture: str
    expected: str
    outcome: str
    ok: bool
    seconds: float
    message: str
    receipt: str | None = None


def fixtures_in(folders: Sequence[Path]) -> list[Path]:
    """Give every fixture in these folders, of any depth; the shipped ones where no folder is named.

    Raises BadSettings naming the first that holds none, or one that cannot be read.
    """
    found: list[Path] = []
    for folder in folders or [shipped_fixtures()]:
        here = sorted(path.parent for path in folder.rglob("fixture.toml")) if folder.is_dir() else []
        if not here:
            raise BadSettings(f"There is no fixture in {folder}.", why="setting", next_move="Name another folder.")
        found += here
    for fixture in found:
        _require_whole(fixture)
    return found


def name_of(fixture: Path) -> str:
    """Give the name of a fixture as `--replay` takes it: `facebook/2025-en`."""
    return "/".join(fixture.resolve().parts[-2:])


def _require_whole(fixture: Path) -> None:
    fixture_about(fixture)
    try:
        read_har(fixture)
    except ReplayError as error:
        raise BadSettings(f"{error}", why="setting", next_move="Record that fixture again, or leave it out.") from error


def replay_all(
    fixtures: Sequence[Path], settings: Browsing, jobs: int, told: Callable[[Replayed], None]
) -> list[Replayed]:
    """Replay them, so many at once, tell of each as it ends, and give all in their own order."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        pending = {pool.submit(replay_one, fixture, settings): place for place, fixture in enumerate(fixtures)}
        ended: dict[int, Replayed] = {}
        for done in as_completed(pending):
            ended[pending[done]] = done.result()
            told(ended[pending[done]])
    return [ended[place] for place in sorted(ended)]


def replay_one(fixture: Path, settings: Browsing) -> Replayed:
    """Replay one fixture as the invented person; its receipt stays only where it did not end as it says."""
    set_up(settings.log_level, settings.log_format)  # in the process that replays it
    about = fixture_about(fixture)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        outcome, message = _ended(fixture, _objection(fixture, settings, Path(home)))
        seconds = round(time.monotonic() - started, 1)
        is_ok = outcome == about.ends
        kept = None if is_ok else _keep(Path(home), settings.home, fixture)
    return Replayed(
        fixture=name_of(fixture),
        expected=about.ends,
        outcome=outcome,
        ok=is_ok,
        seconds=seconds,
        message=message,
        receipt=str(kept) if kept else None,
    )


def _objection(fixture: Path, settings: Browsing, home: Path) -> Objection:
    about = fixture_about(fixture)
    wanted = {"form": about.form, "route": Route(about.route), "request": Request(about.request)}
    return Objection.invented(settings, _OBEYED, **_INVENTED, **wanted, replay=fixture, home=home)


def _ended(fixture: Path, settings: Objection) -> tuple[str, str]:
    with Signals() as signals:
        try:
            plan = make_plan(settings, press=fixture_about(fixture).ends != Outcome.REHEARSED)
        except Stop as stop:
            return stop.outcome, stop.message
        person = Present(signals, yes=True, given=plan.answers.code, terminal=None)
        report = Run(plan, settings, person, Pulse(signals), signals).finish()
    return report.outcome, report.message


def _keep(home: Path, kept_in: Path, fixture: Path) -> Path | None:
    """Keep the receipt of a fixture that did not end as it says, in place of an earlier one."""
    made = next(iter(sorted((home / "receipts").glob("*Z-*"))), None)
    if made is None:
        return None
    place = kept_in / "fixtures-check" / name_of(fixture).replace("/", "-")
    make_folder(place.parent)
    shutil.rmtree(place, ignore_errors=True)
    shutil.move(made, place)
    return place


def junit(replayed: Sequence[Replayed]) -> bytes:
    """Give the results as the XML that CI servers read (JUnit)."""
    failed = sum(not one.ok for one in replayed)
    total = str(round(sum(one.seconds for one in replayed), 1))
    suite = ET.Element(
        "testsuite", name="meta-objection fixtures", tests=str(len(replayed)), failures=str(failed), time=total
    )
    for one in replayed:
        form, _, name = one.fixture.partition("/")
        case = ET.SubElement(suite, "testcase", classname=form, name=name, time=str(one.seconds))
        if not one.ok:
            said = f"expected {one.expected}, ended {one.outcome}: {one.message}"
            ET.SubElement(case, "failure", message=said).text = one.receipt
    text: bytes = ET.tostring(suite, encoding="utf-8", xml_declaration=True)
    return text


def listed() -> Iterator[dict[str, str]]:
    """Give what each shipped fixture says of itself, with its name."""
    for fixture in fixtures_in([]):
        about = fixture_about(fixture)
        yield {
            "fixture": name_of(fixture),
            "kind": about.kind,
            "form": about.form,
            "generation": about.generation,
            "language": about.lang,
            "request": about.request,
            "route": about.route,
            "ends": about.ends,
        }
