// The engine with what some forms need besides: rows that depend on which choice was made, and files.
"use strict";

(function () {
{% include "engine/rows.js" %}


{% include "engine/typeahead.js" %}


  // --- the rows of each choice, and a choice that is lost -------------------------------------------------------

  function dependentRows() {
    const radios = Array.from(form.querySelectorAll("input[type=radio]"));
    const names = Object.keys(data.rows).filter((name) => !radios.some((radio) => radio.name === name));
    let lost = false;

    function show(shown) {
      names.forEach((name) => rowOf(name).classList.toggle("hidden_elem", !shown.includes(name)));
      const hidden = Object.fromEntries(names.map((name) => [data.rows[name], !shown.includes(name)]));
      form.elements.support_form_hidden_fields.value = JSON.stringify(hidden);
    }

    function lose(event) {
      if (!lost && event.target.type !== "radio") {
        lost = true;
        setTimeout(() => radios.forEach((radio) => (radio.checked = false)), 0);
      }
    }

    show([]);
    radios.forEach((radio) => radio.addEventListener("change", () => show(data.shows[radio.value])));
    form.addEventListener("input", lose);
  }

  // --- files -----------------------------------------------------------------------------------------------------

  function nameFiles(box) {
    const list = box.closest("label").nextElementSibling;
    const named = (file) => Object.assign(document.createElement("li"), { textContent: file.name });
    box.addEventListener("change", () => list.replaceChildren(...Array.from(box.files, named)));
  }

  function filled() {
    const all = new FormData(form);
    const chosen = Array.from(form.querySelectorAll("input[type=file]")).some((box) => box.files.length > 0);
    return chosen ? all : new URLSearchParams(Array.from(all).filter(([, value]) => typeof value === "string"));
  }

{% include "engine/checks.js" %}


  function upload(path, body, done) {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("x-fb-lsd", data.lsd);
    request.setRequestHeader("x-asbd-id", "359341");
    request.addEventListener("loadend", () => done(request));
    request.send(body);
  }

  function send(extra, button) {
    const body = filled();
    const deliver = body instanceof FormData ? upload : post;
    const added = { ...extra, ...asyncParameters(), __user: "0" };
    Object.entries(added).forEach(([name, value]) => body.set(name, value));
    lock(button, true);
    deliver(form.getAttribute("action"), body, (request) => {
      lock(button, false);
      answered(request);
    });
  }

{% include "engine/answers.js" %}


{% include "engine/extras.js" %}


  document.querySelectorAll("[data-typeahead]").forEach(typeahead);
  form.querySelectorAll("input[type=file]").forEach(nameFiles);
{% include "engine/start.js" %}

})();
