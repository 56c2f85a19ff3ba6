"""`check`: what of the form in front is known, before anybody fills it in."""

import sys
from typing import Annotated, TextIO

from meta_objection.browser.launch import find_browser, require_display
from meta_objection.cli.parameters import FLAT
from meta_objection.console.output import harmless
from meta_objection.console.signals import Signals
from meta_objection.console.steps import lines_for, tell_json
from meta_objection.drift.form import FormSeen, check_form
from meta_objection.logs import set_up
from meta_objection.private_files import make_folder
from meta_objection.settings import Target


def check(*, settings: Annotated[Target | None, FLAT] = None) -> int:
    """Open the form, say what is known of it and what is not, and give the exit code."""
    settings = settings or Target()
    set_up(settings.log_level, settings.log_format)
    find_browser(settings.browser)
    require_display(headed=settings.headed)
    make_folder(settings.home)
    told = sys.stderr if settings.as_json else sys.stdout
    with Signals() as signals:
        seen = check_form(settings, lines_for(told), signals)
    if settings.as_json:
        tell_json(seen, sys.stdout)
    tell_seen(seen, told)
    return seen.exit_code


def tell_seen(seen: FormSeen, stream: TextIO) -> None:
    """Write what was seen for a person, on one screen."""
    where = ", ".join(filter(None, [seen.form, seen.generation, seen.language or "a language without words"]))
    lines = [f"{where}: {seen.address}"] if seen.address else []
    wide = max((len(one.name) for one in seen.questions), default=0)
    lines += [
        f"  {one.name:<{wide}}  {'required' if one.required else 'optional'}  by its {one.found_by}: {one.text}"
        for one in seen.questions
    ]
    lines += [f"  not known: {text}" for text in seen.unknown]
    lines += [f"  more than one control could be it: {name}" for name in seen.undecided]
    if seen.compared_with:
        lines.append(f"Beside the fixture {seen.compared_with}:")
        lines += [f"  {difference}" for difference in seen.differences] or ["  no difference"]
    lines += [f"{seen.outcome}: {seen.message}", f"Next: {seen.next}"]
    stream.write("".join(f"{harmless(line)}\n" for line in lines))
