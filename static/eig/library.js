"use strict";

// The grid of images: how many are chosen, all of a page, all of the pages, from one to another with Shift.
(() => {
  const grid = document.querySelector("#library");
  const bar = document.querySelector(".eig-library__actions");
  if (!grid || !bar) {
    return;
  }
  const boxes = [...grid.querySelectorAll("input[type=checkbox]")];
  const all = bar.querySelector("#library-all");
  const across = bar.querySelector("input.select-across");
  const part = (name) => bar.querySelector(`.actions .${name}`);
  let last = null;

  function show() {
    const chosen = boxes.filter((box) => box.checked).length;
    const whole = chosen > 0 && chosen === boxes.length;
    if (!whole) {
      across.value = 0;
    }
    const everywhere = across.value === "1";
    all.checked = whole;
    all.indeterminate = chosen > 0 && !whole;
    part("action-counter").textContent = bar.dataset.chosen.replace("{chosen}", chosen).replace("{all}", boxes.length);
    part("action-counter").classList.toggle("hidden", everywhere);
    part("question")?.classList.toggle("hidden", !whole || everywhere);
    part("all")?.classList.toggle("hidden", !everywhere);
    part("clear")?.classList.toggle("hidden", !everywhere);
  }

  function choose(some, checked) {
    some.forEach((box) => { box.checked = checked; });
    show();
  }

  all.closest("label").hidden = false;
  all.addEventListener("change", () => choose(boxes, all.checked));
  grid.addEventListener("click", (event) => {
    const here = boxes.indexOf(event.target);
    if (here < 0) {
      return;
    }
    if (event.shiftKey && last !== null) {
      choose(boxes.slice(Math.min(here, last), Math.max(here, last) + 1), event.target.checked);
    }
    last = here;
    show();
  });
  part("question")?.addEventListener("click", (event) => {
    event.preventDefault();
    across.value = 1;
    show();
    part("clear").querySelector("a").focus();
  });
  part("clear")?.addEventListener("click", (event) => {
    event.preventDefault();
    choose(boxes, false);
    all.focus();
  });
  window.addEventListener("pageshow", show);
  show();
})();

// Menus close as menus do: by Escape, and by a click elsewhere.
document.querySelectorAll(".eig-menu").forEach((menu) => {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
});

// The rights of many: what is written is meant, so its tick sets itself.
document.querySelectorAll("[data-group]").forEach((group) => {
  const tick = group.querySelector(".eig-group__tick input");
  group.addEventListener("input", (event) => {
    if (event.target !== tick) {
      tick.checked = true;
    }
  });
});

// A link to the field that mends what is missing leads into it.
document.querySelectorAll(".eig-lacks a[href^='#']").forEach((link) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const field = document.getElementById(link.getAttribute("href").slice(1));
    field?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  });
});
