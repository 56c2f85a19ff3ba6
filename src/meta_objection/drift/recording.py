"""Makes a fixture of a person's own visit: a run as any other, with a recorder that listens.

So the rules of a run hold in it: nothing is pressed without the person's yes, and never twice. What may tell who they
are is known beforehand, from what they say and what the visit shows, and is taken out before anything touches the disk.
"""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup

from meta_objection.errors import BadSettings
from meta_objection.flow.identity import name_of
from meta_objection.network.overheard import Overheard
from meta_objection.network.source import Source
from meta_objection.outcome import Outcome
from meta_objection.replay import FixtureAbout, Recorder, Redactor, read_har, scan
from meta_objection.replay.scan import Finding
from meta_objection.report import Report
from meta_objection.run import Run

_NOTHING_SEEN = {Outcome.BAD_SETTINGS, Outcome.FAILED, Outcome.INTERRUPTED, Outcome.ALREADY_SUBMITTED}
_SHORTEST = 3  # a shorter value would be found everywhere
_MOST_LINES = 400


class RecordedRun(Run):
    """A run whose own sendings the recorder hears too."""

    recorder: Recorder

    def _source(self) -> Source:
        return Overheard(super()._source(), self.recorder)


@dataclass(frozen=True)
class Recorded:
    """A recording beside its place: `put` it there, or `drop` it."""

    report: Report
    about: FixtureAbout
    findings: tuple[Finding, ...]
    lost: tuple[str, ...]
    beside: Path
    place: Path

    def put(self) -> None:
        """Put the recording in its place. Raises OSError."""
        self.beside.rename(self.place)

    def drop(self) -> None:
        """Keep nothing of it."""
        shutil.rmtree(self.beside, ignore_errors=True)

    def shown(self) -> str:
        """Give what is in it as text: each exchange in a line, and what its pages say."""
        lines = [f"{one.request.method} {one.request.url} → {one.response.status}" for one in read_har(self.beside)]
        for path in sorted(self.beside.rglob("*.html")):
            lines += ["", f"{path.relative_to(self.beside)}:", *_words(path)]
        return "\n".join(lines[:_MOST_LINES])


def require_free(place: Path) -> None:
    """Raise BadSettings where something stands at the place already."""
    if place.exists():
        raise BadSettings(f"There is something at {place} already.", why="setting", next_move="Name another folder.")


def recorded(run: RecordedRun, place: Path) -> Recorded:
    """Go through the form as `submit` or `rehearse` does, and record it beside `place`.

    Raises BadSettings where the run showed nothing that could be recorded; its report says why.
    """
    recorder = Recorder(Redactor({}), datetime.now(UTC))
    run.recorder, run.watch = recorder, recorder.listening
    report = run.finish()
    if report.outcome in _NOTHING_SEEN:
        raise BadSettings(f"Nothing was recorded. {report.message}", why=report.why, next_move=report.next)
    recorder.redactor, recorder.site = Redactor(_values(run)), run.facts.secrets.site
    recorder.personal = run.facts.secrets.personal
    about = _about(run, report)
    beside = place.absolute().with_name(f".{place.name}.recording")
    shutil.rmtree(beside, ignore_errors=True)
    recorder.write(beside, about)
    findings = scan(beside, secrets=run.facts.secrets)
    return Recorded(report, about, tuple(findings), tuple(recorder.lost), beside, place.absolute())


def _values(run: Run) -> Mapping[str, str]:
    """What names the person, each value once: their answers, parts of their name, account and address."""
    answers = run.plan.answers
    told = {name: value for name, value in answers.given().items() if name not in {"country", "request"}}
    told |= {"account": name_of(run.facts.account) or "", "code": answers.code or ""}
    told["address"] = (run.facts.visit.email if run.facts.visit else None) or ""
    told |= {f"name{number}": part for number, part in enumerate(re.findall(r"\w{3,}", told.get("name", "")))}
    by_value = {value: name for name, value in reversed(told.items()) if len(value) >= _SHORTEST}
    return {name: value for value, name in by_value.items()}


def _about(run: Run, report: Report) -> FixtureAbout:
    visit, plan = run.facts.visit, run.plan
    generation = visit.generation.id if visit and visit.generation else "unknown"
    # What went to another machine, or to nobody knows whom, is no recording of Meta's page.
    is_metas = report.verified is True
    return FixtureAbout(
        kind="recorded" if is_metas else "reconstructed",
        source="a visit to Meta's own site" if is_metas else "a visit to a site that was not shown to be Meta's",
        date=datetime.now(UTC).date().isoformat(),
        form=plan.form.id,
        generation=generation,
        lang=(visit.screen.lexicon.page_tag if visit else None) or "und",
        story=str(report.outcome),
        route=plan.route,
        address=(visit.address if visit else None) or plan.addresses[0],
        ends=str(report.outcome),
        request=plan.request,
    )


def _words(path: Path) -> list[str]:
    page = BeautifulSoup(path.read_text(encoding="utf-8", errors="replace"), "html.parser")
    for silent in page(["script", "style", "template"]):
        silent.decompose()
    return [f"  {line}" for line in dict.fromkeys(" ".join(text.split()) for text in page.stripped_strings) if line]
