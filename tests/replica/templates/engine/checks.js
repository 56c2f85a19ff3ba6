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
