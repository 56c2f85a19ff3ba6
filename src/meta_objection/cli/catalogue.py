"""`plan`, `forms` and `reasons`: what can be said without a browser."""

import os
import sys
import textwrap
from typing import Annotated, Any

from meta_objection.cli.parameters import FLAT
from meta_objection.console.steps import tell_json
from meta_objection.countries import country_name
from meta_objection.forms import Form, known_forms, load_form
from meta_objection.locales import known_tags
from meta_objection.plan.fixtures import fixtures_of
from meta_objection.plan.parse_answers import alpha_2, bad
from meta_objection.plan.plan import files_note, make_plan
from meta_objection.plan.reasons import hint, language_of, spoken, starting_points
from meta_objection.rights import Offer, load_rights, told_rights
from meta_objection.rights.authorities import authority_named
from meta_objection.settings import Objection, Somewhere, Speaking

_WIDTH = 110
_INDENTED: dict[str, Any] = {"initial_indent": " " * 11, "subsequent_indent": " " * 11}
_NO_COUNTRY = "What the law gives you and how long Meta has to answer: say where you live with --country."


def plan(*, settings: Annotated[Objection | None, FLAT] = None) -> int:
    """Print each step and what would be typed where, the e-mail address masked."""
    settings = settings or Objection()
    made = make_plan(settings.model_copy(update={"yes": True}), press=True)
    if settings.as_json:
        steps = [{"step": step, "does": does} for step, does in made.steps()]
        rights = told_rights(country) if (country := made.answers.country) else None
        settled = {"form": made.form.id, "route": made.route, "mode": made.mode, "steps": steps}
        tell_json(settled | {"notes": list(made.notes), "rights": rights}, sys.stdout)
        return 0
    width = max(len(step) for step, _ in made.steps())
    sys.stdout.writelines(f"{place}. {step:<{width}}  {does}\n" for place, (step, does) in enumerate(made.steps(), 1))
    noted = (*files_note(settings), *made.notes)
    after = (*(textwrap.fill(note, _WIDTH) for note in noted), _rights_of(made.answers.country))
    sys.stdout.writelines(f"\n{said}\n" for said in after)
    return 0


def forms(*, settings: Annotated[Somewhere | None, FLAT] = None) -> int:
    """Print the catalogue; with a country what holds there, and of the catalogue the forms offered there."""
    settings = settings or Somewhere()
    country = alpha_2(settings.country)
    catalogue = [load_form(form_id) for form_id in known_forms()]
    if settings.as_json:
        here = {"rights": told_rights(country)} if country else {}
        tell_json([_as_data(form) | _offered_in(country, form) | here for form in catalogue], sys.stdout)
        return 0
    listed = [_described(form) for form in catalogue if country is None or _offered_in(country, form)["offered"]]
    sys.stdout.write("\n\n".join([*([_rights_of(country)] if country else []), *listed]) + "\n")
    return 0


def reasons(*, settings: Annotated[Speaking | None, FLAT] = None) -> int:
    """Print the starting points in the language wished for, else the environment's, else English."""
    settings = settings or Speaking()
    tag = spoken(settings.locale) if settings.locale else language_of(os.environ)
    if tag is None:
        remedy = f"Choose one of {', '.join(filter(spoken, known_tags()))}"
        raise bad("--locale", f"there are no starting points in {settings.locale}", remedy)
    points = starting_points(tag)
    if settings.as_json:
        tell_json({"locale": tag, "hint": hint(tag), "reasons": points}, sys.stdout)
        return 0
    texts = [f"{kind.replace('_', ' ')}\n  {text}" for kind, text in points.items()]
    sys.stdout.write("\n\n".join([hint(tag), *texts]) + "\n")
    return 0


def _offered_in(country: str | None, form: Form) -> dict[str, str | None]:
    """Give how sure it is that the form is offered there, `None` where nobody says so; nothing without a country."""
    if country is None:
        return {}
    offers = load_rights().right_in(country).offers
    return {"offered": next((offer.sure for offer in offers if offer.form == form.id), None)}


def _rights_of(country: str | None) -> str:
    if country is None:
        return _NO_COUNTRY
    known = load_rights()
    right = known.right_in(country)
    rows = {
        "law": right.law,
        "says": right.says,
        "answer": right.answer,
        "forms": "; ".join(map(_offered, right.offers)),
        "remains": right.remains,
        "authority": authority_named(country),
        "known": f"{right.sure}, as of {known.as_of}. No legal advice",
    }
    lines = [_wrapped(name, text) for name, text in rows.items() if text]
    return "\n".join([f"{country_name(country)} ({country})", *lines])


def _offered(offer: Offer) -> str:
    here = "" if offer.form in known_forms() else ", which this version cannot file yet"
    return f"{offer.form} ({offer.sure}{here})"


def _wrapped(name: str, text: str) -> str:
    return textwrap.fill(f"{text.rstrip('.')}.", _WIDTH, initial_indent=f"  {name:<9}  ", subsequent_indent=" " * 13)


def _described(form: Form) -> str:
    lines = [
        f"{form.id} — “{form.title}”",
        f"  where    {form.where}",
        f"  account  {', '.join(filter(None, (form.service, form.account, form.account_note)))}",
    ]
    for known in form.generations:
        asks = ", ".join(name + (" (optional)" if name in known.optional else "") for name in known.asks)
        fixtures = textwrap.fill(f"fixtures: {told_fixtures(form.id, known.id)}", _WIDTH, **_INDENTED)
        lines += [f"  {known.id}     asks {asks}", fixtures, f"           {known.address}"]
    return "\n".join(lines)


def told_fixtures(form: str, generation: str) -> str:
    """Say in which languages a version's fixtures ship, and how well they are known."""
    known = fixtures_of(form, generation)
    told = {kind: [tag for tag, of in known.items() if of == kind] for kind in sorted(set(known.values()))}
    return "; ".join(f"{kind}: {', '.join(tags)}" for kind, tags in told.items()) or "none"


def _as_data(form: Form) -> dict[str, Any]:
    told = form.model_dump(mode="json")
    for generation in told["generations"]:
        generation["languages"] = fixtures_of(form.id, generation["id"])
    return told
