"""Whether a person can see a control: what nobody sees is no question, no button and no answer of Meta's."""

from playwright.sync_api import Locator

IS_SEEN = """
  const above = element => element.parentElement ?? element.getRootNode().host ?? null;
  const numbers = text => [...text.matchAll(/-?[0-9.]+/g)].map(found => parseFloat(found[0]));
  const faded = style => style.opacity * Math.min(1, ...[...style.filter.matchAll(/opacity\\(([0-9.]+)(%?)\\)/g)]
    .map(([, share, percent]) => percent ? share / 100 : share));
  const cutAway = style => {
    const [top, right, bottom, left] = style.clip === 'auto' ? [0, 9, 9, 0] : numbers(style.clip);
    if (right - left < 2 || bottom - top < 2) return true;
    if (/^(circle|ellipse)\\(0/.test(style.clipPath)) return true;
    if (!style.clipPath.startsWith('inset(') || !style.clipPath.includes('%')) return false;
    const [n, e = n, s = n, w = e] = numbers(style.clipPath.split(' round')[0]);
    return n + s >= 100 || e + w >= 100;
  };
  const TYPED = 'input:not([type=radio], [type=checkbox], [type=file], [type=submit], [type=button]), textarea, select,'
    + ' [contenteditable="true"], [role="textbox"]';
  const meet = (a, b) => ({left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom)});
  const isNothing = box => box.right - box.left < 3 || box.bottom - box.top < 3;
  const whole = () => {
    const root = document.scrollingElement ?? document.documentElement;
    const left = (getComputedStyle(root).direction === 'rtl' ? root.clientWidth - root.scrollWidth : 0) - scrollX;
    const height = Math.max(root.scrollHeight, root.clientHeight);
    return {left, right: left + root.scrollWidth, top: -scrollY, bottom: height - scrollY};
  };
  const view = () => ({left: 0, top: 0, right: innerWidth, bottom: innerHeight});
  // What of a box is left for the eye, however far it has to be scrolled for.
  const isReached = (element, its = element.getBoundingClientRect()) => {
    let box = its, style = getComputedStyle(element), visibility = faded(style);
    const isFlat = element.matches(TYPED) && (parseFloat(style.width) < 2 || parseFloat(style.height) < 2);
    if (isNothing(box) || isFlat || cutAway(style)) return false;
    let isLoose = style.position === 'absolute';
    for (let at = element; (at = style.position === 'fixed' ? null : above(at)) && at !== document.body
        && at !== document.documentElement;) {
      const outer = getComputedStyle(at);
      visibility *= faded(outer);
      if (cutAway(outer)) return false;
      if (isLoose && outer.position === 'static' && outer.transform === 'none') continue;
      isLoose = outer.position === 'absolute';
      const frame = at.getBoundingClientRect();
      if (/auto|scroll/.test(outer.overflowX + outer.overflowY)) {
        const start = {left: frame.left - at.scrollLeft, top: frame.top - at.scrollTop};
        if (outer.direction === 'rtl') start.left += at.clientWidth - at.scrollWidth;
        const inside = {...start, right: start.left + at.scrollWidth, bottom: start.top + at.scrollHeight};
        if (isNothing(meet(box, inside)) || isNothing(frame)) return false;
        box = frame;
      } else if (outer.overflowX !== 'visible' || outer.overflowY !== 'visible') {
        box = meet(box, frame);
        if (isNothing(box)) return false;
      }
      style = outer;
    }
    return visibility >= 0.1 && !isNothing(meet(box, style.position === 'fixed' ? view() : whole()));
  };
  const drawn = element => !!element && element.checkVisibility({visibilityProperty: true}) && isReached(element);
  const DRESSED = new Set(['file', 'radio', 'checkbox']);
  // Choices and files are often drawn by their label or row, the control itself being hidden.
  const standIns = (control, row) => [control, row, ...control.labels ?? [],
    control.type === 'file' && above(control) !== control.form ? above(control) : null];
  const isSilenced = (control, form) => {
    const begin = DRESSED.has(control.type) ? above(control) : control;
    for (let at = begin; form && at && at !== form; at = above(at)) {
      if (at.inert || at.getAttribute('aria-hidden') === 'true') return true;
    }
    return false;
  };
  const isOutOfTurn = control => control.getAttribute('tabindex') === '-1' && control.matches(TYPED)
    && !(control.value ?? control.textContent ?? '').trim();
  const isSeen = (control, row) => !isSilenced(control, control.closest('form')) && !isOutOfTurn(control)
    && (DRESSED.has(control.type) ? standIns(control, row).some(drawn) : drawn(control));
"""
"""JavaScript that defines `isSeen(control, row)`; `row` is what the form engine drew around the control, if anything.

Unseen is what is off the page, of no size, transparent, cut away, taken from assistive technology inside its form, or
an empty box that no key reaches. Whatever can be scrolled to is seen.
"""

_SEEN = f"""(candidates, rows) => {{{IS_SEEN}
  const row = candidate => candidate.closest(rows);
  const seen = candidates.filter(candidate => isSeen(candidate, row(candidate)));
  const quoted = text => JSON.stringify(text);
  const traits = candidate => [['name', candidate], ['id', row(candidate)], ['id', candidate]]
    .filter(([trait, bearer]) => bearer?.getAttribute(trait))
    .map(([trait, bearer]) => `[${{trait}}=${{quoted(bearer.getAttribute(trait))}}]`
      + (bearer === candidate ? '' : ' *'));
  const tells = css => candidates.filter(one => one.matches(css)).length === 1;
  const strange = () => candidates.filter(one => one !== seen[0])
    .map(one => traits(one).find(css => !seen[0].matches(css)) ?? ':not(*)');
  const isOne = seen.length === 1 && candidates.length > 1;
  const only = isOne ? [...traits(seen[0]), `:not(${{strange().join(', ')}})`].find(tells) : '';
  return [candidates.length, seen.length, only ?? ''];
}}"""


def seen_among(candidates: Locator, rows: str) -> tuple[int, Locator]:
    """Count the candidates that a person can see; where it is one, give it without the unseen ones.

    What nothing but its place tells from an unseen one counts as two: a place is no name.
    """
    total, seen, only = candidates.evaluate_all(_SEEN, rows)
    if seen != 1 or total == 1:
        return seen, candidates
    return (1, candidates.and_(candidates.page.locator(only))) if only else (2, candidates)


def is_any_seen(candidates: Locator) -> bool:
    """Whether a person can see any of these."""
    count: int = candidates.evaluate_all(_SEEN, ":not(*)")[1]
    return count > 0
