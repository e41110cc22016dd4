"use strict";

// The button beside an address copies it; where the browser has no clipboard to offer, it selects the address.
(() => {
  document.querySelectorAll(".eig-copy").forEach((box) => {
    const field = box.querySelector("input");
    const button = box.querySelector("[data-copy]");
    const said = box.querySelector("[role=status]");
    button.hidden = false;

    function copyTheOldWay() {
      field.focus();
      field.select();
      let done = false;
      try {
        done = document.execCommand("copy");
      } catch {
        done = false;
      }
      said.textContent = done ? said.dataset.done : said.dataset.byHand;
    }

    button.addEventListener("click", async () => {
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(field.value);
        said.textContent = said.dataset.done;
      } catch {
        copyTheOldWay(); // no clipboard without HTTPS, or not allowed
      }
    });
    field.addEventListener("focus", () => field.select());
  });
})();
