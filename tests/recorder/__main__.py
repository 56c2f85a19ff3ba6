"""The recorder of the replica as a command."""

import argparse
import sys
from fnmatch import fnmatch
from pathlib import Path

from meta_objection.logs import set_up
from tests.recorder.from_replica import record_all
from tests.recorder.wanted import WANTED

FIXTURES = Path(__file__).parents[2] / "fixtures"


def main(argv: list[str]) -> int:
    """Record what is wanted and give the exit code."""
    parser = argparse.ArgumentParser(prog="record", description="Record the replica's stories as fixtures.")
    parser.add_argument("--only", default="*", help="names of fixtures, such as 2025-*; all unless told otherwise")
    parser.add_argument("--into", type=Path, default=FIXTURES, help="the folder that holds all fixtures")
    arguments = parser.parse_args(argv)
    set_up("error", "console")
    wanted = [one for one in WANTED if fnmatch(one.folder.partition("/")[2], arguments.only)]
    for folder in record_all(wanted, arguments.into):
        sys.stdout.write(f"recorded {folder}\n")
    return 0 if wanted else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
