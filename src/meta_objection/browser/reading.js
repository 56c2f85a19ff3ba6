marks => {
  // Which of these marks (CSS) the page has, and all that it says: in the order of the document and, because a name
  // leaves out what is hidden, once more as it is seen. Open shadow roots are part of it, as of Playwright's locators.
  const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'META-OBJECTION-PANEL']);
  const NAMING = ['aria-label', 'alt', 'title', 'placeholder'];
  const PRESSED = new Set(['submit', 'button', 'reset']);
  const said = [];
  const roots = [document];
  const tell = node => {
    if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
    if (SILENT.has(node.nodeName)) return;
    if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of NAMING) if (node.hasAttribute(name)) said.push(node.getAttribute(name));
      if (node.nodeName === 'INPUT' && PRESSED.has(node.type)) said.push(node.value);
    }
    if (node.shadowRoot) roots.push(node.shadowRoot);
    for (const child of node.shadowRoot?.childNodes ?? []) tell(child);
    for (const child of node.childNodes) tell(child);
  };
  if (document.body) tell(document.body);
  const present = marks.filter(mark => roots.some(root => root.querySelector(mark)));
  return [document.documentElement?.lang ?? '', `${said.join('')}\n${document.body?.innerText ?? ''}`, present];
}
