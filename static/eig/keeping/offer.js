"use strict";

// What this browser kept since last time, offered beside what stands in the form: taken, or dropped.
(() => {
  const offer = document.getElementById("kept");
  if (!offer) {
    return;
  }
  const { kept, wordsKeptAt, zone } = document.getElementById("keeping").dataset;

  // Whether there is something to offer; the site says field by field what would be different.
  async function differs(older) {
    const answer = await window.eigRequests.post(kept, older.text);
    const found = new DOMParser().parseFromString(answer.html ?? "", "text/html").querySelector(".eig-wide");
    if (answer.status === "page" && !found) {
      return false; // the same words, in another order
    }
    offer.querySelector("[data-differences]").replaceChildren(...(found ? [document.adoptNode(found)] : []));
    return true;
  }

  function date(older) {
    const at = new Date(older.at);
    if (!Number.isNaN(at.getTime())) {
      const instant = at.toLocaleString(document.documentElement.lang, {
        dateStyle: "long",
        timeStyle: "short",
        hourCycle: "h23",
        timeZone: zone,
      });
      offer.querySelector("[data-kept-at]").textContent = wordsKeptAt.replace("%s", instant);
    }
  }

  window.eigOffer = {
    // Its title once it is shown, to be said aloud; nothing when it was dropped.
    async open(older, take, drop) {
      offer.querySelector("[data-take]").addEventListener("click", take);
      offer.querySelector("[data-drop]").addEventListener("click", drop);
      if (kept && !(await differs(older))) {
        drop();
        return "";
      }
      date(older);
      offer.hidden = false;
      return offer.querySelector("h2").textContent;
    },
    close: () => { offer.hidden = true; },
  };
})();
