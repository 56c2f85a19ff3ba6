() => {
  // What a page shows, without what it does: no script, no address, no frame, no data of its scripts. What stands in
  // its boxes stays. An attribute is kept only where it is known to be about how the page looks or reads.
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
  const looks = /^(?:class|id|style|type|role|for|name|value|title|alt|placeholder|lang|dir|label|aria-[a-z]+|checked|selected|disabled|readonly|required|multiple|open|hidden|contenteditable|tabindex|colspan|rowspan|rows|cols|size|width|height|span|scope|start|viewBox|d|x|y|x1|x2|y1|y2|r|cx|cy|rx|ry|points|transform|fill|stroke|stroke-width|fill-rule|clip-rule|opacity|charset)$/;
  copy.querySelectorAll("*").forEach(one => {
    for (const {name} of [...one.attributes]) if (!looks.test(name)) one.removeAttribute(name);
  });
  const comments = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT), gone = [];
  while (comments.nextNode()) gone.push(comments.currentNode);
  gone.forEach(one => one.remove());
  return copy.outerHTML;
}
