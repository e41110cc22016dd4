"use strict";

// A picture of the library in a text: put in or changed at the cursor.
(() => {
  const { put, spaced } = window.eigText;
  const PICTURE =
    /!\[((?:\\[^]|[^\\[\]])*)\]\(image:([a-z0-9][a-z0-9._-]*)(?:\s+(?:"((?:\\[^]|[^"\\])*)"|'((?:\\[^]|[^'\\])*)'))?\s*\)/g;
  const ENTITY = String.raw`&(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]*;)`;
  const SIGNS = new RegExp(String.raw`[\\\x60*_~<>|[\]]|${ENTITY}`, "g");
  const QUOTES = new RegExp(String.raw`[\\"|]|${ENTITY}`, "g");
  const WRITTEN = /\\([!-/:-@[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);/g;

  // One line: a break would end the paragraph. No-break spaces are the writer's own.
  const line = (words) => words.replace(/[\u0000-\u0020\u007f-\u009f]+/g, " ").replace(/^ | $/g, "");
  const escaped = (words) => line(words).replace(SIGNS, "\\$&");

  function written(picture) {
    const caption = line(picture.caption).replace(QUOTES, "\\$&");
    return `![${escaped(picture.alt)}](image:${picture.key}${caption && ` "${caption}"`})`;
  }

  const decoder = document.createElement("textarea");
  function read(words) {
    return words.replace(WRITTEN, (sign, freed) => {
      if (freed) {
        return freed;
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

  // With files, the first of them goes to the library, and the dialog asks for its words and its credit.
  async function choose(text, files = null) {
    const there = files ? null : pictureAtCursor(text);
    const cursor = text.selectionEnd;
    const words = there ? { use_alt: there.alt, use_caption: there.caption } : {};
    const choice = await window.eigChooseImage({ use: "text", language: text.lang, key: there?.key ?? "", words, files });
    if (!choice) {
      text.focus();
    } else if (there) {
      put(text, there.start, there.end, "", written(choice), "");
    } else {
      put(text, cursor, cursor, ...spaced(text, cursor, cursor, written(choice)));
    }
  }

  Object.assign(window.eigText, { choosePicture: choose, pictureAtCursor, escaped, read });
  // For the tests, which compare them with how the site reads a text.
  window.eigPictureMarkdown = { written, pictureAtCursor };
})();
