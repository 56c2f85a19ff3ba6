"""The replica as a process of its own."""

import argparse
import signal
import sys
from dataclasses import fields
from pathlib import Path

from tests.replica.server import Replica
from tests.replica.stories import CHOICES, Story

STOP = {signal.SIGINT, signal.SIGTERM}


def parse(argv: list[str]) -> argparse.Namespace:
    """One flag for each switch of a story, and where to listen and to write."""
    parser = argparse.ArgumentParser(prog="replica", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path)
    for switch in fields(Story):
        flag, default = "--" + switch.name.replace("_", "-"), switch.default
        if isinstance(default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=default)
        else:
            parser.add_argument(flag, type=type(default), default=default, choices=CHOICES.get(switch.name))
    return parser.parse_args(argv)


def main(argv: list[str]) -> None:
    """Serve until asked to stop."""
    arguments = vars(parse(argv))
    port, log = arguments.pop("port"), arguments.pop("log")
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)
    with Replica(Story(**arguments), port=port, log=log) as replica:
        sys.stdout.write(f"ready https://127.0.0.1:{replica.port}\n")
        sys.stdout.flush()
        signal.sigwait(STOP)


if __name__ == "__main__":
    main(sys.argv[1:])
