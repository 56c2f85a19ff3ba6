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
