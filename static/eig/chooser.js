"use strict";

// The dialog in which a picture of the library is chosen, and the fields that open it.
// `eigChooseImage({ use: "field" or "text", language, id or key, words: { use_alt, use_caption }, files })` promises the
// picture; `files`, pasted or dropped elsewhere, are brought in at once. What is promised is the one
// chosen: `{ id, key, alt, caption, chosen }`, the last one what a field shows of it; or null.
(() => {
  const dialog = document.getElementById("eig-chooser");
  if (!dialog) {
    return;
  }
  const PAUSE = 250;
  const one = (name, root = dialog) => root.querySelector(`[data-${name}]`);
  const [grid, pane, next, use] = ["grid", "pane", "next", "use"].map((name) => one(name));
  const search = one("search");
  const drop = one("drop");
  const unsaved = new Map();
  let asked = null;
  let token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  let listing = null;
  let listed = "";
  let showing = null;
  let sending = null;
  const failed = [];

  // Talking with the site

  class Trouble extends Error {}

  async function fragment(address, options = {}) {
    let response, text;
    try {
      response = await fetch(address, { credentials: "same-origin", ...options });
      text = await response.text();
    } catch (error) {
      throw error.name === "AbortError" ? error : new Trouble("failed");
    }
    if (response.redirected || response.status === 401) {
      throw new Trouble("login");
    }
    const root = new DOMParser().parseFromString(text, "text/html").querySelector("[data-fragment]");
    if (!root) {
      throw new Trouble("failed");
    }
    keepToken(root.dataset.token);
    return { ok: response.ok, root: document.importNode(root, true) };
  }

  // Logging in again changes the token: the form under the dialog needs the new one as well.
  function keepToken(fresh) {
    token = fresh;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = fresh; });
  }

  async function attempt(action) {
    const alert = one("alert");
    alert.replaceChildren();
    failed.length = 0;
    try {
      return await action();
    } catch (error) {
      if (error.name === "AbortError") {
        return undefined;
      }
      if (!(error instanceof Trouble)) {
        throw error;
      }
      // What fails together is said once, and tried again together.
      failed.push(action);
      alert.replaceChildren(template(error.message));
      one("retry", alert).addEventListener("click", () => {
        const together = failed.splice(0);
        attempt(async () => {
          await fragment(dialog.dataset.results);
          await Promise.all(together.map((one) => one()));
        });
      });
      return undefined;
    }
  }

  function afterPause(action) {
    let timer = 0;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(action, PAUSE);
    };
    soon.cancel = () => clearTimeout(timer);
    return soon;
  }

  function say(words) {
    const said = one("said");
    said.replaceChildren();
    if (words) {
      said.append(words);
    }
  }

  const template = (name) => dialog.querySelector(`[data-words="${name}"]`).content.cloneNode(true);

  // Results

  function address(page) {
    const query = new URLSearchParams(new FormData(search));
    query.set("page", page);
    return `${dialog.dataset.results}?${query}`;
  }

  function list(page = 1) {
    listing?.abort();
    listing = new AbortController();
    const { signal } = listing;
    return attempt(async () => {
      const asking = address(1);
      listed = "";
      const { root } = await fragment(address(page), { signal });
      listed = asking;
      if (page === 1) {
        grid.replaceChildren();
      }
      const cards = [...root.children];
      grid.append(...cards);
      next.hidden = !root.dataset.more;
      next.dataset.page = root.dataset.more || "";
      one("count").textContent = root.dataset.count || "";
      markChosen();
      return cards;
    });
  }

  function markChosen() {
    const radio = grid.querySelector(`input[value="${CSS.escape(asked?.id ?? "")}"]`);
    if (radio) {
      radio.checked = true;
    }
  }

  const searchSoon = afterPause(() => list());
  search.addEventListener("input", (event) => (event.target.type === "search" ? searchSoon() : list()));
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    searchSoon.cancel();
    // What is there already stays: someone may be on her way to it.
    if (listed !== address(1)) {
      list();
    }
  });
  next.addEventListener("click", async () => {
    const cards = await list(next.dataset.page);
    cards?.[0]?.querySelector("input")?.focus();
  });

  // One picture

  async function load(reference, words = "") {
    showSoon.cancel();
    showing?.abort();
    showing = new AbortController();
    const { signal } = showing;
    const query = new URLSearchParams({ ...reference, use: asked.use, language: asked.language });
    const { ok, root } = await fragment(`${dialog.dataset.picture}?${query}`, { signal });
    say(words);
    put(root, ok);
    return ok;
  }

  const show = (...picture) => attempt(() => load(...picture));

  function put(root, ok) {
    const here = pane.querySelector("[name=use_alt]") && root.dataset.id === asked.id ? uses() : null;
    pane.replaceChildren(root);
    one("hint").hidden = true;
    use.disabled = !ok;
    asked.id = ok ? root.dataset.id : "";
    one("chosen-title").textContent = root.dataset.title || "";
    if (!ok) {
      return;
    }
    markChosen();
    if (asked.use === "text") {
      fill(here || (root.dataset.key === asked.key ? asked.words : {}));
    }
    if (unsaved.has(asked.id)) {
      fill(unsaved.get(asked.id));
      say(template("unsaved"));
    }
    root.dispatchEvent(new CustomEvent("eig:shown", { bubbles: true }));
  }

  const form = () => one("library", pane);
  const uses = () => ({
    use_alt: form().elements.use_alt?.value ?? "",
    use_caption: form().elements.use_caption?.value ?? "",
  });

  function fill(values) {
    for (const field of form().elements) {
      if (field.type === "checkbox" && "decorative" in values) {
        field.checked = values.decorative;
      } else if (field.name in values && field.type !== "checkbox") {
        field.value = values[field.name];
      }
    }
  }

  pane.addEventListener("input", (event) => {
    if (!event.target.name || event.target.name.startsWith("use_")) {
      return;
    }
    const fields = [...form().elements].filter((field) => field.name && !field.name.startsWith("use_"));
    unsaved.set(asked.id, Object.fromEntries(
      fields.map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]),
    ));
  });

  // Whether nothing is left to save.
  async function save() {
    if (!unsaved.has(asked.id)) {
      return true;
    }
    const asking = asked;
    const id = asked.id;
    const focused = document.activeElement?.name;
    const body = new FormData(form());
    body.set("use", asked.use);
    body.set("language", asked.language);
    const { ok, root } = await fragment(form().action, { method: "POST", headers: { "X-CSRFToken": token }, body });
    if (asked !== asking) {
      return false; // closed meanwhile
    }
    if (!ok) {
      say(root);
      return false;
    }
    const kept = "wrong" in root.dataset ? unsaved.get(id) : null;
    unsaved.delete(id);
    say("");
    put(root, true);
    if (kept) {
      unsaved.set(id, kept);
      pane.querySelector(".errors :is(input, textarea, select)")?.focus();
    } else {
      (form().elements[focused] || pane.querySelector("[type=submit]")).focus();
    }
    return !kept;
  }

  pane.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(async () => {
      if (await save()) {
        one("saved", pane)?.scrollIntoView({ block: "nearest" });
      }
    });
  });
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.name?.startsWith("use_")) {
      event.preventDefault();
      choose();
    }
  });

  const isNarrow = () => matchMedia("(max-width: 47.99em)").matches;
  const showSoon = afterPause(() => asked?.wanted && show({ id: asked.wanted }));
  grid.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      asked.wanted = event.target.value;
      choose();
    }
  });
  grid.addEventListener("change", (event) => {
    asked.wanted = event.target.value;
    showSoon();
  });
  // A click, not an arrow key, on a phone: the picture takes the place of the list.
  grid.addEventListener("pointerup", (event) => {
    if (event.target.closest("label")) {
      dialog.classList.toggle("eig-chooser--picture", isNarrow());
    }
  });
  grid.addEventListener("dblclick", (event) => event.target.closest("label") && choose());
  one("back").addEventListener("click", () => {
    dialog.classList.remove("eig-chooser--picture");
    (grid.querySelector("input:checked") || search.elements.q).focus();
  });

  // Bringing one in

  function send(file) {
    const refused = one("refused");
    refused.replaceChildren();
    one("alert").replaceChildren();
    const progress = one("progress");
    const bar = progress.querySelector("progress");
    const request = new XMLHttpRequest();
    sending = request;
    one("name", progress).textContent = file.name;
    bar.removeAttribute("value");
    progress.hidden = false;
    request.upload.addEventListener("progress", (event) => {
      // Once all of it is there, the site still has to look at it.
      if (event.lengthComputable && event.loaded < event.total) {
        bar.value = (100 * event.loaded) / event.total;
      } else {
        bar.removeAttribute("value");
      }
    });
    request.addEventListener("loadend", () => {
      progress.hidden = true;
      one("file").value = "";
      if (sending === request) {
        sending = null;
        received(request, file);
      }
    });
    request.open("POST", drop.dataset.upload);
    request.setRequestHeader("X-CSRFToken", token);
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  }

  function received(request, file) {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // Not from the upload itself: the login page, a proxy, or nothing at all.
    }
    if (request.status === 200 && answer.id) {
      arrived(answer);
    } else if (request.status === 401 || (request.status === 200 && !answer.status)) {
      again("login", file);
    } else if (answer.message) {
      one("refused").textContent = answer.message;
    } else {
      again("failed", file);
    }
  }

  const again = (trouble, file) => {
    let first = true;
    return attempt(async () => {
      if (first) {
        first = false;
        throw new Trouble(trouble);
      }
      send(file);
    });
  };

  async function arrived(answer) {
    search.elements.q.value = "";
    search.elements.scope.value = "recent";
    const asking = asked;
    asked.id = asked.wanted = String(answer.id);
    await list();
    if (asked !== asking) {
      return;
    }
    const words = answer.status === "created" ? template("added") : answer.message;
    if (!(await show({ id: asked.id }, words))) {
      return;
    }
    dialog.classList.toggle("eig-chooser--picture", isNarrow());
    const fields = [...pane.querySelectorAll("[name^=alt_], [name=credit]")];
    const library = pane.querySelector("details");
    if (library) {
      library.open = true;
    }
    (fields.find((field) => !field.value) || fields[0] || one("pane-holder")).focus();
  }

  let takeIn = () => {};
  if (drop) {
    const take = (files) => {
      if (files.length > 1) {
        one("refused").textContent = drop.dataset.one;
      } else if (files.length === 1 && !sending) {
        send(files[0]);
      }
    };
    takeIn = take;
    one("file").addEventListener("change", (event) => take(event.target.files));
    // Anywhere in the dialog: a file dropped beside the mark would open in place of the page.
    dialog.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.classList.add("eig-chooser__upload--over");
    });
    dialog.addEventListener("dragleave", () => drop.classList.remove("eig-chooser__upload--over"));
    dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("eig-chooser__upload--over");
      take(event.dataTransfer.files);
    });
  }

  // Opening and closing

  function open(options) {
    asked = { use: "field", language: document.documentElement.lang, id: "", key: "", words: {}, ...options };
    unsaved.clear();
    listed = "";
    // A card still chosen from the last time would not answer to a click.
    [grid, pane].forEach((part) => part.replaceChildren());
    next.hidden = true;
    say("");
    one("hint").hidden = false;
    one("alert").replaceChildren();
    one("refused")?.replaceChildren();
    one("chosen-title").textContent = "";
    dialog.classList.remove("eig-chooser--picture");
    use.disabled = true;
    search.reset();
    dialog.showModal();
    if (asked.files?.length) {
      takeIn(asked.files);
    }
    list();
    const known = asked.id ? { id: asked.id } : asked.key ? { key: asked.key } : null;
    if (known) {
      dialog.classList.toggle("eig-chooser--picture", isNarrow() && asked.use === "text");
      show(known).then((shown) => shown && asked?.use === "text" && form().elements.use_alt.focus());
    }
    return new Promise((resolve) => { asked.resolve = resolve; });
  }

  function close(choice = null) {
    const { resolve } = asked;
    [listing, showing, sending].forEach((running) => running?.abort());
    listing = showing = sending = asked = null;
    dialog.close();
    resolve(choice);
  }

  async function choose() {
    // The second click of a double one comes while the first still saves.
    if (asked.choosing) {
      return;
    }
    const asking = asked;
    asking.choosing = true;
    await attempt(async () => {
      if (asked.wanted && asked.wanted !== asked.id && !(await load({ id: asked.wanted }))) {
        return;
      }
      if (use.disabled || !(await save())) {
        return;
      }
      const root = one("fragment", pane);
      const { use_alt: alt, use_caption: caption } = uses();
      close({ id: root.dataset.id, key: root.dataset.key, alt, caption, chosen: one("chosen", root).content });
    });
    asking.choosing = false;
  }

  one("results-form").addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
  });
  dialog.querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => close()));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });

  window.eigChooseImage = open;

  // Fields

  function set(field, choice) {
    const input = one("choice", field);
    const chooser = one("choose", field);
    one("current", field).replaceChildren(...(choice ? [choice.chosen.cloneNode(true)] : []));
    one("none", field).hidden = Boolean(choice);
    one("remove", field).hidden = !choice;
    chooser.textContent = choice ? chooser.dataset.other : chooser.dataset.first;
    chooser.focus();
    if (input.value !== (choice?.id ?? "")) {
      input.value = choice?.id ?? "";
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  // Listened to from above, so that rows added later need nothing of their own.
  document.addEventListener("click", async (event) => {
    const field = event.target.closest("[data-image-choice]");
    if (field && event.target.closest("[data-remove]")) {
      set(field, null);
    } else if (field && event.target.closest("[data-choose]")) {
      const choice = await open({ use: "field", language: field.dataset.language, id: one("choice", field).value });
      if (choice) {
        set(field, choice);
      }
    }
  });
})();
