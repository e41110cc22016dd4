"use strict";

// What is written in a form of the back office is kept while it is written: on the site where the item is there already,
// in this browser as long as the site has not got it. A login that expired is renewed in place; nobody overwrites anybody.
(() => {
  const box = document.getElementById("keeping");
  const form = document.querySelector("#content-main > form[id$=_form]");
  if (!box || !form) {
    return;
  }
  const { ask, post, hand } = window.eigRequests;
  const words = (name) => box.dataset[`words${name}`];
  const { autosave, presence, login } = box.dataset;
  const [delay, longest, rhythm] = ["delay", "longest", "beat"].map((name) => Number(box.dataset[name]));
  const apart = new Set(box.dataset.apart.split(" "));
  const revision = form.elements._revision;
  const beside = form.elements._sources ? [["_sources", form.elements._sources.value]] : []; // what a translation is made from
  const display = document.getElementById("saved");
  const present = document.getElementById("present");
  const moved = document.getElementById("moved");
  const SOON = 300;
  const SLOWEST = 60_000;

  let texts; // what the browser keeps, once all scripts are there
  let key;
  let user = box.dataset.user;
  let saved = null; // the text that the site has, as `said()`; null when it has none of it
  let paused = false; // someone else saved meanwhile: nothing goes until the writer chose
  let offered = false; // the browser keeps an older text, which waits for a choice and is not to be written over
  let kept = false; // whether the browser keeps what the form holds
  let leaving = false;
  let going = false; // the form is about to be sent: whatever waits to be saved goes with it, and not beside it
  let loggedOut = false; // whoever comes next to this computer finds nothing
  let refusal = "Offline";
  let stores, sends, unsentSince, retry;
  let tries = 0;
  let last = Promise.resolve(); // one request after the other: an answer is never older than the one before

  const queue = (task) => (last = last.then(task, task));

  // The text

  function content() {
    return [...new FormData(form)].filter(
      ([name, value]) =>
        typeof value === "string" && !name.startsWith("_") && !name.includes("__prefix__") && !apart.has(name),
    );
  }
  const said = () => JSON.stringify(content());
  const isDirty = () => Boolean(texts) && said() !== saved; // before all is ready, nobody has written
  const hasFiles = () => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length > 0);

  // What the bar says

  let kind;
  function show(name, text) {
    if (!display) {
      return;
    }
    const visible = display.querySelector("[data-saved]");
    display.querySelector("[data-again]").hidden = name !== "login";
    display.dataset.state = name;
    if (visible.textContent !== text) {
      visible.textContent = text;
    }
    if (name !== "saving" && name !== kind) {
      kind = name; // said aloud when it is another state, not with every save
      speak(text);
    }
  }
  function speak(text) {
    const aloud = display?.querySelector("[role=status]");
    if (aloud) {
      aloud.textContent = text;
      setTimeout(() => { aloud.textContent = ""; }, 3000);
    }
  }

  // Keeping in the browser

  function keep() {
    clearTimeout(stores);
    if (loggedOut || !texts) {
      return;
    }
    if (!isDirty()) {
      kept = true;
      if (!offered) {
        texts.drop(key);
      }
      return;
    }
    if (!offered) {
      kept = texts.set(key, { text: content(), beside, at: new Date().toISOString() });
    }
    if (!autosave) {
      show(kept ? "browser" : "nowhere", words(kept ? "Browser" : "Nowhere"));
    }
  }

  // Keeping on the site

  function plan(wait = delay) {
    clearTimeout(sends);
    unsentSince ??= Date.now();
    sends = setTimeout(save, Math.max(0, Math.min(wait, unsentSince + longest - Date.now())));
  }

  function changed() {
    if (leaving) {
      return;
    }
    clearTimeout(stores);
    stores = setTimeout(keep, SOON);
    if (autosave && !paused) {
      plan();
    }
  }

  const save = (keepalive) => queue(() => send(keepalive === true));

  async function send(keepalive) {
    clearTimeout(sends);
    unsentSince = undefined;
    if (!autosave || paused || leaving || going || !isDirty()) {
      return;
    }
    const text = content();
    if (!tries) {
      show("saving", words("Saving"));
    }
    const answer = await post(autosave, [...text, ...beside, ["_revision", revision.value]], keepalive);
    clearTimeout(retry);
    if (answer.status === "saved" || answer.status === "same") {
      tries = 0;
      refusal = "Offline";
      saved = JSON.stringify(text);
      revision.value = answer.revision;
      if (!offered && !isDirty()) {
        texts.drop(key);
      }
      know(answer);
      show("saved", words("Saved").replace("%s", answer.saved_at));
      return;
    }
    keep();
    if (answer.status === "overtaken") {
      paused = true;
      showMoved(answer.words, true);
    } else if (answer.status === "login") {
      showExpired();
      if (!document.hidden) {
        logIn();
      }
    } else if (answer.status === "refused") {
      show("refused", `${words("Refused")} ${answer.words ?? ""}`.trim());
    } else {
      showOffline();
    }
  }

  const here = (state) => (kept ? words(state) : words("Nowhere"));
  const showExpired = () => show("login", here("Login"));
  function showOffline() {
    show("offline", here(refusal));
    clearTimeout(retry);
    retry = setTimeout(save, Math.min(SLOWEST, delay * 2 ** tries));
    tries += 1;
  }

  // Who else is here

  function know(answer) {
    const lines = answer.present.map((one) => one.words);
    if (answer.user !== undefined && String(answer.user) !== user) {
      texts.drop(key);
      user = String(answer.user);
      key = texts.key(user, box.dataset.place);
      keep();
      present.dataset.other = words("Other").replace("%s", answer.name ?? "");
    }
    if (present.dataset.other) {
      lines.unshift(present.dataset.other);
    }
    if (lines.join("\n") !== present.dataset.lines) {
      present.dataset.lines = lines.join("\n");
      present.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    }
  }

  function showMoved(text, touched) {
    moved.querySelector("[data-who]").textContent = text;
    moved.querySelector("[data-touched]").hidden = !touched;
    moved.querySelector("[data-untouched]").hidden = touched;
    moved.hidden = false;
    if (touched) {
      show("overtaken", words("Overtaken"));
    }
    speak(text);
  }

  async function signOfLife() {
    const answer = presence
      ? await post(presence, [["_revision", revision.value]])
      : await ask(login);
    if (answer.status === "here") {
      know(answer);
      if (answer.moved && !paused && Number(answer.revision) > Number(revision.value)) {
        paused = isDirty();
        showMoved(answer.moved, paused);
      }
    } else if (answer.status === "in") {
      know({ ...answer, present: [] });
    } else if (answer.status === "login") {
      showExpired();
    }
    return answer;
  }
  const beat = () => queue(signOfLife);

  // Logging in again

  let loggingIn;
  function logIn() {
    loggingIn ??= window.eigLogInAgain().then((answer) => {
      loggingIn = null;
      if (answer) {
        know({ ...answer, present: [] });
        queue(async () => {
          await send();
          await signOfLife();
        });
        document.dispatchEvent(new Event("eig:logged-in"));
      }
      return answer;
    });
    return loggingIn;
  }
  display?.querySelector("[data-again]").addEventListener("click", logIn);

  // Sending the form itself: asked first whether it would arrive

  let cleared = false;
  let waiting = false;
  document.addEventListener("submit", async (event) => {
    const target = event.target;
    const isLogOut = target.id === "logout-form";
    if (!texts || (target !== form && !isLogOut) || event.submitter?.hasAttribute("formtarget")) {
      return; // before the scripts are there, a form goes as it always did
    }
    if (cleared) {
      cleared = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) {
      return;
    }
    waiting = true;
    going = !isLogOut;
    const submitter = event.submitter;
    keep();
    const arrives = isLogOut ? await save().then(() => true) : await wouldArrive();
    await new Promise((resolve) => { setTimeout(resolve); }); // a form that is being sent is not sent again
    waiting = false;
    going = false;
    if (!arrives) {
      return;
    }
    if (!isLogOut) {
      clearTimeout(sends);
      leaving = true;
      setTimeout(() => { leaving = false; }, 10_000); // it did not go after all
      keep();
      texts.sent(key);
    }
    cleared = true;
    target.requestSubmit(submitter);
    cleared = false;
  }, true);

  async function wouldArrive(asks = true) {
    const answer = await beat();
    if (answer.status === "login") {
      return asks && (await logIn()) !== null && last.then(() => true);
    }
    if (answer.status === "offline") {
      refusal = "OfflineSave";
      showOffline();
      return false;
    }
    return true;
  }
  window.eigWouldArrive = wouldArrive; // preview.js

  // Closing

  function flush() {
    keep();
    if (!leaving && !loggedOut && autosave && !paused && isDirty()) {
      post(autosave, [...content(), ...beside, ["_revision", revision.value]], true);
    }
    if (presence) {
      post(presence, [["_leave", "1"]], true);
    }
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      keep();
      save(true);
    } else {
      beat();
    }
  });
  window.addEventListener("pagehide", flush);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      leaving = false;
      beat();
    }
  });
  window.addEventListener("online", () => {
    tries = 0;
    save();
  });
  // admin.js asks before a page is left: only for what would be lost.
  window.eigKept = () => {
    keep();
    return !hasFiles() && kept;
  };

  // What the browser kept since last time

  function endOffer() {
    offered = false;
    window.eigOffer.close();
    texts.drop(key);
    keep();
  }
  async function take(older) {
    if (!autosave) {
      leaving = true;
      saved = said();
      hand([...older.text, ["_resume", "1"]]);
      return;
    }
    const answer = await queue(() => post(
      autosave,
      [...older.text, ...(older.beside ?? []), ["_revision", revision.value], ["_set_aside", "1"]],
    ));
    if (answer.status === "saved" || answer.status === "same") {
      leaving = true;
      saved = said();
      texts.drop(key);
      window.location.replace(window.location.pathname + window.location.search);
    } else if (answer.status === "overtaken") {
      paused = true;
      showMoved(answer.words, isDirty());
    } else if (answer.status === "login") {
      showExpired();
      logIn();
    } else {
      show("refused", answer.words || words("Offline"));
    }
  }
  function noteFiles(event) {
    const input = event.target;
    if (input.matches?.("input[type=file]") && !input.parentNode.querySelector("[data-file-note]")) {
      const note = Object.assign(document.createElement("p"), { className: "eig-quiet", textContent: words("File") });
      note.dataset.fileNote = "";
      input.after(note);
    }
  }

  function start() {
    texts = window.eigKeptTexts;
    key = texts.key(user, box.dataset.place);
    const overtaken = form.querySelector(".eig-overtaken");
    const unsaved = overtaken || "resumed" in box.dataset || (!autosave && form.querySelector(".errornote"));
    const older = texts.get(key);
    if (unsaved) {
      paused = Boolean(overtaken);
      keep();
    } else {
      saved = said();
      if (Array.isArray(older?.text) && JSON.stringify(older.text) !== saved) {
        offered = true;
        window.eigOffer.open(older, () => take(older), endOffer).then((title) => title && speak(title));
      } else {
        texts.drop(key);
      }
    }
    django.jQuery(form).on("input change", changed); // select2 tells jQuery alone
    document.addEventListener("formset:added", changed);
    document.addEventListener("formset:removed", changed);
    form.addEventListener("change", noteFiles);
    document.getElementById("logout-form")?.addEventListener("submit", (event) => {
      loggedOut = !event.defaultPrevented;
    });
    if (presence) {
      beat();
      let pulse = null; // one at a time: on a slow line they would pile up before what is to be saved
      setInterval(() => { pulse ??= beat().finally(() => { pulse = null; }); }, rhythm);
    }
    form.dataset.keeping = "ready";
  }
  django.jQuery(() => setTimeout(start)); // after those that set the form up
})();
