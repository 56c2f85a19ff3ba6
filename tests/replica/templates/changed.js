// The engine of the changed forms: what must be answered is marked in the page, and a file makes the form multipart.
"use strict";

(function () {
{% include "engine/rows.js" %}


{% include "engine/checks.js" %}


  // --- controls that are none of HTML's own keep their answer in a hidden one -----------------------------------------

  function homeMade() {
    form.querySelectorAll("[data-radios]").forEach((group) => {
      const own = form.elements[group.dataset.radios];
      const radios = Array.from(group.querySelectorAll("[role=radio]"));
      const choose = (radio) => {
        radios.forEach((one) => one.setAttribute("aria-checked", String(one === radio)));
        own.value = radio.dataset.value;
      };
      radios.forEach((radio) => radio.addEventListener("click", () => choose(radio)));
    });
    form.querySelectorAll("[data-list]").forEach((box) => {
      const list = document.getElementById(box.getAttribute("aria-controls"));
      const open = (yes) => {
        list.classList.toggle("hidden_elem", !yes);
        box.setAttribute("aria-expanded", String(yes));
      };
      box.addEventListener("click", () => open(list.classList.contains("hidden_elem")));
      list.querySelectorAll("[role=option]").forEach((option) =>
        option.addEventListener("click", () => {
          box.textContent = option.textContent;
          form.elements[box.dataset.list].value = option.dataset.value;
          open(false);
        }),
      );
    });
    form.querySelectorAll("[contenteditable]").forEach((box) =>
      box.addEventListener("input", () => (form.elements[box.dataset.box].value = box.innerText)),
    );
    form.querySelectorAll("[data-opens]").forEach((opener) =>
      opener.addEventListener("click", (event) => {
        event.preventDefault();
        document.getElementById(opener.dataset.opens).classList.remove("hidden_elem");
        opener.dataset.open = "yes";
      }),
    );
  }

  function lacking() {
    const filled = new FormData(form);
    const isEmpty = (value) => value === null || (typeof value === "string" ? value.trim() === "" : value.size === 0);
    return (form.dataset.needs || "").split(" ").filter((name) => name && isEmpty(filled.get(name)));
  }

  function deliver(body, done) {
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("x-fb-lsd", data.lsd);
    request.setRequestHeader("x-asbd-id", "359341");
    request.addEventListener("loadend", () => done(request));
    request.send(body);
  }

  function send(button) {
    const all = new FormData(form);
    const body = form.querySelector("input[type=file]") ? all : new URLSearchParams(all);
    Object.entries(asyncParameters()).forEach(([name, value]) => body.set(name, value));
    button.disabled = true;
    deliver(body, (request) => {
      button.disabled = false;
      answered(request);
    });
  }

{% include "engine/answers.js" %}


{% include "engine/extras.js" %}


  function submitted(event) {
    event.preventDefault();
    const names = lacking();
    document.getElementById("lacking").textContent = names.length > 0 ? data.texts.required : "";
    document.getElementById("lacking").classList.toggle("hidden_elem", names.length === 0);
    if (names.length === 0) {
      send(event.currentTarget);
    }
  }

  form.dataset.needs = document.getElementById("needs").dataset.needs;
  homeMade();
  form.addEventListener("submit", submitted);
  form.querySelectorAll("[data-sends]").forEach((button) => button.addEventListener("click", submitted));
})();
