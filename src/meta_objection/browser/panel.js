// The panel a person watches a headed run by. It lives beside the page's body in a closed shadow root, takes no click
// and no key from the page but the space bar, and not even that while somebody types.
([text, box, somebodyTypes]) => {
  const NAME = 'meta-objection-panel';
  // The panel is taken off for pictures; whether the person has paused outlives it.
  const state = window[Symbol.for('meta-objection')] ??= {paused: false, typing: false, listening: false};
  const STYLE = `
    p { position: fixed; inset: auto 16px 16px auto; margin: 0; padding: 10px 14px; max-width: 320px; z-index: 2147483647;
        font: 14px/1.4 system-ui, sans-serif; color: #fff; background: rgb(20 30 40 / .9); border-radius: 8px; }
    div { position: fixed; box-sizing: border-box; border: 3px solid #f5a623; border-radius: 4px; z-index: 2147483646; }
    div[hidden] { display: none; }`;
  const build = () => {
    const host = document.createElement(NAME);
    host.style.pointerEvents = 'none';
    const root = host.attachShadow({mode: 'closed'});
    root.innerHTML = `<style>${STYLE}</style><p></p><div hidden></div>`;
    host.show = (words, place) => {
      root.querySelector('p').textContent = words;
      const frame = root.querySelector('div');
      frame.hidden = !place;
      if (place) Object.assign(frame.style, Object.fromEntries(
        ['left', 'top', 'width', 'height'].map((side, at) => [side, `${place[at]}px`])));
    };
    host.toggleAttribute('paused', state.paused);
    document.documentElement.append(host);
    return host;
  };
  const isTyped = target => target.closest('input, textarea, select, [contenteditable="true"]');
  const hear = event => {
    if (event.key !== ' ' || (isTyped(event.target) && state.typing)) return;
    event.preventDefault();
    state.paused = !state.paused;
    document.querySelector(NAME)?.toggleAttribute('paused', state.paused);
  };
  if (!state.listening) document.addEventListener('keydown', hear, true);
  state.listening = true;
  state.typing = somebodyTypes;
  const host = document.querySelector(NAME) ?? build();
  host.show(state.paused ? `${text} (paused: press space to go on)` : text, box);
  return state.paused;
}
