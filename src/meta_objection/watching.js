// The panel a person watches a headed run by. It lives beside the page's body in a closed shadow root, takes no click
// and no key from the page but the space bar, and not even that while somebody types.
([text, box, somebodyTypes]) => {
  const NAME = 'meta-objection-panel';
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
    const typing = target => target.closest('input, textarea, select, [contenteditable="true"]');
    document.addEventListener('keydown', event => {
      if (event.key !== ' ' || (typing(event.target) && host.hasAttribute('typing'))) return;
      event.preventDefault();
      host.toggleAttribute('paused');
    }, true);
    document.documentElement.append(host);
    return host;
  };
  const host = document.querySelector(NAME) ?? build();
  host.toggleAttribute('typing', somebodyTypes);
  host.show(host.hasAttribute('paused') ? `${text} (paused: press space to go on)` : text, box);
  return host.hasAttribute('paused');
}
