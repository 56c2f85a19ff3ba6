"""Records the replica: the program itself files an invented person's objection while a recorder listens."""

import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from meta_objection.console.person import Present
from meta_objection.console.signals import Signals
from meta_objection.console.steps import Lines
from meta_objection.drift.recording import RecordedRun
from meta_objection.forms import load_form
from meta_objection.plan.plan import make_plan
from meta_objection.replay import FixtureAbout, Recorder, Redactor
from meta_objection.report import Report
from meta_objection.settings import Objection
from tests.recorder.packing import pack
from tests.recorder.wanted import Wanted
from tests.replica import Replica, pages

STARTED = datetime(2026, 11, 22, tzinfo=UTC)
"""Every replica's recording says that it was made then, so that recording again changes nothing."""
PERSON: dict[str, Any] = {
    "country": "Norway",
    "email": "robin.recorded@example.org",
    "reason": "What I wrote to my friends was meant for them, not for training a machine.",
    "code": "246810",
    "name": "Recorded, Robin",
    "phone": "+4790123456",
    "prompts": "What do you know about Robin of Recordedville?",
}
SECRETS = {name: value for name, value in PERSON.items() if name != "country"}
PATIENCE = 3  # seconds that a page may say nothing we know; the replica answers at once


def record_all(wanted: Iterable[Wanted], into: Path) -> Iterator[Path]:
    """Record each wanted fixture below a folder, giving the place of each once it is written.

    Their bodies are shared: in the end they stand in one archive.
    """
    with Replica() as replica:
        for one in wanted:
            replica.story = one.story
            pages.repeat("recording")  # the same for all, so that they can share a page that none of them changes
            yield record(one, replica, into / one.folder)
    pack(into)


def record(wanted: Wanted, replica: Replica, folder: Path, *, shared: bool = True) -> Path:
    """Record one fixture; where its bodies are `shared`, they are packed later. Raises RuntimeError for another end."""
    recorder = Recorder(Redactor(SECRETS), STARTED)
    start = wanted.start or _address(wanted)
    report = _file_objection(replica, recorder, wanted, start)
    if report.outcome is not wanted.ends:
        raise RuntimeError(f"{wanted.folder} should end as {wanted.ends}: {report.outcome}: {report.message}")
    if recorder.lost:
        raise RuntimeError(f"{wanted.folder} lacks the answer of {', '.join(recorder.lost)}")
    recorder.write(folder, _about(wanted, start), shared=shared)
    return folder


def _address(wanted: Wanted) -> str:
    (address,) = [one.address for one in load_form(wanted.story.form).generations if one.id == wanted.generation]
    return address


def _file_objection(replica: Replica, recorder: Recorder, wanted: Wanted, start: str) -> Report:
    with tempfile.TemporaryDirectory() as home, Signals() as signals:
        asked = {"form": wanted.story.form, "request": wanted.request, "route": wanted.route, "url": start}
        settings = _settings(replica, Path(home)).model_copy(update=asked)
        person = Present(signals, yes=True, given=settings.code, terminal=None)
        run = RecordedRun(make_plan(settings, press=True), settings, person, Lines(io.StringIO()), signals)
        run.recorder, run.watch = recorder, recorder.listening
        return run.finish()


def _settings(replica: Replica, home: Path) -> Objection:
    # not read from the environment: what a developer has set there must not change a fixture
    return Objection.model_construct(
        **PERSON,
        home=home,
        yes=True,
        timeout=PATIENCE,
        ignore_https_errors=True,
        browser_args=tuple(replica.browser_args),
    )


def _about(wanted: Wanted, address: str) -> FixtureAbout:
    return FixtureAbout(
        kind="reconstructed",
        source="replica",
        date=STARTED.date().isoformat(),
        form=wanted.story.form,
        generation=wanted.generation,
        lang=wanted.story.lang,
        story=wanted.name or "success",
        route=wanted.route,
        address=address,
        ends=wanted.ends,
        request=wanted.request,
    )
