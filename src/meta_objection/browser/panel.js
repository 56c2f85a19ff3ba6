// The panel by which a person follows and leads a headed run. It runs in a world of its own, where no script of the
// page sees its state, and hears nothing but what a person really did.
shown => {
  const NAME = 'meta-objection-panel';
  // The panel is taken off for pictures; what the person said and whether they paused outlives it.
  const state = globalThis.metaObjection ??= {paused: false, typing: false, said: null, asked: null, pointed: null};
  const STYLE = `
    :host { all: initial; }
    section { position: fixed; top: 12px; right: 12px; width: 280px; max-height: calc(100vh - 24px); overflow: auto;
      box-sizing: border-box; z-index: 2147483647; font: 14px/1.4 system-ui, sans-serif; color: #1c2430;
      background: #fff; border: 1px solid #8a94a3; border-radius: 8px; box-shadow: 0 4px 16px rgb(0 0 0 / .25); }
    header { cursor: move; padding: 8px 12px; background: #e8ecf2; border-radius: 8px 8px 0 0; font-weight: 600; }
    header small { display: block; font-weight: 400; }
    ol { list-style: none; margin: 0; padding: 8px 12px 0; } li { padding: 1px 0; }
    li[aria-current] { font-weight: 600; }
    p { margin: 0; padding: 8px 12px; white-space: pre-line; overflow-wrap: anywhere; }
    p.question { background: #fff3d6; font-weight: 600; max-height: 30vh; overflow: auto; } p:empty { display: none; }
    footer { padding: 8px 12px 10px; } footer small { display: block; padding-top: 6px; }
    button { font: inherit; padding: 4px 12px; margin: 0 6px 4px 0; color: inherit; background: #f5f7fa;
      border: 1px solid #5c6776; border-radius: 6px; cursor: pointer; }
    button:focus-visible { outline: 3px solid #1a66d6; outline-offset: 1px; }
    div { position: fixed; box-sizing: border-box; border: 3px solid #c77700; border-radius: 4px; z-index: 2147483646;
      pointer-events: none; }
    [hidden] { display: none !important; }
    @media (prefers-color-scheme: dark) {
      section { color: #eef2f7; background: #1c2430; border-color: #6b7788; } header { background: #2b3646; }
      p.question { background: #4a3a12; } button { background: #2b3646; border-color: #93a0b3; }
    }`;
  const make = (tag, attributes = {}, text = '') => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const build = () => {
    const host = document.createElement(NAME);
    const root = host.attachShadow({mode: 'closed'});
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const section = make('section', {role: 'region', 'aria-label': 'meta-objection', tabindex: '-1'});
    const header = make('header', {}, 'meta-objection');
    const steps = make('ol');
    const note = make('p', {role: 'status', 'aria-live': 'polite'});
    const question = make('p', {class: 'question', role: 'alert'});
    const footer = make('footer');
    header.append(make('small'));
    footer.append(make('span'), make('small'));
    section.append(header, steps, note, question, footer);
    const frame = make('div', {hidden: ''});
    root.append(section, frame);
    drag(section, header);
    host.parts = {section, header, steps, note, question, footer, frame};
    host.toggleAttribute('paused', state.paused);
    document.documentElement.append(host);
    return host;
  };
  const drag = (section, header) => {
    header.addEventListener('pointerdown', down => {
      if (!down.isTrusted) return;
      const box = section.getBoundingClientRect();
      const move = event => Object.assign(section.style, {
        left: `${event.clientX - down.clientX + box.left}px`, top: `${event.clientY - down.clientY + box.top}px`,
        right: 'auto'});
      header.setPointerCapture(down.pointerId);
      header.addEventListener('pointermove', move);
      header.addEventListener('pointerup', () => header.removeEventListener('pointermove', move), {once: true});
    });
  };
  const says = (key, label) => {
    const button = make('button', {type: 'button'}, label);
    button.addEventListener('click', event => { if (event.isTrusted) say(key); });
    return button;
  };
  const say = key => {
    if (key === 'pause') return pause();
    if (key === 'stop' || state.asked) state.said = key;
  };
  const pause = () => {
    state.paused = !state.paused;
    const host = document.querySelector(NAME);
    host?.toggleAttribute('paused', state.paused);
    host?.tell?.();
  };
  const isTyped = target => target.closest?.('input, textarea, select, button, a, [contenteditable="true"]');
  const hear = event => {
    if (!event.isTrusted || event.key !== ' ' || event.target.localName === NAME) return;
    if (state.typing && isTyped(event.target)) return;
    event.preventDefault();
    pause();
  };
  // While the person shows a control, a click does nothing to the page.
  const CLICKS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'touchstart', 'touchend', 'click', 'auxclick'];
  const point = event => {
    if (!state.pointing || !event.isTrusted || event.target.localName === NAME) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== 'click') return;
    const at = event.composedPath()[0];
    const label = at.closest('label');
    const control = label?.control ?? at.closest(shown.controls) ?? at;
    document.querySelectorAll(`[${state.pointing}]`).forEach(other => other.removeAttribute(state.pointing));
    control.setAttribute(state.pointing, '');
    state.said = 'pointed';
  };
  if (!state.listening) {
    window.addEventListener('keydown', hear, true);
    for (const name of CLICKS) window.addEventListener(name, point, {capture: true, passive: false});
  }
  state.listening = true;
  state.typing = shown.somebodyTypes;
  if (state.asked !== shown.asked) Object.assign(state, {asked: shown.asked, said: null, pointing: shown.pointing});
  const host = document.querySelector(NAME)?.parts ? document.querySelector(NAME) : build();
  const {section, header, steps, note, question, footer, frame} = host.parts;
  host.tell = () => {
    header.querySelector('small').textContent = shown.words.whose;
    steps.replaceChildren(...shown.steps.map(([text, isNow]) => make('li', isNow ? {'aria-current': 'step'} : {}, text)));
    const said = state.paused ? shown.words.paused : shown.note;
    if (note.textContent !== said) note.textContent = said;
    if (question.textContent !== shown.question) question.textContent = shown.question;
    const offered = [...shown.answers, ['pause', state.paused ? shown.words.goOn : shown.words.pause],
      ['stop', shown.words.stop]];
    const labels = offered.map(pair => pair.join(' ')).join('|');
    if (host.offered !== labels) footer.querySelector('span').replaceChildren(...offered.map(pair => says(...pair)));
    host.offered = labels;
    footer.querySelector('small').textContent = shown.words.keys;
    section.lang = shown.lang;
    frame.hidden = !shown.box;
    if (shown.box) Object.assign(frame.style, Object.fromEntries(
      ['left', 'top', 'width', 'height'].map((side, at) => [side, `${shown.box[at]}px`])));
    if (shown.box) makeWay(section, shown.box);
  };
  // The panel stands beside what is touched, not over it.
  const makeWay = (panel, [left, top, width, height]) => {
    const own = panel.getBoundingClientRect();
    const over = own.left < left + width && left < own.right && own.top < top + height && top < own.bottom;
    if (!over) return;
    const leftSide = own.left > innerWidth / 2;
    Object.assign(panel.style, leftSide ? {left: '12px', right: 'auto'} : {right: '12px', left: 'auto'});
  };
  host.tell();
  const said = state.said;
  state.said = null;
  return {paused: state.paused, said};
}
