"use strict";

// Images on their way to the library: a few at a time, each with its progress and what became of it, and the forms
// of those that came in. Words come from the page; without this script the same page sends all files at once.
(() => {
  const page = document.querySelector("[data-upload]");
  const AT_ONCE = 3;
  const words = page.dataset;
  const find = (name, within = page) => within.querySelector(`[data-${name}]`);
  const drop = find("drop");
  const input = drop.querySelector("input[type=file]");
  const list = find("list");
  const details = find("details");
  const forms = find("forms");
  const halt = find("halt");
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const items = [];
  let active = 0;
  let held = false;
  // What came back with errors is not saved either.
  let unsaved = Boolean(forms.querySelector(".errorlist"));
  let leaving = false;

  // Words

  const filled = (text, ...values) => values.reduceRight(
    (said, value, index) => said.replaceAll("#".repeat(index + 1), value), text,
  );
  const counted = (name, number) => filled(
    words[`${name}${plural.select(number) === "one" ? "One" : "Other"}`], number.toLocaleString(language),
  );

  function weight(bytes) {
    const [unit, size] = bytes < 1024 * 1024 ? ["kilobyte", 1024] : ["megabyte", 1024 * 1024];
    const digits = unit === "kilobyte" ? 0 : 1;
    return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: digits }).format(bytes / size);
  }

  const having = (state) => items.filter((item) => item.state === state).length;
  const pending = () => having("waiting") + having("sending");

  function summarise() {
    const done = items.length - pending();
    find("files").hidden = items.length === 0;
    drop.classList.toggle("eig-drop--small", items.length > 0 || forms.children.length > 0);
    find("all").hidden = done === items.length;
    find("all").max = items.length || 1;
    find("all").value = done;
    find("count").hidden = done === items.length;
    find("count").textContent = done === items.length ? "" : filled(words.of, done, items.length);
    find("retry-all").hidden = !(done === items.length && having("lost") > 1);
    // Read out once, at the end: fifty announcements would drown everything else.
    find("summary").textContent = done < items.length ? "" : ["created", "known", "refused", "lost"]
      .filter(having).map((state) => counted(state, having(state))).join(", ");
    // Only a list that scrolls needs to be reached by keyboard.
    if (list.scrollHeight > list.clientHeight) {
      list.tabIndex = 0;
    } else {
      list.removeAttribute("tabindex");
    }
    if (done === items.length && halt.dataset.why === "busy") {
      release();
    }
  }

  // One file

  function show(item, state, text) {
    item.state = state;
    item.row.className = `eig-file eig-file--${state}`;
    find("result", item.row).textContent = text;
    find("progress", item.row).hidden = state !== "sending";
    find("retry", item.row).hidden = state !== "lost";
    find("remove", item.row).hidden = !["waiting", "refused", "lost"].includes(state);
    summarise();
  }

  function failed(item, state, text) {
    // What needs someone's eyes stands first, where the focus left it.
    const focused = item.row.contains(document.activeElement) ? document.activeElement : null;
    list.insertBefore(item.row, list.querySelector(".eig-file:not(.eig-file--refused, .eig-file--lost)"));
    show(item, state, text);
    list.scrollTop = 0;
    focused?.focus();
  }

  function arrived(item, answer) {
    const row = item.row;
    const picture = new Image(48, 48);
    picture.alt = "";
    picture.src = answer.thumbnail;
    find("picture", row).replaceChildren(picture);
    find("see", row).href = answer.edit;
    find("see", row).hidden = !answer.edit;
    if (answer.form && !document.getElementById(`uploaded-${answer.id}`)) {
      ask(item, answer.form);
    }
    show(item, answer.status, answer.message);
  }

  function settle(item, request) {
    const answer = request.response;
    if (request.status === 200 && answer) {
      arrived(item, answer);
    } else if (request.status === 401) {
      show(item, "waiting", words.waiting);
      hold("expired");
    } else if (request.status === 403 && !answer && !item.renewed) {
      // A token of before the login: once with today's.
      item.renewed = true;
      held = true;
      show(item, "waiting", words.waiting);
      tryToGoOn();
    } else if (answer?.status === "refused") {
      failed(item, "refused", answer.message);
    } else {
      failed(item, "lost", request.status ? words.failed : words.lost);
    }
  }

  function send(item) {
    const request = new XMLHttpRequest();
    const data = new FormData();
    const progress = find("progress", item.row);
    data.append("csrfmiddlewaretoken", drop.elements.csrfmiddlewaretoken.value);
    data.append("form", "1");
    data.append("file", item.file);
    active += 1;
    progress.value = 0;
    show(item, "sending", words.sending);
    request.upload.addEventListener("progress", (event) => {
      progress.max = event.total;
      progress.value = event.loaded;
    });
    request.upload.addEventListener("load", () => {
      progress.removeAttribute("value");
      find("result", item.row).textContent = words.reading;
    });
    request.addEventListener("loadend", () => {
      active -= 1;
      settle(item, request);
      next();
    });
    request.open("POST", words.fileAddress);
    request.responseType = "json";
    request.send(data);
  }

  function next() {
    while (!held && active < AT_ONCE) {
      const item = items.find((one) => one.state === "waiting");
      if (!item) {
        return;
      }
      send(item);
    }
  }

  function add(file, isFolder) {
    const row = find("row").content.firstElementChild.cloneNode(true);
    const item = { file, row, order: items.length ? items.at(-1).order + 1 : 0 };
    find("name", row).textContent = file.name;
    find("size", row).textContent = isFolder ? "" : weight(file.size);
    row.querySelectorAll("[data-named]").forEach((name) => { name.textContent = ` – ${file.name}`; });
    find("progress", row).setAttribute("aria-label", file.name);
    find("retry", row).addEventListener("click", () => { again([item]); });
    find("remove", row).addEventListener("click", () => { remove(item); });
    items.push(item);
    list.append(row);
    if (isFolder) {
      failed(item, "refused", words.folder);
    } else if (file.size > Number(words.mostBytes)) {
      failed(item, "refused", filled(words.tooHeavy, weight(file.size)));
    } else {
      show(item, "waiting", words.waiting);
    }
  }

  function again(some) {
    some.forEach((item) => {
      item.renewed = false;
      show(item, "waiting", words.waiting);
    });
    renew().then((standing) => (standing ? goOn() : hold("expired")), goOn);
  }

  function remove(item) {
    const neighbour = item.row.nextElementSibling ?? item.row.previousElementSibling;
    items.splice(items.indexOf(item), 1);
    item.row.remove();
    summarise();
    (neighbour?.querySelector("button:not([hidden]), a:not([hidden])") ?? input).focus();
  }

  // When the site does not answer, or no longer knows who asks

  async function renew() {
    const response = await fetch(words.tokenAddress, { headers: { Accept: "application/json" } });
    if (!response.ok) {
      if (response.status !== 401) {
        throw new Error(response.statusText);
      }
      return false;
    }
    const { token } = await response.json();
    page.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    return true;
  }

  function hold(why) {
    held = why === "expired" || why === "offline";
    halt.dataset.why = why;
    find("halt-words").replaceChildren(find(why, halt).content.cloneNode(true));
    find("login", halt).hidden = why !== "expired";
    halt.querySelector(".eig-halt__actions").hidden = !held;
  }

  function release() {
    held = false;
    halt.dataset.why = "";
    find("halt-words").replaceChildren();
    halt.querySelector(".eig-halt__actions").hidden = true;
  }

  function goOn() {
    release();
    next();
  }

  function tryToGoOn() {
    renew().then((standing) => (standing ? goOn() : hold("expired")), () => hold("offline"));
  }

  find("go-on").addEventListener("click", tryToGoOn);
  // Back from the tab of the login, or the network is back: nobody needs to say so.
  window.addEventListener("focus", () => { if (held) { renew().then((standing) => standing && goOn(), () => {}); } });
  window.addEventListener("online", () => { if (held) { tryToGoOn(); } });
  find("retry-all").addEventListener("click", () => { again(items.filter((item) => item.state === "lost")); });

  // Where files come from

  function take(files, folders = []) {
    Array.from(files).forEach((file, index) => add(file, folders[index] ?? false));
    next();
  }

  input.required = false;
  find("plain").hidden = true;
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  drop.addEventListener("submit", (event) => { event.preventDefault(); });
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  const over = (isOver) => drop.classList.toggle("eig-drop--over", isOver);
  // Dropped beside the place, files would open in the stead of the page.
  window.addEventListener("dragover", (event) => {
    if (holdsFiles(event)) {
      event.preventDefault();
      over(true);
    }
  });
  window.addEventListener("dragleave", (event) => { if (!event.relatedTarget) { over(false); } });
  window.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) {
      return;
    }
    event.preventDefault();
    over(false);
    const entries = Array.from(event.dataTransfer.items).filter((entry) => entry.kind === "file");
    take(event.dataTransfer.files, entries.map((entry) => entry.webkitGetAsEntry?.()?.isDirectory));
  });

  // What each image must say

  const showScripted = (within) => {
    within.querySelectorAll("[data-scripted]").forEach((part) => { part.hidden = false; });
  };
  showScripted(page);

  function ask(item, html) {
    details.hidden = false;
    if (forms.children.length >= Number(words.mostForms)) {
      find("too-many").hidden = false;
      return;
    }
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const form = holder.content.querySelector("[data-form]");
    form.dataset.order = item.order;
    // In the order of the files, whichever arrived first.
    const later = Array.from(forms.children).find((other) => Number(other.dataset.order ?? -1) > item.order);
    forms.insertBefore(form, later ?? null);
    showScripted(form);
    const above = Array.from(forms.querySelectorAll("[data-copied-below]"))
      .findLast((other) => other.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (above) {
      copy(above, form);
    }
  }

  function copy(from, to) {
    from.querySelectorAll("[data-shared]").forEach((field) => {
      to.querySelector(`[data-shared=${field.dataset.shared}]`).value = field.value;
    });
  }

  function copyBelow(form) {
    const all = Array.from(forms.children);
    const below = all.slice(all.indexOf(form) + 1);
    below.forEach((other) => {
      other.removeAttribute("data-copied-below");
      copy(form, other);
    });
    // Those that arrive later below it too.
    form.setAttribute("data-copied-below", "");
    find("copied").textContent = counted("copied", below.length);
    unsaved = true;
  }

  function use(button) {
    const field = document.getElementById(button.dataset.use);
    field.value = find("description", button.closest("[data-form]")).dataset.description;
    const closed = field.closest("details");
    if (closed) {
      closed.open = true;
    }
    field.focus();
    unsaved = true;
  }

  forms.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.hasAttribute("data-copy")) {
      copyBelow(button.closest("[data-form]"));
    } else if (button?.dataset.use) {
      use(button);
    }
  });
  details.addEventListener("input", () => { unsaved = true; });

  let saving = false;
  details.addEventListener("submit", (event) => {
    event.preventDefault();
    if (saving) {
      return;
    }
    if (pending() && held) {
      tryToGoOn();
      return;
    }
    if (pending() || having("lost")) {
      hold(pending() ? "busy" : "missing");
      return;
    }
    saving = true;
    // Sent only to who is still logged in: the page that asks for a login forgets what was typed.
    renew().then((standing) => {
      saving = false;
      if (standing) {
        release();
        leaving = true;
        details.submit();
      } else {
        hold("expired");
      }
    }, () => {
      saving = false;
      hold("offline");
    });
  });

  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (unsaved || pending())) {
      event.preventDefault();
    }
  });
  find("problem")?.focus();
})();
