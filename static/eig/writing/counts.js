"use strict";

// Under each text, how many words it has and how long it takes to read; beside a line that has a fair length, its own.
(() => {
  const { TEXTS, under } = window.eigText;
  const WORDS_A_MINUTE = 220;
  const PAUSE = 300;
  const here = document.documentElement.lang;
  const plurals = new Intl.PluralRules(here);
  const number = new Intl.NumberFormat(here);
  const segmenters = new Map();
  const timers = new WeakMap();

  function segmenter(language) {
    if (!segmenters.has(language)) {
      segmenters.set(language, new Intl.Segmenter(language || here, { granularity: "word" }));
    }
    return segmenters.get(language);
  }

  // What visitors read: the words of links, not their addresses; no picture and no player.
  function read(markdown) {
    return markdown
      .replace(/!\[(?:\\[^]|[^\\\]])*\]\([^)]*\)/g, " ")
      .replace(/\]\([^)\s]*(?:\s+"[^"]*")?\)/g, " ")
      .replace(/<?https?:\/\/[^\s>]+>?/g, " ");
  }

  function count(text) {
    let words = 0;
    let after = "";
    for (const { segment, isWordLike } of segmenter(text.lang).segment(read(text.value))) {
      // “l’État” and “porte-parole” count once, as on the page.
      if (isWordLike && !/['’-]$/.test(after)) {
        words += 1;
      }
      after = isWordLike ? "" : segment;
    }
    return words;
  }

  function write(text) {
    const place = under(text)?.querySelector("[data-count]");
    if (!place) {
      return;
    }
    const words = count(text);
    const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
    const say = (name, many) => place.dataset[`${name}${plurals.select(many) === "one" ? "One" : "Other"}`].replace("#", number.format(many));
    place.querySelector("[data-words]").textContent = words ? say("words", words) : "";
    place.querySelector("[data-minutes]").textContent = words >= WORDS_A_MINUTE / 2 ? say("minutes", minutes) : "";
  }

  function measure(field) {
    const most = Number(field.dataset.advisedMax);
    const template = document.getElementById("eig-length");
    if (!most || !template) {
      return;
    }
    let place = field.parentElement.querySelector(":scope > .eig-length");
    if (!place) {
      place = template.content.firstElementChild.cloneNode(true);
      field.after(place);
    }
    const length = [...field.value.trim()].length;
    place.textContent = (length > most ? place.dataset.over : place.dataset.within)
      .replace("##", number.format(most)).replace("#", number.format(length));
    place.hidden = !length;
    place.classList.toggle("eig-length--over", length > most);
  }

  document.addEventListener("eig:text", (event) => write(event.target));
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.matches?.("[data-advised-max]")) {
      measure(field);
    }
    if (field.matches?.(TEXTS)) {
      clearTimeout(timers.get(field));
      timers.set(field, setTimeout(() => write(field), PAUSE));
    }
  });
  document.querySelectorAll("[data-advised-max]").forEach(measure);
  document.addEventListener("formset:added", (event) => event.target.querySelectorAll("[data-advised-max]").forEach(measure));
})();
