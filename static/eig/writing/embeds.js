"use strict";

// Players of other sites: an address that is known becomes a card, whose title is asked for.
(() => {
  const tools = window.eigText;
  const dialog = document.getElementById("eig-embed");
  if (!dialog) {
    return;
  }
  const players = new RegExp(`^https?://(?:${JSON.parse(dialog.dataset.players).join("|")})`);
  const EMBED = /!\[((?:\\[^]|[^\\[\]])*)\]\(embed:([^\s()]+)\)/g;
  const form = dialog.querySelector("form");
  const { address, title } = form.elements;
  let done = null;

  const whole = (typed) => (/^https?:\/\//.test(tools.wholeAddress(typed)) ? tools.wholeAddress(typed) : "");

  function embedAtCursor(text) {
    for (const found of text.value.matchAll(EMBED)) {
      const end = found.index + found[0].length;
      const [from, to] = [text.selectionStart, text.selectionEnd];
      if (found.index <= from && to <= end && from < end && to > found.index) {
        return { start: found.index, end, title: tools.read(found[1]), address: found[2] };
      }
    }
    return null;
  }

  function complain(name) {
    dialog.querySelectorAll("[data-wrong]").forEach((wrong) => { wrong.hidden = wrong.dataset.wrong !== name; });
    [address, title].forEach((field) => field.toggleAttribute("aria-invalid", field.name === name));
    if (name) {
      form.elements[name].focus();
    }
  }

  function open(language, known) {
    address.value = known.address ?? "";
    title.value = known.title ?? "";
    title.lang = language;
    complain("");
    dialog.showModal();
    (address.value ? title : address).focus();
    return new Promise((resolve) => { done = resolve; });
  }

  function close(choice = null) {
    dialog.close();
    done(choice);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const target = whole(address.value);
    if (!target || !title.value.trim()) {
      complain(target ? "title" : "address");
    } else {
      close({ address: target, title: title.value });
    }
  });
  dialog.querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => close()));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });

  // `pasted` is an address that stands as it is when nobody wants the card.
  async function askEmbed(text, pasted = "") {
    const there = pasted ? null : embedAtCursor(text);
    const [start, end] = there ? [there.start, there.end] : [text.selectionStart, text.selectionEnd];
    const choice = await open(text.lang, there ?? { address: pasted });
    if (choice) {
      const words = `![${tools.escaped(choice.title)}](embed:${choice.address})`;
      const spaced = there ? ["", words, ""] : tools.spaced(text, start, end, words);
      tools.put(text, start, end, ...spaced);
    } else if (pasted) {
      tools.put(text, start, end, "", pasted, "");
    } else {
      text.focus();
    }
  }

  Object.assign(tools, { askEmbed, isPlayer: (target) => players.test(target) });
})();
