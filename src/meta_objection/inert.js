() => {
  // What a page shows, without what it does: no script, no address, no frame. What stands in its boxes stays.
  const copy = document.documentElement.cloneNode(true);
  const boxes = "input, textarea, select";
  const shown = [...document.querySelectorAll(boxes)];
  [...copy.querySelectorAll(boxes)].forEach((box, place) => {
    const now = shown[place];
    if (box.matches("textarea")) box.textContent = now.value;
    else if (box.matches("select")) [...box.options].forEach((option, n) => option.toggleAttribute("selected", now.options[n].selected));
    else if (box.matches("[type=radio], [type=checkbox]")) box.toggleAttribute("checked", now.checked);
    else if (box.matches("[type=hidden], [type=password]")) box.remove();
    else box.setAttribute("value", now.value);
  });
  copy.querySelectorAll("script, noscript, template, iframe, frame, object, embed, link, base, meta").forEach(one => one.remove());
  copy.querySelectorAll("button, [type=submit], [type=image], [type=reset]").forEach(one => one.setAttribute("type", "button"));
  copy.querySelectorAll("*").forEach(one => {
    for (const {name} of [...one.attributes]) {
      if (/^on|href$|^(src|srcset|action|formaction|ping|background|poster|data|srcdoc|target|autofocus)$/i.test(name)) one.removeAttribute(name);
    }
  });
  return copy.outerHTML;
}
