"use strict";

// The dialog in which a link is chosen: an item of the site, which the text refers to by its key, or another address.
(() => {
  const tools = window.eigText;
  const dialog = document.getElementById("eig-links");
  if (!dialog) {
    return;
  }
  const PAUSE = 250;
  const WORDS = String.raw`((?:\\[^]|[^\\[\]])*)`;
  const LINK = new RegExp(String.raw`(?<!!)\[${WORDS}\]\(\s*(<[^<>\n]*>|[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)(\s+"[^"]*")?\s*\)`, "g");
  const form = dialog.querySelector("form");
  const { q: search, kind, words, address } = form.elements;
  const list = dialog.querySelector("[data-targets]");
  const more = dialog.querySelector("[data-next]");
  const alert = dialog.querySelector("[data-alert]");
  const kinds = [...kind.options].map((option) => option.value).filter(Boolean);
  let asked = null;
  let running = null;
  let timer = 0;

  const template = (name) => dialog.querySelector(`[data-words="${name}"]`).content.cloneNode(true);
  const isReference = (target) => kinds.includes(target.split(":", 1)[0]) && /^[a-z_]+:[a-z0-9][a-z0-9._-]*(#.*)?$/.test(target);
  // What would end the address of a link, or open another one.
  const safe = (target) => target.replace(/[\s<>()\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
  const said = (text) => tools.escaped(text).replace(/\\([*_~`|<])/g, "$1");

  function linkAtCursor(text) {
    for (const found of text.value.matchAll(LINK)) {
      const end = found.index + found[0].length;
      const [from, to] = [text.selectionStart, text.selectionEnd];
      if (found.index <= from && to <= end && from < end && to > found.index) {
        return { start: found.index, end, words: found[1], target: found[2].replace(/^<|>$/g, ""), title: found[3] ?? "" };
      }
    }
    return null;
  }

  // An address as editors write it, made whole: "" when it cannot be one.
  function whole(text) {
    const typed = text.trim();
    if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) {
      return `mailto:${typed}`;
    }
    if (/^(mailto:[^\s@]+@\S+|tel:[+\d][\d .()-]*|#[^\s#]+)$/i.test(typed)) {
      return safe(typed.replace(/^tel:.*/i, (number) => number.replace(/[ .()-]/g, "")));
    }
    const named = /^https?:\/\//i.test(typed) ? typed : typed.startsWith("/") ? location.origin + typed : `https://${typed}`;
    try {
      const url = new URL(named);
      const isHost = url.host === location.host || /^([^.\s]+\.)+[^.\s]{2,}$/.test(url.hostname);
      return /\s/.test(typed) || !/^https?:$/.test(url.protocol) || !isHost ? "" : safe(url.href);
    } catch {
      return "";
    }
  }

  // The item that an address of this site shows, or null: also when the site cannot be asked.
  async function itemAt(target, language) {
    if (!/^https?:/.test(target)) {
      return null;
    }
    const query = new URLSearchParams({ address: target, language });
    try {
      const response = await fetch(`${dialog.dataset.address}?${query}`, { credentials: "same-origin" });
      const found = response.ok && !response.redirected ? await response.json() : {};
      return found.reference ? found : null;
    } catch {
      return null;
    }
  }

  // Results

  async function fill(page = 1) {
    running?.abort();
    running = new AbortController();
    const asking = asked;
    const query = new URLSearchParams({ q: search.value, kind: kind.value, page, language: asked.language });
    if (asked.reference && page === 1) {
      query.set("reference", asked.reference);
    }
    alert.replaceChildren();
    let root = null;
    let trouble = "failed";
    try {
      const response = await fetch(`${dialog.dataset.targets}?${query}`, { credentials: "same-origin", signal: running.signal });
      trouble = response.redirected || response.status === 401 ? "login" : "failed";
      const answer = new DOMParser().parseFromString(await response.text(), "text/html");
      root = trouble === "login" ? null : answer.querySelector("[data-fragment]");
    } catch (error) {
      if (error.name === "AbortError") {
        return;
      }
    }
    if (asked !== asking) {
      return;
    }
    if (!root) {
      alert.replaceChildren(template(trouble));
      alert.querySelector("[data-retry]").addEventListener("click", () => fill(page));
      return;
    }
    const chosen = form.elements.reference?.value;
    const found = [...document.importNode(root, true).children];
    if (page === 1) {
      list.replaceChildren();
    }
    list.append(...found);
    more.hidden = !root.dataset.more;
    more.dataset.page = root.dataset.more;
    const again = chosen && list.querySelector(`input[value="${CSS.escape(chosen)}"]`);
    if (again) {
      again.checked = true;
    }
    if (page > 1) {
      found[0]?.querySelector("input")?.focus();
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(fill, PAUSE);
  }

  search.addEventListener("input", soon);
  kind.addEventListener("change", () => fill());
  more.addEventListener("click", () => fill(more.dataset.page));
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      fill();
    }
  });

  const where = () => form.elements.where.value;
  function show() {
    dialog.querySelectorAll("[data-part]").forEach((part) => { part.hidden = part.dataset.part !== where(); });
    complain("");
  }
  form.elements.where.forEach((radio) => radio.addEventListener("change", show));

  function complain(name) {
    dialog.querySelectorAll("[data-wrong]").forEach((wrong) => { wrong.hidden = wrong.dataset.wrong !== name; });
    address.toggleAttribute("aria-invalid", name === "address");
  }

  // Opening and closing

  function open(options) {
    asked = { language: document.documentElement.lang, reference: "", ...options };
    form.reset();
    list.replaceChildren();
    more.hidden = true;
    words.value = asked.words;
    words.lang = asked.language;
    address.value = asked.reference ? "" : asked.target ?? "";
    form.elements.where.value = !asked.reference && asked.target ? "elsewhere" : "here";
    dialog.querySelector("[data-unlink]").hidden = !asked.target;
    show();
    dialog.showModal();
    (where() === "here" ? search : address).focus();
    fill();
    return new Promise((resolve) => { asked.resolve = resolve; });
  }

  function close(choice = null) {
    running?.abort();
    clearTimeout(timer);
    const { resolve } = asked;
    asked = null;
    dialog.close();
    resolve(choice);
  }

  async function choose() {
    const asking = asked;
    if (where() === "here") {
      const chosen = list.querySelector("input:checked");
      if (!chosen) {
        complain("target");
        (list.querySelector("input") ?? search).focus();
        return;
      }
      const same = asked.target?.split("#")[0] === chosen.value;
      close({ target: same ? asked.target : chosen.value, words: words.value.trim() || chosen.dataset.name });
      return;
    }
    const target = whole(address.value);
    if (!target) {
      complain("address");
      address.focus();
      return;
    }
    const item = await itemAt(target, asked.language);
    if (asked === asking) {
      close({ target: item?.reference ?? target, words: words.value.trim() || item?.name || address.value.trim() });
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
  });
  list.addEventListener("dblclick", (event) => event.target.closest("label") && choose());
  dialog.querySelector("[data-unlink]").addEventListener("click", () => close({ target: "", words: words.value.trim() }));
  dialog.querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => close()));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });

  async function chooseLink(text) {
    const there = linkAtCursor(text);
    const [start, end] = there ? [there.start, there.end] : [text.selectionStart, text.selectionEnd];
    const selected = there?.words ?? text.value.slice(start, end);
    const isPlain = tools.read(selected) === selected && !/\n/.test(selected);
    const choice = await open({
      language: text.lang,
      words: there ? tools.read(there.words) : selected.replace(/\s+/g, " ").trim(),
      target: there?.target ?? "",
      reference: there && isReference(there.target) ? there.target : "",
    });
    if (!choice) {
      text.focus();
      text.setSelectionRange(start, end);
      return;
    }
    // Emphasis within the words stays when nobody touched them.
    const kept = there && tools.read(there.words) === choice.words ? there.words : isPlain ? said(choice.words) : choice.words;
    const whole = choice.target ? `[${kept}](${choice.target}${there?.title ?? ""})` : kept;
    tools.put(text, start, end, "", whole, "");
  }

  Object.assign(tools, { chooseLink, linkAtCursor, itemAt, wholeAddress: whole, linkWords: said });
})();
