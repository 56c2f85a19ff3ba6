"""The recorder as a command: `replica` by itself, `live` with a person."""

import argparse
import sys
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urlsplit

from meta_objection.forms import known_forms
from meta_objection.hosts import is_meta_address
from meta_objection.logs import set_up
from meta_objection.outcome import Outcome
from meta_objection.replay import FixtureAbout
from meta_objection.settings import Browsing, Route
from tests.recorder import live
from tests.recorder.from_replica import record_all
from tests.recorder.wanted import WANTED

FIXTURES = Path(__file__).parents[2] / "fixtures"
PATIENCE = 60  # seconds; a person takes longer than a program


def parse(argv: list[str]) -> argparse.Namespace:
    """Two verbs, each with its own flags."""
    parser = argparse.ArgumentParser(prog="record", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    replica = verbs.add_parser("replica", help="record the replica's stories")
    replica.add_argument("--only", default="*", help="names of fixtures, such as 2025-*; all unless told otherwise")
    site = verbs.add_parser("live", help="record a person at a window on Meta's own site")
    site.add_argument("--form", choices=known_forms(), required=True)
    site.add_argument("--generation", required=True, help="the form's version, such as 2025")
    site.add_argument("--lang", required=True, help="the language of the page, such as en")
    site.add_argument("--story", default="", help="what is special about it, if anything")
    site.add_argument("--url", required=True, help="the form's address")
    site.add_argument("--ends", choices=[*Outcome], default=Outcome.SUBMITTED, help="what it is a recording of")
    site.add_argument("--headless", action="store_true", help="without a window, for trying the recorder")
    site.add_argument("--browser-arg", action="append", default=[], help="passed on to the browser; may be repeated")
    site.add_argument("--ignore-https-errors", action="store_true")
    for verb in (replica, site):
        verb.add_argument("--into", type=Path, default=FIXTURES, help="the folder that holds all fixtures")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Do what the verb says and give the exit code."""
    arguments = parse(argv)
    set_up("error", "console")
    return _replica(arguments) if arguments.verb == "replica" else _live(arguments)


def _replica(arguments: argparse.Namespace) -> int:
    wanted = [one for one in WANTED if fnmatch(one.folder.partition("/")[2], arguments.only)]
    for folder in record_all(wanted, arguments.into):
        sys.stdout.write(f"recorded {folder}\n")
    return 0 if wanted else 2


def _live(arguments: argparse.Namespace) -> int:
    if not is_meta_address(arguments.url):
        live.say("--url: it is not an https address on one of Meta's own hosts.")
        return 2
    settings = Browsing.model_construct(
        headed=not arguments.headless,
        browser_args=tuple(arguments.browser_arg),
        ignore_https_errors=arguments.ignore_https_errors,
        timeout=PATIENCE,
    )
    folder = "-".join(filter(None, (arguments.generation, arguments.lang, arguments.story)))
    clean = live.record(_about(arguments), live.ask_secrets(), settings, arguments.into / arguments.form / folder)
    return 0 if clean else 1


def _about(arguments: argparse.Namespace) -> FixtureAbout:
    return FixtureAbout(
        kind="recorded",
        source=urlsplit(arguments.url).hostname or "",
        date=datetime.now(UTC).date().isoformat(),
        form=arguments.form,
        generation=arguments.generation,
        lang=arguments.lang,
        story=arguments.story or "success",
        route=Route.DIRECT,
        address=arguments.url,
        ends=arguments.ends,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
