"use strict";

// The panel of publication: what replaces an item is only asked for that reason, and looked for as one types.
(() => {
  const reason = document.getElementById("id_reason");
  const box = document.querySelector("[data-replacements]");
  if (!box || !reason) {
    return;
  }
  const field = box.querySelector("input");
  const list = box.querySelector("datalist");
  field.setAttribute("list", list.id);

  function ask() {
    box.hidden = reason.value !== "replaced";
  }
  reason.addEventListener("change", ask);
  ask();

  const WAIT = 250;
  let timer = 0;
  let last = "";
  async function look() {
    const words = field.value.trim();
    if (words === last || words.length < 2 || words.startsWith("/")) {
      return;
    }
    last = words;
    const answer = await fetch(`${box.dataset.replacements}?q=${encodeURIComponent(words)}`, {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || field.value.trim() !== words) {
      return;
    }
    const { found } = await answer.json();
    list.replaceChildren(...found.map(({ address, words: title, kind }) => {
      const option = document.createElement("option");
      option.value = address;
      option.label = `${title} – ${kind}`;
      return option;
    }));
  }
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}), WAIT);
  });
})();
