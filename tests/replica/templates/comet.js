// Meta's newer pages: the account's menu, groups that are empty until opened, and the notice.
"use strict";

(function () {
  const SOON = 60;
  const REDRAWN = 150;

  function pressable(element, act) {
    element.addEventListener("click", act);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        act();
      }
    });
  }

  // --- the account's menu -------------------------------------------------------------------------------------

  function accountMenu(button) {
    const place = document.getElementById("menus");
    let shown = "";

    function draw() {
      const template = document.getElementById("menu_" + shown);
      place.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
      place.querySelectorAll("[data-opens]").forEach((item) => pressable(item, () => open(item.dataset.opens)));
    }

    function open(name) {
      shown = name;
      setTimeout(draw, SOON);
    }

    pressable(button, () => {
      const opening = shown === "";
      button.setAttribute("aria-expanded", String(opening));
      open(opening ? "account" : "");
      if (opening) {
        setTimeout(draw, REDRAWN);
      }
    });
  }

  // --- groups that are empty until opened ----------------------------------------------------------------------

  function region(button, template) {
    const content = document.createElement("div");
    content.setAttribute("role", "region");
    content.setAttribute("aria-labelledby", button.id);
    content.append(template.content.cloneNode(true));
    return content;
  }

  function group(template) {
    const button = template.previousElementSibling;
    let content = null;

    pressable(button, () => {
      const opening = content === null;
      button.setAttribute("aria-expanded", String(opening));
      if (opening) {
        const made = region(button, template);
        content = made;
        setTimeout(() => content === made && template.after(made), SOON);
      } else {
        content.remove();
        content = null;
      }
    });
  }

  // --- the notice ----------------------------------------------------------------------------------------------

  function seen(button) {
    pressable(button, () => {
      const body = new URLSearchParams({ choice: button.dataset.seen });
      fetch("/privacy/updates/seen", { method: "POST", body }).then(() => location.assign("/"));
    });
  }

  document.querySelectorAll("[data-account]").forEach(accountMenu);
  document.querySelectorAll("[aria-expanded] + template").forEach(group);
  document.querySelectorAll("[data-seen]").forEach(seen);
})();
