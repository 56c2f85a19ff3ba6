"""The command in a process of its own that is forked from one which has already imported it.

It is the same program with its own process, session, folder and environment; what it does not do again is read some
eight hundred modules, which takes a fifth of a run's time. Several hundred runs make that minutes.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path

IMPORTED = ["meta_objection.cli.app", "meta_objection.cli.objection"]
"""What the process that is forked has read."""


def run_forked(words: list[str], work: Path, environment: Mapping[str, str], given: str | None, seconds: float) -> int:
    """Run the command to its end and give its exit code; its output is in `out` and `err` beside the working folder.

    Raises TimeoutError where it hangs, after it and whatever it started were ended.
    """
    folder = work.parent
    (folder / "in").write_text(given or "", encoding="utf-8")
    started = _forks().Process(target=_command, args=(words, work, dict(environment)))
    started.start()
    started.join(seconds)
    if started.exitcode is None:
        os.killpg(started.pid or 0, signal.SIGKILL)
        raise TimeoutError(f"{' '.join(words)} took longer than {seconds} seconds")
    return started.exitcode


def can_fork() -> bool:
    """Whether this system has it."""
    return "forkserver" in multiprocessing.get_all_start_methods()


@cache
def _forks() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)
    return context


def _command(words: list[str], work: Path, environment: dict[str, str]) -> None:
    os.setsid()
    os.umask(0)
    os.chdir(work)
    os.environ.clear()
    os.environ.update(environment)
    _lead(0, work.parent / "in", os.O_RDONLY)
    _lead(1, work.parent / "out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    _lead(2, work.parent / "err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - a stream for the process's life
        for number, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    sys.argv = ["meta-objection", *words]
    from meta_objection.cli.app import main  # noqa: PLC0415 - this module is read by tests that start no command

    sys.exit(main())


def _lead(number: int, path: Path, flags: int) -> None:
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, number)
    os.close(opened)
