"use strict";

// “/” comes to the search field from anywhere but a field; Escape goes back to where one was.
(() => {
  const field = document.querySelector("#header [data-find]");
  const menu = document.querySelector(".eig-drawer");
  let before = null;

  function typing(element) {
    return element.matches("input, textarea, select, [contenteditable], [contenteditable] *");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) {
      return;
    }
    if (document.querySelector("dialog[open]")) {
      return;
    }
    let wanted = field;
    if (menu && menu.checkVisibility()) {
      menu.open = true;
      wanted = menu.querySelector("[data-find]");
    }
    if (wanted) {
      event.preventDefault();
      before = document.activeElement;
      wanted.focus();
      wanted.select();
    }
  });

  document.querySelectorAll("[data-find]").forEach((found) => {
    found.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) {
        event.preventDefault();
        found.value = "";
        found.blur();
        if (before && before !== document.body && before.isConnected) {
          before.focus();
        }
        before = null;
      }
    });
  });
})();
