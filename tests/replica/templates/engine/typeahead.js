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
