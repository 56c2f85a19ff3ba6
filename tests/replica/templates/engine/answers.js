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
