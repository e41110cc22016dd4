"use strict";

// What Word, LibreOffice, Google Docs and web pages put on the clipboard, as Markdown: headings, lists, links, emphasis,
// tables and footnotes; nothing else. The HTML is parsed apart from the page: it runs and loads nothing.
(() => {
  const tools = window.eigText;
  const BLOCKS = "address,article,aside,blockquote,dd,details,div,dl,dt,fieldset,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,ul";
  const UNSEEN = "script,style,meta,link,title,template,noscript,xml,iframe,object,svg,input,button,select,textarea";
  const NOTE = /#(?:_ftn|_edn|ftnt|sdfootnote|sdendnote)(\d+)(?:sym)?$/;
  const OF_NOTE = /#(?:(?:_ftnref|_ednref|ftnt_ref)(\d+)|(?:sdfootnote|sdendnote)(\d+)anc)$/;
  const LETTER = /[\p{L}\p{N}]/u;

  const style = (node) => (node.getAttribute("data-style") ?? "").toLowerCase();
  let isFormed = false; // whether a link, an emphasis or a note was met

  const setting = (node, name) => style(node).match(new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*([^;]+)`))?.[1].trim() ?? "";
  const isBlock = (node) => node.nodeType === 1 && node.matches(BLOCKS);
  const isHidden = (node) => setting(node, "display") === "none" || setting(node, "mso-hide") === "all";
  const isMarker = (node) => /ignore/.test(setting(node, "mso-list"));

  // Words with their form: runs of text, merged where neighbours look the same, as Word cuts sentences into pieces.

  function runs(node, look, found) {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) {
        found.push({ ...look, words: child.data.replace(/[ \t\r\n\f]+/g, " ") });
      } else if (child.nodeType === 1) {
        element(child, look, found);
      }
    }
    return found;
  }

  function element(node, look, found) {
    const name = node.localName;
    if (node.matches(UNSEEN) || isHidden(node) || isMarker(node)) {
      return;
    }
    if (name === "br") {
      found.push({ ...look, words: "\n" });
      return;
    }
    if (name === "img" || name === "picture" || name === "v:imagedata") {
      found.images = (found.images ?? 0) + 1;
      return;
    }
    if (isBlock(node) && found.length && !/[\s]$/.test(found.at(-1).words)) {
      found.push({ ...look, words: " ", href: "" });
    }
    const inner = { ...look, ...marks(node, look) };
    if (name === "a") {
      const href = node.getAttribute("href") ?? "";
      if (NOTE.test(href) || OF_NOTE.test(href)) {
        const isHere = OF_NOTE.test(href);
        const number = isHere ? href.match(OF_NOTE).slice(1).find(Boolean) : href.match(NOTE)[1];
        found.push({ words: "", raw: isHere ? `[^${number}]: ` : `[^${number}]` });
        return;
      }
      inner.href = target(href) || look.href;
    }
    runs(node, inner, found);
  }

  function marks(node, look) {
    const weight = setting(node, "font-weight");
    const slant = setting(node, "font-style");
    const bold = node.matches("b, strong") || weight === "bold" || Number(weight) >= 600;
    const italic = node.matches("i, em, cite") || slant === "italic" || slant === "oblique";
    return {
      // Google Docs wraps all it copies in <b style="font-weight:normal">.
      bold: /^(normal|[1-5]00)$/.test(weight) ? false : bold || look.bold,
      italic: slant === "normal" ? false : italic || look.italic,
    };
  }

  function target(href) {
    let url = null;
    try {
      url = new URL(href);
    } catch {
      return "";
    }
    // Google leads every link of a document through itself.
    if (/^(www\.)?google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url" && url.searchParams.get("q")) {
      return target(url.searchParams.get("q"));
    }
    return /^(https?|mailto|tel):$/.test(url.protocol) ? url.href.replace(/[\s<>()\\]/g, (sign) => encodeURI(sign) === sign ? `%${sign.charCodeAt(0).toString(16)}` : encodeURI(sign)) : "";
  }

  function merged(found) {
    const kept = [];
    for (const run of found) {
      const last = kept.at(-1);
      const isBlank = !run.raw && !run.words.trim() && !run.words.includes("\n");
      if (last && !last.raw && !run.raw && (isBlank || (last.bold === run.bold && last.italic === run.italic && last.href === run.href))) {
        last.words += run.words;
      } else if (run.raw || run.words) {
        kept.push({ ...run });
      }
    }
    return kept;
  }

  function escaped(words) {
    return words
      .replace(/[\\`*<]/g, "\\$&")
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
      .replace(/\[(?=\^)|\](?=[(:[])/g, "\\$&")
      .replace(/~~/g, "\\~~")
      .replace(/&(?=#?\w+;)/g, "\\&");
  }

  // At the beginning of a line, what would make it a heading, a list or a quotation.
  const plainLine = (line) => line.replace(/^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|>|={3,}|-{3,})/, "$1\\$2").replace(/^(\s*\d+)([.)])(?=\s)/, "$1\\$2");

  // The words with stars around them, spaces outside; as they are where no reader of Markdown would see an emphasis.
  function starred(run, before, after) {
    const stars = (run.bold ? "**" : "") + (run.italic ? "*" : "");
    const [, head, words, tail] = run.words.match(/^([\s\u00a0]*)([^]*?)([\s\u00a0]*)$/);
    const inner = escaped(words);
    if (!stars || !words) {
      return head + inner + tail;
    }
    const opens = LETTER.test(words[0]) || head || !LETTER.test(before);
    const closes = LETTER.test(words.at(-1)) || tail || !LETTER.test(after);
    const isOneLine = !words.includes("\n\n");
    isFormed = true;
    return opens && closes && isOneLine ? head + stars + inner + stars + tail : head + inner + tail;
  }

  function written(found, { isHeading = false, oneLine = false } = {}) {
    const all = merged(isHeading ? found.map((run) => ({ ...run, bold: false, italic: false })) : found);
    let line = "";
    for (let index = 0; index < all.length;) {
      const run = all[index];
      if (run.raw) {
        line += run.raw;
        index += 1;
        continue;
      }
      let last = index;
      while (run.href && all[last + 1]?.href === run.href) {
        last += 1;
      }
      const group = all.slice(index, last + 1);
      const text = group.map((one, at) => starred(
        one,
        group[at - 1]?.words.at(-1) ?? (run.href ? "" : all[index - 1]?.words.at(-1)) ?? "",
        group[at + 1]?.words[0] ?? (run.href ? "" : all[last + 1]?.words[0]) ?? "",
      )).join("");
      line += run.href && text.trim() ? linked(text, run.href) : text;
      index = last + 1;
    }
    line = line.replace(/[ \u00a0]*\n[ \u00a0]*/g, "\n").replace(/ {2,}/g, " ").replace(/^[\s\u00a0]+|[\s\u00a0]+$/g, "");
    return oneLine ? line.replace(/\n+/g, " ") : line.replace(/\n{2,}/g, "\n\n").replace(/(?<!\n)\n(?!\n)/g, "\\\n");
  }

  function linked(text, href) {
    isFormed = true;
    const [, head, words, tail] = text.match(/^([\s\u00a0]*)([^]*?)([\s\u00a0]*)$/);
    return `${head}[${words.replace(/\n+/g, " ").replace(/[[\]]/g, (sign, at, whole) => (whole[at - 1] === "\\" ? sign : `\\${sign}`))}](${href})${tail}`;
  }

  // Blocks: { kind: "text", "heading" or "table", words, level } and, of lists, { kind: "item", words, level, ordered }.

  function blocks(node, found, look) {
    let loose = [];
    const flush = () => {
      found.images += loose.images ?? 0;
      const words = written(loose);
      if (words) {
        found.push({ kind: "text", words: words.split("\n").map(plainLine).join("\n") });
      }
      loose = [];
    };
    for (const child of node.childNodes) {
      if (child.nodeType === 1 && (isBlock(child) || child.querySelector(BLOCKS)) && !child.matches(UNSEEN)) {
        if (!isHidden(child)) {
          flush();
          block(child, found, { ...look, ...marks(child, look) });
        }
      } else if (child.nodeType === 3 || child.nodeType === 1) {
        const holder = { childNodes: [child] };
        runs(holder, look, loose);
      }
    }
    flush();
    return found;
  }

  function block(node, found, look) {
    const name = node.localName;
    const level = headingLevel(node);
    if (name === "table") {
      table(node, found, look);
    } else if (level) {
      const inner = runs(node, {}, []);
      found.images += inner.images ?? 0;
      const words = written(inner, { isHeading: true, oneLine: true });
      if (words) {
        found.push({ kind: "heading", level, words });
      }
    } else if (name === "ul" || name === "ol") {
      list(node, found, 1, look);
    } else if (wordLevel(node)) {
      wordItem(node, found, look);
    } else if (name !== "hr") {
      blocks(node, found, look);
    }
  }

  function headingLevel(node) {
    const named = node.localName.match(/^h([1-6])$/)?.[1] ?? setting(node, "mso-outline-level").match(/^([1-6])$/)?.[1];
    return Number(named ?? (/\b(MsoTitle|Title)\b/.test(node.className) && node.localName === "p" ? 1 : 0));
  }

  // Word writes lists as paragraphs: “mso-list: l0 level2 lfo1”, the bullet or number in a piece of its own.
  function wordLevel(node) {
    return node.localName === "p" ? Number(setting(node, "mso-list").match(/level(\d)/)?.[1] ?? 0) : 0;
  }

  function wordItem(node, found, look) {
    const sign = [...node.querySelectorAll("[data-style]")].find(isMarker)?.textContent.trim() ?? "";
    const inner = runs(node, look, []);
    found.images += inner.images ?? 0;
    const words = written(inner);
    if (words) {
      found.push({ kind: "item", words, level: wordLevel(node), ordered: /^\(?[\da-z]{1,4}[.)]/i.test(sign) && !/^o$/.test(sign) });
    }
  }

  function list(node, found, level, look) {
    for (const child of node.children) {
      if (child.matches("ul, ol")) {
        list(child, found, level + 1, look);
      } else if (child.localName === "li" && !isHidden(child)) {
        item(child, found, level, node.localName === "ol", look);
      }
    }
  }

  function item(node, found, level, ordered, look) {
    const own = node.ownerDocument.createElement("div"); // of the parsed page: pictures in it load nothing
    const nested = [];
    for (const child of [...node.childNodes]) {
      if (child.nodeType === 1 && child.matches("ul, ol")) {
        nested.push(child);
      } else {
        own.append(child);
      }
    }
    const inner = runs(own, { ...look, ...marks(node, look) }, []);
    found.images += inner.images ?? 0;
    const words = written(inner);
    if (words) {
      found.push({ kind: "item", words, level, ordered });
    }
    nested.forEach((deeper) => list(deeper, found, level + 1, look));
  }

  function table(node, found, look) {
    const rows = [...node.querySelectorAll("tr")].filter((row) => row.closest("table") === node);
    const grid = rows.map(() => []);
    rows.forEach((row, at) => {
      for (const cell of row.cells) {
        let column = grid[at].findIndex((there) => there === undefined);
        column = column < 0 ? grid[at].length : column;
        const inner = runs(cell, look, []);
        found.images += inner.images ?? 0;
        // A cell over several columns or rows says its words in the first one.
        for (let down = 0; down < Math.min(cell.rowSpan || 1, rows.length - at); down += 1) {
          for (let right = 0; right < Math.min(cell.colSpan || 1, 50); right += 1) {
            while (grid[at + down].length < column + right) {
              grid[at + down].push(undefined);
            }
            grid[at + down][column + right] = down || right ? "" : written(inner, { oneLine: true }).replace(/\|/g, "\\|");
          }
        }
      }
    });
    const width = Math.max(0, ...grid.map((row) => row.length));
    if (width < 2) {
      rows.forEach((row) => [...row.cells].forEach((cell) => blocks(cell, found, look))); // a frame around a text
      return;
    }
    const title = node.caption ? written(runs(node.caption, look, []), { oneLine: true }) : "";
    if (title) {
      found.push({ kind: "text", words: `: ${title}` });
    }
    const lines = grid.map((row) => `| ${Array.from({ length: width }, (_none, at) => row[at] ?? "").join(" | ")} |`);
    lines.splice(1, 0, `|${" --- |".repeat(width)}`);
    found.push({ kind: "table", words: lines.join("\n") });
  }

  // Blocks as Markdown

  function joined(found) {
    const levels = found.filter((one) => one.kind === "heading").map((one) => one.level);
    const shift = Math.min(...levels) === 1 ? 1 : 0; // the page's title is its h1
    const open = [];
    let text = "";
    let last = null;
    let top = null;
    for (const one of found) {
      let words = one.words;
      if (one.kind !== "item") {
        open.length = 0;
      }
      if (one.kind === "heading") {
        words = `${"#".repeat(Math.min(one.level + shift, 6))} ${words}`;
      }
      if (one.kind === "item") {
        words = listed(one, open);
      }
      const isOther = one.level === 1 && one.ordered !== top;
      const isTight = one.kind === "item" && last?.kind === "item" && !isOther;
      top = one.kind === "item" && one.level === 1 ? one.ordered : top;
      text += (last ? (isTight ? "\n" : "\n\n") : "") + words;
      last = one;
    }
    return text;
  }

  function listed(one, open) {
    while (open.length > one.level || (open.length === one.level && open.at(-1).ordered !== one.ordered)) {
      open.pop();
    }
    while (open.length < one.level) {
      open.push({ ordered: one.ordered, rank: 0 });
    }
    open.at(-1).rank += 1;
    const indent = open.slice(0, -1).map((level) => (level.ordered ? "   " : "  ")).join("");
    const sign = one.ordered ? `${open.at(-1).rank}. ` : "- ";
    const rest = indent + " ".repeat(sign.length);
    return indent + sign + one.words.split("\n").map((line, at) => (at ? rest : "") + plainLine(line)).join("\n");
  }

  // What a page would refuse to apply and to run, and note: styles are read, nothing else of it is wanted.
  function tamed(html) {
    return html
      .replace(/<(style|script|xml)\b[^>]*>[^]*?<\/\1\s*>/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style").replace(/\son\w+(?=\s*=)/gi, " data-on"));
  }

  // `{ markdown, images, hasForm, isBlock }`: `hasForm` when it says more than the plain text beside it.
  function markdownFrom(html) {
    const page = new DOMParser().parseFromString(tamed(html), "text/html");
    isFormed = false;
    page.querySelectorAll(UNSEEN).forEach((node) => node.remove());
    const found = Object.assign([], { images: 0 });
    blocks(page.body, found, {});
    const isCode = /^\s*(pre|monospace)/.test(setting(page.body.firstElementChild ?? page.body, "white-space")) || Boolean(page.querySelector("body > pre"));
    const isBlockish = found.length > 1 || (found.length === 1 && found[0].kind !== "text");
    const markdown = joined(found);
    return {
      markdown,
      images: found.images,
      isBlock: isBlockish,
      hasForm: Boolean(markdown) && !isCode && (isBlockish || isFormed || found.images > 0),
    };
  }

  tools.markdownFrom = markdownFrom;
})();
