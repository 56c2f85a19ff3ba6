() => {
  // All that a person can see on the page, a line each, with where it stands: `main`, `frame` (the bars around every
  // page) or `others` (posts, quotations, what is struck out: words that are not Meta's own to this person).
  const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'META-OBJECTION-PANEL']);
  // The only article of a page is its own text, as on the pages for phones; of several, and beside other text, each is
  // somebody's post.
  const articles = [...document.querySelectorAll('article, [role="article"]')];
  const isOwn = article => {
    const around = article.closest('main, [role="main"]');
    return !around || around.innerText.trim() === article.innerText.trim();
  };
  const POSTS = articles.length === 1 && isOwn(articles[0]) ? '' : '[role="article"], article, ';
  const OTHERS = POSTS + '[role="feed"], blockquote, q, pre, code, del, s, strike';
  const FRAME = 'nav, footer, [role="navigation"], [role="contentinfo"], [role="banner"], [role="menu"], [role="menubar"]';
  const WRITTEN = '[contenteditable=""], [contenteditable="true"], [role="textbox"], [role="combobox"], [role="listbox"]';
  const FAINT = 24;  // of 255: what is nearer to its background is read by nobody
  const lines = [];
  let line = '', place = 'main';
  const end = () => {
    const text = line.replace(/\s+/g, ' ').trim();
    if (text) lines.push([text, place]);
    line = '';
  };
  const colour = said => /^rgba?\(/.test(said) ? numbers(said.replaceAll('/', ' ')) : null;
  const isSolid = rgb => rgb && (rgb[3] ?? 1) > 0.5;
  // Where a picture or a gradient lies behind, or a colour is said in another way, nobody can tell from here.
  const isLegible = element => {
    const style = getComputedStyle(element), ink = colour(style.webkitTextFillColor);
    if (!ink || style.backgroundClip.includes('text') || style.textShadow !== 'none') return true;
    if ((ink[3] ?? 1) < 0.1) return false;
    for (let at = element; at; at = above(at)) {
      const behind = getComputedStyle(at), paper = colour(behind.backgroundColor);
      if (behind.backgroundImage !== 'none' || !paper) return true;
      if (isSolid(paper)) return paper.slice(0, 3).some((shade, place) => Math.abs(shade - ink[place]) >= FAINT);
    }
    const paper = getComputedStyle(document.documentElement).colorScheme.includes('dark') ? null : 255;
    return paper === null || ink.slice(0, 3).some(shade => paper - shade >= FAINT);
  };
  const legible = new Map();
  const isRead = element => {
    if (!legible.has(element)) legible.set(element, isLegible(element));
    return legible.get(element);
  };
  const boxed = element => {
    let at = element;
    while (at && getComputedStyle(at).display === 'contents') at = above(at);
    return at ?? element;
  };
  const isShown = text => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const around = boxed(text.parentElement ?? text.getRootNode().host);
    return isRead(around)
      && [...range.getClientRects()].some(box => box.width > 1 && box.height > 1 && isReached(around, box));
  };
  const isHidden = element => {
    if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true})) {
      return getComputedStyle(element).display !== 'contents';
    }
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    return style.overflow !== 'visible' && style.display !== 'inline' && (box.width <= 1 || box.height <= 1);
  };
  // Words that a style sheet paints before or behind an element's own; signs, icons and counters say nothing.
  const paint = (element, side, where) => {
    const style = getComputedStyle(element, side);
    const parts = style.content.replace(/\b(?:url|counters?|image-set|linear-gradient)\([^)]*\)/g, '').matchAll(/"((?:[^"\\]|\\.)*)"|attr\(([\w-]+)\)/g);
    const text = [...parts].map(([, said, name]) => said ?? element.getAttribute(name) ?? '').join('');
    if (!/\p{L}/u.test(text) || style.display === 'none' || style.visibility === 'hidden') return;
    if (!isRead(element) || !isReached(boxed(element))) return;
    if (where !== place) { end(); place = where; }
    const apart = !style.display.startsWith('inline');
    if (apart) end();
    line += text;
    if (apart) end();
  };
  const tell = (node, where) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim() && !isShown(node)) return;
      if (where !== place) { end(); place = where; }
      line += node.data;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(node.nodeName) || node.matches(WRITTEN)) return;
    if (node.nodeName === 'BR') return end();
    if (isHidden(node)) return;
    if (node.matches(OTHERS)) where = 'others';
    else if (where === 'main' && node.matches(FRAME) && !node.closest('[role="dialog"], [role="alertdialog"], main')) {
      where = 'frame';
    }
    const apart = !getComputedStyle(node).display.startsWith('inline') || node.matches('button, [role="button"]');
    const crossed = getComputedStyle(node).textDecorationLine.includes('line-through');
    if (crossed) where = 'others';
    if (apart) end();
    const inside = node.nodeName === 'SLOT' ? node.assignedNodes({flatten: true}) : (node.shadowRoot ?? node).childNodes;
    paint(node, '::before', where);
    for (const child of inside) tell(child, where);
    paint(node, '::after', where);
    if (apart) end();
  };
  if (document.body) tell(document.body, 'main');
  end();
  return lines;
}
