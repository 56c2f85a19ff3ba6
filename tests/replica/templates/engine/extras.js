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
