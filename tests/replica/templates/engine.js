// The contact-form engine: typeahead, rows that depend on a choice, sending, and the layers of the answers.
"use strict";

(function () {
{% include "engine/rows.js" %}


{% include "engine/typeahead.js" %}


  // --- rows that depend on a choice, and a choice that is lost --------------------------------------------------

  function dependentRows() {
    const radios = Array.from(form.querySelectorAll("input[type=radio]"));
    const names = Object.keys(data.rows).filter((name) => !radios.some((radio) => radio.name === name));
    let lost = false;

    function show(visible) {
      names.forEach((name) => rowOf(name).classList.toggle("hidden_elem", !visible));
      const hidden = Object.fromEntries(names.map((name) => [data.rows[name], !visible]));
      form.elements.support_form_hidden_fields.value = JSON.stringify(hidden);
    }

    function lose(event) {
      if (!lost && event.target.type !== "radio") {
        lost = true;
        setTimeout(() => radios.forEach((radio) => (radio.checked = false)), 0);
      }
    }

    if (radios.length > 0) {
      show(false);
      radios.forEach((radio) => radio.addEventListener("change", () => show(radio.value === "Yes")));
      form.addEventListener("input", lose);
    }
  }

{% include "engine/checks.js" %}


  function send(extra, button) {
    const body = new URLSearchParams(new FormData(form));
    Object.entries({ ...extra, ...asyncParameters() }).forEach(([name, value]) => body.set(name, value));
    lock(button, true);
    post(form.getAttribute("action"), body, (request) => {
      lock(button, false);
      answered(request);
    });
  }

{% include "engine/answers.js" %}


{% include "engine/extras.js" %}


  document.querySelectorAll("[data-typeahead]").forEach(typeahead);
{% include "engine/start.js" %}

})();
