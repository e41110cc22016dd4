"use strict";

// The panel “Before publishing”: checks what the form holds without saving it, and leads to what is to be mended.
(() => {
  const panel = document.getElementById("gate");
  if (!panel) {
    return;
  }
  const form = panel.closest("form");
  const lines = panel.querySelector(".eig-gate__lines");
  const button = panel.querySelector("[data-check]");

  async function check() {
    button.disabled = true;
    lines.setAttribute("aria-busy", "true");
    const data = new FormData(form);
    [...data].forEach(([name, value]) => value instanceof File && data.delete(name));
    try {
      const response = await fetch(panel.dataset.address, { method: "POST", body: data, credentials: "same-origin" });
      if (!response.ok || response.redirected) {
        throw new Error(String(response.status));
      }
      lines.innerHTML = await response.text();
    } catch {
      const words = document.createElement("p");
      words.className = "eig-gate__blocked";
      words.textContent = panel.dataset.failed;
      lines.replaceChildren(words);
    }
    lines.removeAttribute("aria-busy");
    button.disabled = false;
    button.focus();
  }

  // The input itself, or what stands in its place: a chooser hides the field it fills.
  function place(id) {
    const found = document.getElementById(id);
    if (!found || found.offsetParent !== null) {
      return found;
    }
    return found.closest("[data-image-choice]")?.querySelector("[data-choose]") ?? found;
  }

  function lead(event) {
    const link = event.target.closest("a[href^='#']");
    const target = link && place(link.hash.slice(1));
    if (!target) {
      return;
    }
    event.preventDefault();
    for (let element = target.closest("details"); element; element = element.parentElement.closest("details")) {
      element.open = true;
    }
    if (!target.matches("a, button, input, select, textarea, [tabindex]")) {
      target.tabIndex = -1;
    }
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }

  panel.addEventListener("click", lead);
  if (button) {
    button.hidden = false;
    button.addEventListener("click", check);
  }
  if (panel.hasAttribute("data-blocked")) {
    const title = panel.querySelector("h2");
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: "center" });
  }
})();
