"use strict";

// The preview beside the form: what the form holds is sent to a frame, at the width of a phone or of a computer.
(() => {
  const panel = document.getElementById("viewing");
  const button = document.querySelector("button[data-preview]");
  if (!panel || !button) {
    return;
  }
  let frame = panel.querySelector("iframe");
  const display = panel.querySelector(".eig-viewing__window");
  const expired = panel.querySelector("[data-expired]");
  const saved = document.getElementById("saved"); // what became of it, filled by autosave.js
  const widths = panel.querySelectorAll("[data-width]");
  const form = button.form;
  const PAUSE = 900;
  let timer = 0;
  let asked = false; // a page is on its way
  let stale = false; // something was typed since
  let follows = false; // nobody asked for this page: it follows what is typed
  let arrives = false; // the site was asked first, and knows who is asking
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

  // What is typed is shown once the hands rest, where the reader was; one page at a time.
  function follow() {
    clearTimeout(timer);
    if (panel.hidden) {
      return;
    }
    if (asked) {
      stale = true;
      return;
    }
    timer = setTimeout(() => panel.hidden || ask(true), PAUSE);
  }

  function ask(byItself) {
    follows = byItself;
    form.requestSubmit(button);
    follows = false;
  }

  // A login that expired would fill the frame with a page that refuses to be framed: it is renewed first, in a dialog.
  async function askFirst(byItself) {
    clearTimeout(timer);
    asked = true;
    stale = false;
    arrives = await window.eigWouldArrive(!byItself);
    asked = false;
    expired.hidden = arrives || saved.dataset.state !== "login";
    if (arrives) {
      form.requestSubmit(button);
      arrives = false;
    }
  }

  // Each page comes into a frame of its own, behind the one that is read: nothing flashes, and “back” stays the form's.
  function refresh() {
    clearTimeout(timer);
    asked = true;
    stale = false;
    display.querySelector(".eig-viewing__next")?.remove(); // asked again before it came
    if (frame.dataset.filled) {
      const next = frame.cloneNode();
      delete next.dataset.filled;
      next.tabIndex = -1;
      next.setAttribute("aria-hidden", "true");
      next.classList.add("eig-viewing__next");
      frame.contentWindow.name = frame.name = "";
      frame.after(next);
      watch(next);
    }
  }

  function watch(next) {
    next.addEventListener("load", () => {
      const page = next.contentDocument; // none when the connection was lost: what is shown stays
      if (page?.URL === "about:blank") {
        return; // nothing was asked of it yet
      }
      asked = false;
      if (!page && next !== frame) {
        next.remove();
        frame.name = frame.contentWindow.name = button.formTarget;
        return;
      }
      next.dataset.filled = "1";
      page?.addEventListener("keydown", closeOnEscape);
      if (next !== frame) {
        const height = frame.contentWindow.scrollY;
        const held = document.activeElement === frame;
        next.removeAttribute("aria-hidden");
        next.removeAttribute("tabindex");
        next.classList.remove("eig-viewing__next");
        frame.remove();
        frame = next;
        fit();
        frame.contentWindow.scrollTo(0, height);
        if (held) {
          frame.focus();
        }
      }
      if (stale) {
        follow();
      }
    });
  }

  form.addEventListener("input", follow);
  form.addEventListener("change", follow);
  form.addEventListener("submit", (event) => {
    if (event.submitter !== button || event.defaultPrevented) {
      return;
    }
    if (arrives || !window.eigWouldArrive) {
      refresh();
      return;
    }
    event.preventDefault();
    askFirst(follows);
  });
  watch(frame);

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
  panel.querySelector("[data-again]").addEventListener("click", () => button.click());
  document.addEventListener("eig:logged-in", () => expired.hidden || asked || ask(true));
  panel.querySelector("[data-close]").addEventListener("click", close);
  document.addEventListener("keydown", closeOnEscape);
  window.addEventListener("resize", () => panel.hidden || fit());
})();
