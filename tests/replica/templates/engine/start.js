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
