"""Whether something lies over the form, so that a person at the page could not touch what the run is about to touch."""

from dataclasses import dataclass

from meta_objection.errors import FormChanged, PersonNeeded, Stop
from meta_objection.flow.obstacles import clear_the_way, wait_for_person
from meta_objection.flow.visit import Visit
from meta_objection.pages.find import ROWS
from meta_objection.pages.seen import IS_SEEN

_HIT = f"""(form, rows) => {{{IS_SEEN}
  const CONTROLS = 'input:not([type=hidden]), select, textarea, button, [role="button"], [role="combobox"],'
    + ' [role="textbox"], [contenteditable="true"]';
  const LIST = '[role="listbox"], [role="option"]';  // a box's own suggestions
  const hitAt = control => {{
    const box = control.getBoundingClientRect();
    const hit = form.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const isOurs = !hit || form.contains(hit) || hit.contains(form) || hit.closest(LIST);
    return isOurs || [...control.labels ?? []].some(label => label.contains(hit)) ? null : hit;
  }};
  const isInView = box => box.top >= 0 && box.bottom <= innerHeight;
  const over = control => {{
    if (isInView(control.getBoundingClientRect()) && !hitAt(control)) return null;
    control.scrollIntoView({{block: 'center', inline: 'nearest', behavior: 'instant'}});
    return hitAt(control);
  }};
  const outermost = hit => {{
    let top = hit;
    while (top.parentElement && !top.parentElement.contains(form)) top = top.parentElement;
    return hit.closest('[role="dialog"], [role="alertdialog"], dialog') ?? top;
  }};
  const HEADING = 'h1, h2, h3, [role="heading"]';
  const title = layer => [layer.getAttribute('aria-label'), layer.querySelector(HEADING)?.innerText,
    layer.id && `#${{layer.id}}`, layer.getAttribute('role'), layer.tagName.toLowerCase()]
    .find(text => text?.trim()).replace(/\\s+/g, ' ').trim().slice(0, 80);
  const seen = [...form.querySelectorAll(CONTROLS)].filter(control => isSeen(control, control.closest(rows)));
  const hit = seen.filter(control => control.type !== 'file').map(over).find(hit => hit);
  if (!hit) return null;
  const layer = outermost(hit);
  return [title(layer), !!layer.querySelector('input[type="password"], input[name="pass"]')];
}}"""


@dataclass(frozen=True)
class Cover:
    """What lies over the form: what it calls itself, and whether it asks for a password."""

    title: str
    asks_to_sign_in: bool

    def stop(self) -> Stop:
        """Give the ending: only the person signs in, and what nobody knows is not pressed through."""
        if self.asks_to_sign_in:
            return PersonNeeded("Meta asks you to sign in first, over the form.", why="sign-in")
        return FormChanged(
            f"Something this version does not know lies over the form: “{self.title}”.",
            why="covered",
            next_move="Run the command again with --headed and close it yourself, or file the objection by hand.",
        )


def what_covers(visit: Visit) -> Cover | None:
    """Give what lies over any control of the form that a person could otherwise touch, `None` where nothing does."""
    found = visit.screen.form.evaluate(_HIT, ROWS)
    return Cover(*found) if found else None


def require_uncovered(visit: Visit) -> None:
    """Wait until nothing lies over the form: what only shows that the page is loading goes by itself.

    Raises FormChanged naming what stays, PersonNeeded where it is for signing in, and what an interruption means. In an
    attended run the person is asked to close it instead.
    """
    if what_covers(visit) is None:
        return
    clear_the_way(visit)
    if visit.screen.wait_until(lambda: what_covers(visit) is None):
        return
    clear_the_way(visit)
    if cover := what_covers(visit):
        _leave_to_person(visit, cover.stop())


def _leave_to_person(visit: Visit, stop: Stop) -> None:
    if not visit.attended:
        raise stop
    wait_for_person(visit, f"{stop.message} See to it in the window.", stop, lambda: what_covers(visit) is None)
