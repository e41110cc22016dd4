"use strict";

// Texts that this browser keeps while the site has not got them: of one person each, and gone when that person logs out.
(() => {
  const START = "eig:text:";
  const SENT = "eig:sent";
  const { user, words } = document.currentScript.dataset;

  function attempt(task, otherwise) {
    try {
      return task();
    } catch {
      return otherwise; // storage is full, or forbidden
    }
  }

  const drop = (key) => attempt(() => localStorage.removeItem(key));
  window.eigKeptTexts = {
    drop,
    key: (person, place) => `${START}${person}:${place}`,
    get: (key) => attempt(() => JSON.parse(localStorage.getItem(key)), null),
    // Whether it is kept now.
    set: (key, text) => attempt(() => localStorage.setItem(key, JSON.stringify(text)) === undefined, false),
    // The form goes now: the next page says whether the site took it.
    sent: (key) => attempt(() => sessionStorage.setItem(SENT, key)),
  };

  const sent = attempt(() => sessionStorage.getItem(SENT), null);
  if (sent) {
    sessionStorage.removeItem(SENT);
    if (document.querySelector(".messagelist .success") && !document.querySelector("form .eig-overtaken")) {
      drop(sent);
    }
  }

  const mine = () => attempt(() => Object.keys(localStorage), []).filter((key) => key.startsWith(`${START}${user}:`));
  document.getElementById("logout-form")?.addEventListener("submit", (event) => {
    if (mine().length && !window.confirm(words)) {
      event.preventDefault();
      return;
    }
    mine().forEach(drop);
  });
})();
