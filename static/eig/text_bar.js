"use strict";

// The bar of buttons above each text, and its first button: a picture of the library, put in or changed at the cursor.
(() => {
  const template = document.getElementById("eig-text-bar");
  const TEXTS = "textarea[data-markdown]";
  const PICTURE =
    /!\[((?:\\[^]|[^\\[\]])*)\]\(image:([a-z0-9][a-z0-9._-]*)(?:\s+(?:"((?:\\[^]|[^"\\])*)"|'((?:\\[^]|[^'\\])*)'))?\s*\)/g;
  const ENTITY = String.raw`&(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]*;)`;
  const SIGNS = new RegExp(String.raw`[\\\x60*_~<>|[\]]|${ENTITY}`, "g");
  const QUOTES = new RegExp(String.raw`[\\"|]|${ENTITY}`, "g");
  const WRITTEN = /\\([!-/:-@[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);/g;
  if (!template) {
    return;
  }

  // One line: a break would end the paragraph. No-break spaces are the writer's own.
  const line = (words) => words.replace(/[\u0000-\u0020\u007f-\u009f]+/g, " ").replace(/^ | $/g, "");

  function written(picture) {
    const caption = line(picture.caption).replace(QUOTES, "\\$&");
    return `![${line(picture.alt).replace(SIGNS, "\\$&")}](image:${picture.key}${caption && ` "${caption}"`})`;
  }

  const decoder = document.createElement("textarea");
  function read(words) {
    return words.replace(WRITTEN, (sign, escaped) => {
      if (escaped) {
        return escaped;
      }
      decoder.innerHTML = sign; // the parser knows the names; a textarea holds nothing but text
      return decoder.value;
    });
  }

  function pictureAtCursor(text) {
    for (const found of text.value.matchAll(PICTURE)) {
      const end = found.index + found[0].length;
      const [from, to] = [text.selectionStart, text.selectionEnd];
      // At either edge the cursor is beside it: what is put in there comes before or after.
      if (found.index <= from && to <= end && from < end && to > found.index) {
        const [, alt, key, caption] = found;
        return { start: found.index, end, key, alt: read(alt), caption: read(caption ?? found[4] ?? "") };
      }
    }
    return null;
  }

  // On a line of its own, a picture is a paragraph; in the midst of one, the site shows it after it.
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
    if (!document.execCommand("insertText", false, whole)) {
      text.setRangeText(whole, start, end, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const after = start + head.length + words.length;
    text.setSelectionRange(after, after);
  }

  const bars = (text) => text.closest(".eig-field__input")?.querySelector(".eig-bar");

  function prepare(root) {
    root.querySelectorAll(TEXTS).forEach((text) => {
      if (!bars(text)) {
        text.before(template.content.cloneNode(true));
      }
    });
  }

  function follow(event) {
    if (event.target.matches?.(TEXTS)) {
      const button = bars(event.target)?.querySelector("[data-bar=image]");
      if (button) {
        button.textContent = pictureAtCursor(event.target) ? button.dataset.change : button.dataset.insert;
      }
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-bar=image]");
    if (!button) {
      return;
    }
    const text = button.closest(".eig-field__input").querySelector(TEXTS);
    const there = pictureAtCursor(text);
    const cursor = text.selectionEnd;
    const words = there ? { use_alt: there.alt, use_caption: there.caption } : {};
    const choice = await window.eigChooseImage({ use: "text", language: text.lang, key: there?.key ?? "", words });
    if (!choice) {
      return;
    }
    if (there) {
      put(text, there.start, there.end, "", written(choice), "");
    } else {
      put(text, cursor, cursor, ...spaced(text, cursor, cursor, written(choice)));
    }
  });

  prepare(document);
  document.addEventListener("formset:added", (event) => prepare(event.target));
  ["focusin", "keyup", "click", "input"].forEach((name) => document.addEventListener(name, follow));
  // For the tests, which compare them with how the site reads a text.
  window.eigPictureMarkdown = { written, pictureAtCursor };
})();
