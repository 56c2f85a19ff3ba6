(region, shown) => {
  // Without `shown`, every text in the region; with it, mark these texts as shown and all others as covered.
  const texts = [], stack = [region];
  while (stack.length) {
    const node = stack.pop();
    if (node.nodeType === Node.TEXT_NODE) { if (node.data.trim()) texts.push(node); }
    else { if (node.shadowRoot) stack.push(node.shadowRoot); stack.push(...node.childNodes); }
  }
  if (!shown) return texts.map(node => node.data);
  const marked = {shown: new Highlight(), covered: new Highlight()};
  for (const node of texts) {
    const range = new Range();
    range.selectNodeContents(node);
    marked[shown.includes(node.data) ? "shown" : "covered"].add(range);
  }
  for (const [name, ranges] of Object.entries(marked)) CSS.highlights.set(`meta-objection-${name}`, ranges);
}
