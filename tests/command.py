"""Runs the real command as a person does: a process of its own, in a folder in which nothing was set up."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from meta_objection.settings import PREFIX
from tests.forked import can_fork, run_forked
from tests.replica import Replica

PATIENCE = 90.0
"""Seconds that one run may take; far more than any needs, so that only a run that hangs is cut off."""

PROGRAM = ("-m", "meta_objection")

KEYS = {
    "outcome",
    "exit_code",
    "sent",
    "why",
    "message",
    "next",
    "form",
    "route",
    "request",
    "mode",
    "verified",
    "heard_by",
    "receipt",
    "evidence",
    "steps",
}
"""What the JSON object of `submit`, `rehearse` and `demo` holds."""


@dataclass(frozen=True)
class Objector:
    """An invented person. What they say holds everything that is easily lost between a shell and a form."""

    email: str | None = "kim+meta@example.org"
    country: str | None = "DE"
    reason: str | None = (
        "I said “no” — and \"never\", it's 100% mine & yours = nobody's; \\n is two signs <b>here</b>.\n"
        "משפט בעברית, and النص العربي too\u200f.\n\n"
        "🙈 👩‍👩‍👧 Zoë\u00a0is in those pictures\tas well."
    )

    def words(self) -> list[str]:
        """The flags that say so; what is `None` is left unsaid."""
        given = {"--email": self.email, "--country": self.country, "--reason": self.reason}
        return [word for flag, value in given.items() if value is not None for word in (flag, value)]


@dataclass(frozen=True)
class Ended:
    """A run that ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON object, which must be all that standard output holds."""
        assert self.out.count("\n") == 1, self.err
        report: dict[str, Any] = json.loads(self.out)
        return report

    @property
    def receipt(self) -> Path:
        """The folder of the receipt that the report names."""
        return Path(self.report["receipt"])


@dataclass(frozen=True)
class Desk:
    """Where a person works: a working folder, a home for the receipts, and no settings but those a test gives."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """Where receipts and journal are kept."""
        return self.folder / "home"

    @property
    def work(self) -> Path:
        """The folder the command is run in."""
        return self.folder / "work"

    @property
    def config(self) -> Path:
        """Where the person's own configuration file is looked for, on Linux."""
        return self.folder / "config" / "meta-objection" / "config.toml"

    def start(
        self, *words: str, stdin: int = subprocess.DEVNULL, program: Sequence[str] = PROGRAM, **streams: int
    ) -> subprocess.Popen[str]:
        """Start the command in a session of its own, under the most careless umask."""
        self.work.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            [sys.executable, *program, *words],
            cwd=self.work,
            env=self.whole_environment(),
            stdin=stdin,
            stdout=streams.get("stdout", subprocess.PIPE),
            stderr=streams.get("stderr", subprocess.PIPE),
            encoding="utf-8",
            start_new_session=True,
            umask=0,
        )

    def run(self, *words: str, stdin: str | None = None) -> Ended:
        """Run the command to its end; without `stdin` nobody is there to be asked."""
        if can_fork():
            self.work.mkdir(parents=True, exist_ok=True)
            code = run_forked(list(words), self.work, self.whole_environment(), stdin, PATIENCE)
            out, err = ((self.folder / name).read_text(encoding="utf-8") for name in ("out", "err"))
            return Ended(code, out, err)
        started = self.start(*words, stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE)
        return finish(started, stdin)

    def whole_environment(self) -> dict[str, str]:
        """The environment of the command: this one, without any setting but those a test gives."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        own = {"XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_DATA_HOME": str(self.folder / "data")}
        return clean | own | self.environment

    def object_to(self, replica: Replica, *words: str, who: Objector | None = None) -> Ended:
        """File an objection without being asked, with the JSON object on standard output."""
        return self.run(*objection(self, replica, *words, who=who))

    def receipts(self) -> list[Path]:
        """Every receipt that was kept, and every draft that was left."""
        return sorted((self.home / "receipts").glob("*"))


def objection(desk: Desk, replica: Replica, *words: str, who: Objector | None = None, timeout: int = 3) -> list[str]:
    """The words of `submit` for this person's objection to the replica."""
    given = [*(who or Objector()).words(), "--home", str(desk.home), "--json", "--yes"]
    return ["submit", *given, "--url", replica.address(), *to_replica(replica, timeout), *words]


def to_replica(replica: Replica, timeout: int = 3) -> list[str]:
    """The flags that lead a browser to the replica; `timeout` is in seconds."""
    arguments = [word for argument in replica.browser_args for word in ("--browser-arg", argument)]
    return ["--ignore-https-errors", "--timeout", str(timeout), *arguments]


def finish(started: subprocess.Popen[str], stdin: str | None = None) -> Ended:
    """Wait for a run's end. One that hangs is ended, and so is whatever it leaves running."""
    try:
        out, err = started.communicate(stdin, timeout=PATIENCE)
    finally:
        end(started)
    return Ended(started.returncode, out, err)


def end(started: subprocess.Popen[str]) -> None:
    """End what is left of a run."""
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait(PATIENCE)
    for stream in (started.stdin, started.stdout, started.stderr):
        if stream:
            stream.close()


def open_to_others(home: Path) -> list[str]:
    """Whatever below a home has another mode than 0700 for folders and 0600 for files."""
    wanted = {True: 0o700, False: 0o600}
    found = ((path, path.lstat()) for path in (home, *home.rglob("*")))
    return [str(path) for path, status in found if stat.S_IMODE(status.st_mode) != wanted[path.is_dir()]]
