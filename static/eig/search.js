// The field of the search proposes names while one types: a combobox whose list is made here. Without this it is a form.
(() => {
  const PAUSE = 150; // milliseconds without a key before asking
  const SHORTEST = 2; // letters one asks about

  document.querySelectorAll("input[data-suggest]").forEach((input) => {
    const { suggest, list: label, number, none } = input.dataset;
    const list = document.createElement("ul");
    const said = document.createElement("p");
    list.id = `${input.id}-list`;
    list.className = "eig-search__list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label);
    said.className = "fr-sr-only";
    said.setAttribute("role", "status");
    input.form.append(list, said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    })) {
      input.setAttribute(name, value);
    }

    let waiting, asked, chosen = -1;
    const options = () => [...list.children];

    function close() {
      clearTimeout(waiting);
      asked?.abort();
      list.replaceChildren();
      list.hidden = true;
      said.textContent = "";
      choose(-1);
      input.setAttribute("aria-expanded", "false");
    }

    function choose(number) {
      chosen = number;
      options().forEach((option, place) => option.setAttribute("aria-selected", place === number));
      const option = options()[number];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function show(suggestions) {
      list.replaceChildren(...suggestions.map(({ name, language, kind, address }, place) => {
        const option = document.createElement("li");
        const words = document.createElement("span");
        const under = document.createElement("span");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.address = address;
        words.lang = language;
        words.textContent = name;
        under.className = "eig-search__kind";
        under.textContent = kind;
        option.append(words, " ", under);
        return option;
      }));
      list.hidden = suggestions.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = suggestions.length ? number.replace("{n}", suggestions.length) : none;
      choose(-1);
    }

    async function ask() {
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(`${suggest}?q=${encodeURIComponent(input.value)}`, { signal: asked.signal });
        if (answer.ok) show((await answer.json()).suggestions);
      } catch {
        // Nothing is proposed; the form works all the same.
      }
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      if (input.value.trim().length < SHORTEST) close();
      else waiting = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      const last = options().length - 1;
      const down = event.key === "ArrowDown";
      if (event.isComposing) return;
      if (list.hidden) {
        if (!(down || event.key === "ArrowUp") || input.value.trim().length < SHORTEST) return;
        clearTimeout(waiting);
        ask().then(() => choose(down ? 0 : options().length - 1));
      } else if (down) choose(chosen < last ? chosen + 1 : -1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
      else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].dataset.address);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation(); // Escape closes the list alone, not the menu around it
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.address);
    });
    input.addEventListener("blur", close);
    input.form.addEventListener("submit", close);
  });
})();
