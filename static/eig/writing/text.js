"use strict";

// What the tools for texts share: which texts there are, what stands where, and putting words in so that undo takes
// them back. `eigText` is read by the other files of this folder.
window.eigText = (() => {
  const TEXTS = "textarea[data-markdown]";
  const MARKER = /^\s*(?:[-*+]\s+|\d+[.)]\s+|>\s?|#{1,6}\s+)*/;

  // On a line of its own, a picture or a table is a block; in the midst of one, the site shows it after it.
  function spaced(text, start, end, words) {
    const before = text.value.slice(0, start);
    const after = text.value.slice(end);
    const opening = before.slice(before.lastIndexOf("\n") + 1);
    const closing = after.split("\n", 1)[0];
    if (opening.trim() && closing.trim()) {
      return ["", words, ""];
    }
    if ((opening.trim() || closing.trim()) && /^\s*([>|]|[-+*]\s|\d+[.)]\s)/.test(opening + closing)) {
      return ["", words, ""]; // within a list, a quotation or a table, which two line breaks would end
    }
    return apart(text, start, end, words);
  }

  // With an empty line on either side.
  function apart(text, start, end, words) {
    const before = text.value.slice(0, start);
    const after = text.value.slice(end);
    const breaks = (there) => "\n".repeat(Math.max(0, 2 - there[0].length));
    const head = before.trim() ? breaks(before.match(/\n*$/)) : "";
    const tail = after.trim() ? breaks(after.match(/^\n*/)) : "";
    return [head, words, tail];
  }

  function put(text, start, end, head, words, tail) {
    const whole = head + words + tail;
    text.focus();
    text.setSelectionRange(start, end);
    // The one way that the browser's undo takes back.
    const done = whole ? document.execCommand("insertText", false, whole) : start === end || document.execCommand("delete");
    if (!done) {
      text.setRangeText(whole, start, end, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const after = start + head.length + words.length;
    text.setSelectionRange(after, after);
  }

  // The whole lines that the selection touches.
  function lines(text) {
    const { value, selectionStart: from, selectionEnd: to } = text;
    const start = value.lastIndexOf("\n", from - 1) + 1;
    // A selection that ends where a line begins does not touch that line.
    const last = to > from && value[to - 1] === "\n" ? to - 1 : to;
    const end = value.indexOf("\n", last);
    return { start, end: end < 0 ? value.length : end };
  }

  const field = (element) => element.closest(".eig-field__input");

  return {
    TEXTS,
    MARKER,
    spaced,
    apart,
    put,
    lines,
    bar: (text) => field(text)?.querySelector(".eig-bar"),
    under: (text) => field(text)?.querySelector(".eig-under-text"),
    of: (element) => field(element)?.querySelector(TEXTS),
    // Said once under the text, to those who see and to those who listen.
    say: (text, words) => {
      const place = field(text)?.querySelector("[data-said]");
      if (place) {
        place.textContent = words;
      }
    },
  };
})();
