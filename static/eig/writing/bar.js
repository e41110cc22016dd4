"use strict";

// The bar of buttons above each text: one stop of the Tab key, arrows inside, and a shortcut for what is used most.
(() => {
  const tools = window.eigText;
  const template = document.getElementById("eig-text-bar");
  const below = document.getElementById("eig-under-text");
  const { TEXTS } = tools;
  // Letters as they are printed on the key; digits by their place, for a French one needs Shift.
  const LETTERS = { b: "bold", i: "italic", k: "link" };
  const SHIFTED = { Digit2: "h2", Digit3: "h3", Digit7: "numbers", Digit8: "list", Digit9: "quote" };
  if (!template) {
    return;
  }

  function prepare(root) {
    root.querySelectorAll(TEXTS).forEach((text) => {
      if (!text.closest(".eig-field__input") || tools.bar(text)) {
        return;
      }
      text.before(template.content.cloneNode(true));
      text.after(below.content.cloneNode(true));
      const bar = tools.bar(text);
      bar.setAttribute("aria-controls", text.id);
      buttons(bar).forEach((button, index) => { button.tabIndex = index ? -1 : 0; });
      text.dispatchEvent(new CustomEvent("eig:text", { bubbles: true }));
    });
  }

  const buttons = (bar) => [...bar.querySelectorAll("[data-bar]")];

  function focus(bar, button) {
    buttons(bar).forEach((other) => { other.tabIndex = other === button ? 0 : -1; });
    button.focus();
  }

  function act(text, action) {
    const button = tools.bar(text)?.querySelector(`[data-bar=${action}]`);
    if (!button || text.readOnly || text.disabled || tools.act(text, action, button)) {
      return;
    }
    ({ image: tools.choosePicture, link: tools.chooseLink, embed: tools.askEmbed })[action](text);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-bar]");
    if (button) {
      focus(button.closest(".eig-bar"), button);
      act(tools.of(button), button.dataset.bar);
    }
  });

  document.addEventListener("keydown", (event) => {
    const bar = event.target.closest?.(".eig-bar");
    if (bar) {
      const all = buttons(bar);
      const at = all.indexOf(event.target.closest("[data-bar]"));
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (next !== undefined && at >= 0) {
        event.preventDefault();
        focus(bar, all[(next + all.length) % all.length]);
      }
      return;
    }
    if (!event.target.matches?.(TEXTS) || event.altKey || event.ctrlKey === event.metaKey || event.isComposing) {
      return;
    }
    const action = event.shiftKey ? SHIFTED[event.code] : LETTERS[event.key.toLowerCase()];
    if (action) {
      event.preventDefault();
      act(event.target, action);
    }
  });

  // What the cursor stands on is changed, not put in anew.
  function follow(event) {
    if (!event.target.matches?.(TEXTS)) {
      return;
    }
    const there = { image: tools.pictureAtCursor, link: tools.linkAtCursor };
    Object.entries(there).forEach(([name, find]) => {
      const button = tools.bar(event.target)?.querySelector(`[data-bar=${name}]`);
      if (button) {
        const words = find(event.target) ? button.dataset.change : button.dataset.insert;
        if (button.textContent !== words) {
          button.textContent = words;
        }
      }
    });
  }

  prepare(document);
  document.addEventListener("formset:added", (event) => prepare(event.target));
  document.addEventListener("selectionchange", () => follow({ target: document.activeElement }));
  ["focusin", "keyup", "click", "input"].forEach((name) => document.addEventListener(name, follow));
})();
