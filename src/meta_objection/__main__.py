"""The program as a command, and as `python -m meta_objection`."""

from meta_objection.cli.process import stopping


def main() -> int:
    """Run the command line; a signal is heard from here on, while the rest of the program is still being read."""
    stopping.from_now_on()
    from meta_objection.cli.app import main as carried_out  # noqa: PLC0415 - takes a third of a second

    return carried_out()


if __name__ == "__main__":
    raise SystemExit(main())
