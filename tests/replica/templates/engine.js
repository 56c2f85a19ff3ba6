// The contact-form engine: typeahead, rows that depend on a choice, sending, and the layers of the answers.
"use strict";

(function () {
  const GUARD = "for (;;);";
  const data = JSON.parse(document.getElementById("engine_data").textContent);
  const layers = document.getElementById("layers");
  const form = document.querySelector("form._5u9h");
  let requests = 0;

  function rowOf(name) {
    return document.getElementById("SupportFormRow." + data.rows[name]);
  }

  function complain(name, text) {
    const box = rowOf(name).querySelector(".error");
    box.textContent = text;
    box.classList.toggle("hidden_elem", text === "");
  }

  // --- the country -------------------------------------------------------------------------------------------

  function typeahead(root) {
    const box = root.querySelector("input.textInput");
    const hidden = root.querySelector("input.hiddenInput");
    const list = root.querySelector("ul");
    let timer = 0;

    function close() {
      clearTimeout(timer);
      list.replaceChildren();
      list.classList.add("hidden_elem");
    }

    function choose(option) {
      box.value = option.textContent;
      hidden.value = option.dataset.iso;
      close();
    }

    function option(country, index) {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === 0));
      item.dataset.iso = country.iso;
      item.textContent = country.text;
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(item));
      return item;
    }

    function suggest() {
      const typed = box.value.trim().toLowerCase();
      const found = data.countries.filter((country) => typed !== "" && country.text.toLowerCase().startsWith(typed));
      list.replaceChildren(...found.map(option));
      list.classList.toggle("hidden_elem", found.length === 0);
    }

    function move(step) {
      const options = Array.from(list.children);
      const at = options.findIndex((item) => item.getAttribute("aria-selected") === "true");
      const next = (at + step + options.length) % options.length;
      options.forEach((item, index) => item.setAttribute("aria-selected", String(index === next)));
    }

    function key(event) {
      if (list.children.length === 0) {
        return;
      }
      if (event.key === "Enter") {
        event.preventDefault();
        choose(list.querySelector("[aria-selected=true]"));
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      }
    }

    box.addEventListener("input", () => {
      hidden.value = "";
      clearTimeout(timer);
      timer = setTimeout(suggest, 120);
    });
    box.addEventListener("keydown", key);
    box.addEventListener("blur", close);
  }

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

  function keepEmail() {
    const box = form.elements.email;
    box.addEventListener("input", () => setTimeout(() => (box.value = box.defaultValue), 0));
  }

  // --- sending -------------------------------------------------------------------------------------------------

  function complaintAbout(name) {
    const value = new FormData(form).get(name);
    const iso = form.elements[name + "_iso2_country_code"];
    if (value === null || value.trim() === "") {
      return data.texts.required;
    }
    return iso && iso.value === "" ? data.texts.country : "";
  }

  function valid() {
    const visible = data.required.filter((name) => !rowOf(name).classList.contains("hidden_elem"));
    const complaints = visible.map((name) => [name, complaintAbout(name)]);
    Object.keys(data.rows).forEach((name) => complain(name, ""));
    complaints.forEach(([name, text]) => complain(name, text));
    if (data.refuse !== "") {
      complain(data.refuse, data.texts.tooShort);
    }
    return data.refuse === "" && complaints.every(([, text]) => text === "");
  }

  function asyncParameters() {
    requests += 1;
    return {
      __user: "100009483726150",
      __a: "1",
      __req: requests.toString(36),
      dpr: String(window.devicePixelRatio),
      __rev: String(data.rev),
      __hsi: String(Date.now()) + "000000",
      __comet_req: "0",
      __pc: "PHASED:DEFAULT",
      __spin_r: String(data.rev),
      __spin_b: "trunk",
      __spin_t: String(Math.floor(Date.now() / 1000)),
    };
  }

  function post(path, body, done) {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("content-type", "application/x-www-form-urlencoded");
    request.setRequestHeader("x-fb-lsd", data.lsd);
    request.setRequestHeader("x-asbd-id", "359341");
    request.addEventListener("loadend", () => done(request));
    request.send(body);
  }

  function lock(button, locked) {
    button.disabled = locked;
    button.classList.toggle("_42fr", locked);
  }

  function send(extra, button) {
    const body = new URLSearchParams(new FormData(form));
    Object.entries({ ...extra, ...asyncParameters() }).forEach(([name, value]) => body.set(name, value));
    lock(button, true);
    post(form.getAttribute("action"), body, (request) => {
      lock(button, false);
      answered(request);
    });
  }

  // --- answers -------------------------------------------------------------------------------------------------

  function answered(request) {
    const asked = new URL(form.getAttribute("action"), location.href).href;
    if (request.responseURL !== "" && request.responseURL !== asked) {
      if (new URL(request.responseURL).host === location.host) {
        location.assign(request.responseURL);
      }
    } else if (request.status === 200 && request.responseText === "") {
      document.body.replaceChildren();
    } else if (request.status === 200) {
      show(JSON.parse(request.responseText.slice(GUARD.length)));
    }
  }

  function show(answer) {
    const payload = answer.payload || {};
    if (answer.redirect) {
      location.assign(answer.redirect);
    } else if (answer.error) {
      openLayer(errorLayer(answer));
    } else if (payload.layer) {
      openLayer(fragment(payload.layer));
    } else if (payload.replace) {
      form.replaceWith(fragment(payload.replace));
    } else if (payload.inline) {
      layers.replaceChildren();
      Object.entries(payload.inline).forEach(([name, text]) => complain(name, text));
    }
  }

  function fragment(markup) {
    const template = document.createElement("template");
    template.innerHTML = markup;
    return template.content;
  }

  function errorLayer(answer) {
    const content = fragment(
      '<div class="_10 uiLayer"><div><div role="dialog" aria-labelledby="error_title">' +
        '<h3 id="error_title"></h3><p></p><div class="uiOverlayFooter">' +
        '<a class="_42ft layerCancel uiOverlayButton" role="button" href="#"></a></div></div></div></div>',
    );
    content.querySelector("h3").textContent = answer.errorSummary;
    content.querySelector("p").textContent = answer.errorDescription;
    content.querySelector("a").textContent = data.texts.close;
    return content;
  }

  function openLayer(content) {
    layers.replaceChildren(content);
    bindLayers();
  }

  function bindLayers() {
    layers.querySelectorAll(".layerConfirm, .layerCancel").forEach((link) =>
      link.addEventListener("click", (event) => {
        event.preventDefault();
        layers.replaceChildren();
      }),
    );
    layers.querySelectorAll("form").forEach((inner) => inner.addEventListener("submit", sendCode));
    bindCookies(layers);
  }

  function sendCode(event) {
    event.preventDefault();
    send(Object.fromEntries(new FormData(event.target)), event.target.querySelector("button"));
  }

  // --- cookies -------------------------------------------------------------------------------------------------

  function bindCookies(root) {
    root.querySelectorAll("[data-choice], [data-cookiebanner]").forEach((button) =>
      button.addEventListener("click", () => {
        const choice = button.dataset.choice || button.dataset.cookiebanner.replace("_button", "");
        post("/cookie/consent/", new URLSearchParams({ [choice]: "true", lsd: data.lsd }), () => undefined);
        button.closest("[data-cookies]").remove();
      }),
    );
  }

  function bindInterstitial() {
    layers.querySelectorAll("[data-answer]").forEach((button) =>
      button.addEventListener("click", () => {
        const body = new URLSearchParams({ answer: button.dataset.answer, lsd: data.lsd });
        post("/interstitial/answer/", body, () => undefined);
        button.closest(".uiLayer").remove();
      }),
    );
  }

  function loseSession() {
    setTimeout(() => location.assign("/login/?next=" + encodeURIComponent(location.href)), 1000);
  }

  function lateLayer() {
    const template = document.getElementById("late_layer");
    if (template) {
      setTimeout(() => openLayer(template.content.cloneNode(true)), 300);
    }
  }

  document.querySelectorAll("[data-typeahead]").forEach(typeahead);
  dependentRows();
  if (data.losesSession) {
    loseSession();
  }
  if (data.keepEmail) {
    keepEmail();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (valid()) {
      send({}, form.querySelector("button[type=submit]"));
    }
  });
  bindLayers();
  bindInterstitial();
  document.querySelectorAll(".fbPageBanner[data-cookies]").forEach(bindCookies);
  lateLayer();
})();
