// WhatsApp's form: drawn by its script, which forgets a choice once, some time after something else was filled in.
"use strict";

(function () {
  const GUARD = "for (;;);";
  const REDRAWN = 150;
  const data = JSON.parse(document.getElementById("app_data").textContent);
  const layers = document.getElementById("layers");

  document.querySelector("[data-mount]").append(document.getElementById("app").content.cloneNode(true));
  const form = document.querySelector("form");
  const button = form.querySelector("button");

  function complain(name, text) {
    form.querySelector('[data-row="' + name + '"] [role=alert]').textContent = text;
  }

  // --- the choice that is lost ------------------------------------------------------------------------------------

  function redraw() {
    const old = form.querySelector("[data-redrawn]");
    const drawn = old.cloneNode(true);
    drawn.querySelectorAll("input").forEach((radio) => (radio.checked = false));
    old.replaceWith(drawn);
  }

  function loseChoiceOnce() {
    let lost = false;
    form.addEventListener("input", (event) => {
      if (!lost && event.target.type !== "radio" && form.querySelector(":checked[type=radio]")) {
        lost = true;
        setTimeout(redraw, REDRAWN);
      }
    });
  }

  // --- sending ----------------------------------------------------------------------------------------------------

  function complaintAbout(name, filled) {
    const value = (filled.get(name) || "").trim();
    if (value === "") {
      return data.texts.required;
    }
    if (name === "confirm_email" && value !== filled.get("email").trim()) {
      return data.texts.differs;
    }
    const number = data.split ? /^\d{4,14}$/ : /^\+\d{7,15}$/;
    return name === "phone_number" && !number.test(value.replace(/[\s-]/g, "")) ? data.texts.phone : "";
  }

  function valid(filled) {
    const complaints = data.required.map((name) => [name, complaintAbout(name, filled)]);
    if (data.refuse !== "") {
      complaints.push([data.refuse, data.texts.phone]);
    }
    complaints.forEach(([name, text]) => complain(name, text));
    return complaints.every(([, text]) => text === "");
  }

  function send(filled) {
    const body = new URLSearchParams(filled);
    body.set("__user", "0");
    body.set("__a", "1");
    body.set("__req", "2");
    button.disabled = true;
    fetch(form.getAttribute("action"), { method: "POST", headers: { "x-fb-lsd": data.lsd }, body })
      .then((answer) => answer.text().then((text) => answered(answer, text)))
      .catch(() => undefined)
      .finally(() => (button.disabled = false));
  }

  // --- answers ----------------------------------------------------------------------------------------------------

  function answered(answer, text) {
    if (answer.redirected) {
      location.assign(answer.url);
    } else if (answer.ok && text === "") {
      document.body.replaceChildren();
    } else if (answer.ok) {
      show(JSON.parse(text.slice(GUARD.length)));
    }
  }

  function fragment(markup) {
    const template = document.createElement("template");
    template.innerHTML = markup;
    return template.content;
  }

  function errorLayer(answer) {
    const content = fragment('<div role="dialog" aria-modal="true"><h2></h2><p></p><button type="button" data-close></button></div>');
    content.querySelector("h2").textContent = answer.errorSummary;
    content.querySelector("p").textContent = answer.errorDescription;
    content.querySelector("button").textContent = data.texts.close;
    return content;
  }

  function openLayer(content) {
    layers.replaceChildren(content);
    layers
      .querySelectorAll("[data-close], .layerCancel")
      .forEach((close) => close.addEventListener("click", () => layers.replaceChildren()));
  }

  function show(answer) {
    const payload = answer.payload || {};
    if (answer.redirect) {
      location.assign(answer.redirect);
    } else if (payload.replace) {
      form.replaceWith(fragment(payload.replace));
    } else if (payload.inline) {
      Object.entries(payload.inline).forEach(([name, text]) => complain(name, text));
    } else if (answer.error) {
      openLayer(errorLayer(answer));
    } else if (payload.layer) {
      openLayer(fragment(payload.layer));
    }
  }

  loseChoiceOnce();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const filled = new FormData(form);
    if (valid(filled)) {
      send(filled);
    }
  });
})();
