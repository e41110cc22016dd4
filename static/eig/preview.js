"use strict";

// The preview beside the form: what the form holds is sent to a frame, at the width of a phone or of a computer.
(() => {
  const panel = document.getElementById("viewing");
  const button = document.querySelector("button[data-preview]");
  if (!panel || !button) {
    return;
  }
  const frame = panel.querySelector("iframe");
  const display = panel.querySelector(".eig-viewing__window");
  const widths = panel.querySelectorAll("[data-width]");
  button.formTarget = frame.name;
  button.setAttribute("aria-controls", panel.id);
  button.setAttribute("aria-expanded", "false");

  function fit() {
    const width = Number(panel.querySelector("[aria-pressed=true]").dataset.width);
    const scale = Math.min(1, display.clientWidth / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${display.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  }

  function show(open) {
    panel.hidden = !open;
    document.body.classList.toggle("eig-previewing", open);
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      fit();
    }
  }

  function close() {
    show(false);
    button.focus();
  }

  function closeOnEscape(event) {
    if (event.key === "Escape" && !panel.hidden && !document.querySelector(".select2-container--open")) {
      close();
    }
  }

  button.addEventListener("click", () => {
    const first = panel.hidden;
    show(true);
    if (first) {
      panel.querySelector("h2").focus();
    }
  });
  widths.forEach((choice) => choice.addEventListener("click", () => {
    widths.forEach((other) => other.setAttribute("aria-pressed", String(other === choice)));
    panel.classList.toggle("eig-viewing--large", choice.dataset.width > 390);
    fit();
  }));
  panel.querySelector("[data-refresh]").addEventListener("click", () => button.click());
  panel.querySelector("[data-close]").addEventListener("click", close);
  document.addEventListener("keydown", closeOnEscape);
  frame.addEventListener("load", () => frame.contentDocument?.addEventListener("keydown", closeOnEscape));
  window.addEventListener("resize", () => panel.hidden || fit());
})();
