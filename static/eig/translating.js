"use strict";

// Beside each text of a translation: take the original over, ready to adapt, and how the two lengths compare.
(() => {
  const words = document.getElementById("eig-translating");
  if (!words) {
    return;
  }
  const number = new Intl.NumberFormat(document.documentElement.lang || "en");
  const signs = (text) => [...text.trim()].length;

  document.querySelectorAll("[data-source]").forEach((source) => {
    const field = document.getElementById(source.dataset.source);
    if (!field || field.readOnly || field.disabled) {
      return;
    }
    const tools = words.content.firstElementChild.cloneNode(true);
    const length = tools.querySelector("[data-length]");
    const take = tools.querySelector("button");
    const name = document.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "";
    take.querySelector(".visually-hidden").textContent = ` – ${name}`;

    function show() {
      take.hidden = field.value.trim() !== ""; // nobody's words are written over
      length.textContent = length.dataset.words
        .replace("##", number.format(signs(field.value)))
        .replace("#", number.format(signs(source.textContent)));
    }
    take.addEventListener("click", () => {
      field.value = source.textContent;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
      field.setSelectionRange?.(0, 0);
      show();
    });
    field.addEventListener("input", show);
    source.after(tools);
    show();
  });
})();
