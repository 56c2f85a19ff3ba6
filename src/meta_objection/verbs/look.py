"""`plan` and `forms`: what can be said without a browser."""

import sys

from meta_objection.forms import Form, known_forms, load_form
from meta_objection.plan import make_plan
from meta_objection.settings import Objection, Place
from meta_objection.tell import tell_json


def plan(settings: Objection) -> int:
    """Print each step and what would be typed where, the e-mail address masked."""
    made = make_plan(settings.model_copy(update={"yes": True}), press=True)
    if settings.as_json:
        steps = [{"step": step, "does": does} for step, does in made.steps()]
        tell_json({"form": made.form.id, "route": made.route, "mode": made.mode, "steps": steps}, sys.stdout)
        return 0
    width = max(len(step) for step, _ in made.steps())
    sys.stdout.writelines(f"{place}. {step:<{width}}  {does}\n" for place, (step, does) in enumerate(made.steps(), 1))
    return 0


def forms(settings: Place) -> int:
    """Print the catalogue."""
    catalogue = [load_form(form_id) for form_id in known_forms()]
    if settings.as_json:
        tell_json([form.model_dump(mode="json") for form in catalogue], sys.stdout)
        return 0
    sys.stdout.write("\n\n".join(map(_described, catalogue)) + "\n")
    return 0


def _described(form: Form) -> str:
    lines = [
        f"{form.id} — “{form.title}”",
        f"  where    {form.where}",
        f"  account  {form.service}, {form.account}",
    ]
    for known in form.generations:
        asks = ", ".join(name + (" (optional)" if name in known.optional else "") for name in known.asks)
        languages = ", ".join(f"{tag} {how}" for tag, how in known.languages.items())
        lines += [f"  {known.id}     asks {asks}", f"           fixtures: {languages}", f"           {known.address}"]
    return "\n".join(lines)
