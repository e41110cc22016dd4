"use strict";

// The dialog in which a login that expired is renewed: who is logged in then, or null when it was put off.
(() => {
  const dialog = document.getElementById("log-in-again");
  if (!dialog) {
    return;
  }
  const { ask, post } = window.eigRequests;
  const { login, wordsOffline } = document.getElementById("keeping").dataset;
  const fields = dialog.querySelector("form");
  const refused = dialog.querySelector("[data-refused]");

  window.eigLogInAgain = () => new Promise((resolve) => {
    refused.textContent = "";
    fields.onsubmit = async (event) => {
      event.preventDefault();
      let answer = await ask(login); // it brings a token, whatever became of the old one
      if (answer.status === "login") {
        answer = await post(login, [...new FormData(fields)]);
      }
      fields.elements.password.value = "";
      if (answer.status === "in") {
        resolve(answer);
        dialog.close();
        return;
      }
      refused.textContent = answer.words || wordsOffline;
      fields.elements.password.focus();
    };
    dialog.onclose = () => resolve(null); // after an answer it changes nothing
    dialog.showModal();
  });
  dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
})();
