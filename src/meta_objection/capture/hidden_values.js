() => {
  // Whatever a page carries that nobody sees: values of hidden boxes, of data attributes, of meta elements.
  const found = {hidden: [], text: []};
  const look = root => {
    for (const one of root.querySelectorAll("*")) {
      if (one.matches("input[type=hidden], input[type=password]")) found.hidden.push(one.value);
      for (const {name, value} of one.attributes) if (/^data-|^content$|^nonce$/.test(name)) found.text.push(`"${name}":"${value}"`);
      if (one.nonce) found.hidden.push(one.nonce);
      if (one.shadowRoot) look(one.shadowRoot);
    }
  };
  look(document);
  return found;
}
