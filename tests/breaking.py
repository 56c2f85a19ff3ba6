"""A run of the program that is broken, killed or stopped at a chosen moment: the real command, changed from within."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.command import PATIENCE, Desk, Ended, end, finish

KIM = ["--email", "kim@example.org", "--reason", "My own words.", "--yes", "--json"]
PREAMBLE = """
import os, signal, sys
from pathlib import Path
from meta_objection.cli.app import main
from meta_objection.flow.hearing import Hearing
from meta_objection.flow.prepare import Preparation
from meta_objection.ending.progress import Progress
from meta_objection.receipts import Draft
from meta_objection import run
from meta_objection.run import Run

def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def after(kind, name, act, when=lambda *_given: True):
    real = getattr(kind, name)
    def changed(self, *given, **named):
        result = real(self, *given, **named)
        if when(*given):
            act(self)
        return result
    setattr(kind, name, changed)

def before(kind, name, act):
    real = getattr(kind, name)
    def changed(self, *given, **named):
        act(self)
        return real(self, *given, **named)
    setattr(kind, name, changed)

def once(act):
    done = []
    def acting(given):
        if not done:
            done.append(True)
            act(given)
    return acting

def parent_of(number):
    try:
        return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0

def is_ours(number):
    while number > 1 and number != os.getpid():
        number = parent_of(number)
    return number == os.getpid()

def is_renderer(number):
    try:
        return number != os.getpid() and b"--type=renderer" in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return False

def renderers():
    numbers = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [number for number in numbers if is_renderer(number) and is_ours(number)]

def crash(_given):
    found = renderers()
    assert found
    for number in found:
        os.kill(number, signal.SIGKILL)

def make_busy(hearing_or_preparation):
    of = hearing_or_preparation
    screen = of._screen if hasattr(of, "_screen") else of._visit.screen
    screen.page.evaluate("() => { setTimeout(() => { for (;;) {} }, 0) }")
    Path("busy").touch()

def fill_disk(_given):
    # What stands in its way is room for the smallest of files: a disk that is full to the last byte.
    home = Path(sys.argv[sys.argv.index("--home") + 1])
    size = 1 << 20
    with open(home / "of-others", "wb", buffering=0) as filler:
        while size:
            try:
                filler.write(bytes(size))
            except OSError:
                size //= 2

def fill_every_disk(_given):
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

def stop(_given=None):
    # From outside, as a person or a system does: to this process, or to all of them as Ctrl-C at a terminal does.
    import time
    Path("asked-at").write_text(str(time.time()))
    Path("asked-at").rename("asked")
    if HOW == signal.SIGINT:
        os.killpg(os.getpgid(0), HOW)
    else:
        os.kill(os.getpid(), HOW)

HOW = signal.SIGTERM

def at_step(wanted, act):
    from meta_objection.flow.ledger import Pulse
    real = Pulse.begun
    def begun(self, step):
        real(self, step)
        if step == wanted:
            act(self)
    Pulse.begun = begun

{change}
sys.exit(main(sys.argv[1:]))
"""


def scripted(change: str, *words: str) -> list[str]:
    """The command of a program that was changed so."""
    return [sys.executable, "-c", PREAMBLE.replace("{change}", change), *words]


def started(desk: Desk, change: str, *words: str, **streams: int) -> subprocess.Popen[str]:
    """A replayed objection in a program that was changed to break."""
    desk.work.mkdir(parents=True, exist_ok=True)
    command = ["submit", "--replay", "facebook/2025-en", "--home", str(desk.home), *KIM, *words]
    return subprocess.Popen(
        scripted(change, *command),
        cwd=desk.work,
        env=desk.whole_environment(),
        stdin=subprocess.DEVNULL,
        stdout=streams.get("stdout", subprocess.PIPE),
        stderr=streams.get("stderr", subprocess.PIPE),
        encoding="utf-8",
        start_new_session=True,
        umask=0,
    )


def broken(desk: Desk, change: str, *words: str) -> Ended:
    return finish(started(desk, change, *words))


def listed(desk: Desk) -> list[dict[str, Any]]:
    said = desk.run("receipts", "list", "--json", "--home", str(desk.home))
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def holds(desk: Desk) -> bool:
    return desk.run("receipts", "verify", "--home", str(desk.home)).code == 0


def wait_for(sign: Path, running: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not sign.exists():
        if running.poll() is not None or time.monotonic() > deadline:
            end(running)
            pytest.fail("the run never came there")
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.1)


def on_small_disk(home: Path, size: str, *words: str) -> list[str]:
    """A command that runs with a disk of its own mounted at `home`; skips the test where nobody may mount one."""
    home.mkdir()
    mount = f"mount -t tmpfs -o size={size} tmpfs '{home}' && exec \"$@\""
    alone = [shutil.which("unshare") or "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]
    try:
        subprocess.run([*alone, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody mount a small disk")
    return [*alone, *words]
