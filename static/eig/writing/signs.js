"use strict";

// Signs of Markdown put in and taken out: bold, italic, headings, lists, quotations; lists that go on with Enter.
(() => {
  const { MARKER, TEXTS, apart, lines, put } = window.eigText;
  const LETTER = /[\p{L}\p{N}'’-]/u;
  const LINES = {
    h2: { is: /^\s{0,3}##\s+/, off: /^\s{0,3}#{1,6}\s+/, sign: () => "## " },
    h3: { is: /^\s{0,3}###\s+/, off: /^\s{0,3}#{1,6}\s+/, sign: () => "### " },
    list: { is: /^\s*[-*+]\s+/, off: /^\s*(?:[-*+]|\d+[.)])\s+/, sign: () => "- " },
    numbers: { is: /^\s*\d+[.)]\s+/, off: /^\s*(?:[-*+]|\d+[.)])\s+/, sign: (rank) => `${rank}. ` },
    quote: { is: /^\s*>\s?/, off: /^\s*>\s?/, sign: () => "> " },
  };
  const WIDTH = { bold: 2, italic: 1 };

  // How many stars end or begin a text: *, ** and *** are italic, bold, and both.
  const before = (words) => words.match(/\**$/)[0].length;
  const after = (words) => words.match(/^\**/)[0].length;
  const holds = (stars, width) => (width === 2 ? stars >= 2 : stars === 1 || stars >= 3);

  function toggle(text, kind) {
    const width = WIDTH[kind];
    const stars = "*".repeat(width);
    const { value } = text;
    let [from, to] = [text.selectionStart, text.selectionEnd];
    if (from === to) {
      while (from > 0 && LETTER.test(value[from - 1])) {
        from -= 1;
      }
      while (to < value.length && LETTER.test(value[to])) {
        to += 1;
      }
    }
    while (to > from && /\s/.test(value[to - 1])) {
      to -= 1;
    }
    while (from < to && /\s/.test(value[from])) {
      from += 1;
    }
    if (holds(Math.min(before(value.slice(0, from)), after(value.slice(to))), width)) {
      put(text, from - width, to + width, "", value.slice(from, to), "");
      text.setSelectionRange(from - width, to - width);
      return;
    }
    if (from === to) {
      put(text, from, to, stars, "", stars);
      return;
    }
    const parts = value.slice(from, to).split("\n").map((line) => {
      const marker = from === to ? "" : line.match(MARKER)[0];
      const words = line.slice(marker.length).trimEnd();
      return { marker, words, rest: line.slice(marker.length + words.length) };
    });
    const said = parts.filter((part) => part.words);
    const isOn = said.every(({ words }) => words.length > 2 * width && holds(Math.min(after(words), before(words)), width));
    const turned = parts.map(({ marker, words, rest }) => {
      const inner = isOn ? words.slice(width, -width || undefined) : stars + words + stars;
      return marker + (words ? inner : "") + rest;
    }).join("\n");
    put(text, from, to, "", turned, "");
    text.setSelectionRange(from, from + turned.length);
  }

  function toggleLines(text, kind) {
    const { is, off, sign } = LINES[kind];
    const { value } = text;
    const { start, end } = lines(text);
    const old = value.slice(start, end).split("\n");
    const said = old.filter((line) => line.trim());
    const isOn = said.length > 0 && said.every((line) => is.test(line) && (kind !== "h2" || !/^\s*###/.test(line)));
    let rank = 0;
    const made = old.map((line) => {
      if (!line.trim() && said.length) {
        return line;
      }
      rank += 1;
      return isOn ? line.replace(is, "") : sign(rank) + line.replace(off, "");
    });
    const words = made.join("\n");
    // What comes after would else be read as part of it.
    const follows = value.slice(end + 1).split("\n", 1)[0];
    const tail = !isOn && !kind.startsWith("h") && follows.trim() && !off.test(follows) ? "\n" : "";
    const wasAt = text.selectionStart === text.selectionEnd ? end - text.selectionEnd : null;
    put(text, start, end, "", words, tail);
    if (wasAt === null) {
      text.setSelectionRange(start, start + words.length);
    } else {
      const at = Math.max(start, start + words.length - wasAt);
      text.setSelectionRange(at, at);
    }
  }

  // A table with its title above, which is chosen: whatever is typed takes its place.
  function table(text, title, words) {
    const cell = (number) => words.replace("#", number);
    const rows = [`: ${title}`, "", `| ${cell(1)} | ${cell(2)} |`, "| --- | --- |", "|  |  |", "|  |  |"].join("\n");
    const at = lines(text).end;
    const [head, , tail] = apart(text, at, at, rows);
    put(text, at, at, head, rows, tail);
    const first = at + head.length + 2;
    text.setSelectionRange(first, first + title.length);
  }

  function goOn(event) {
    const text = event.target;
    const at = text.selectionStart;
    if (at !== text.selectionEnd || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    const start = text.value.lastIndexOf("\n", at - 1) + 1;
    const [end] = [text.value.indexOf("\n", at)].map((found) => (found < 0 ? text.value.length : found));
    const found = text.value.slice(start, end).match(/^(\s*)(?:([-*+])|(\d+)([.)])|(>))(\s+)(.*)$/);
    if (!found || at < start + found[0].length - found[7].length) {
      return;
    }
    event.preventDefault();
    const [, indent, bullet, number, dot, quote, gap, words] = found;
    if (!words.trim()) {
      put(text, start, end, "", "", ""); // an empty line of a list ends it
      return;
    }
    put(text, at, at, "", `\n${indent}${bullet ?? quote ?? `${Number(number) + 1}${dot}`}${gap}`, "");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.(TEXTS)) {
      goOn(event);
    }
  });

  window.eigText.act = (text, action, button) => {
    if (action in WIDTH) {
      toggle(text, action);
    } else if (action in LINES) {
      toggleLines(text, action);
    } else if (action === "table") {
      table(text, button.dataset.title, button.dataset.words);
    } else {
      return false;
    }
    return true;
  };
})();
