// Players of other sites: a card with a link, which works without this. With it, a button plays it in the page; nothing
// is asked of the other site before that click, and nothing is remembered of it.
(() => {
  const load = (card) => {
    const frame = document.createElement("iframe");
    frame.className = "eig-embed__screen";
    frame.title = card.dataset.playerTitle;
    frame.allow = "encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin"; // some providers refuse to play for nobody; no more than the site's name
    frame.src = card.dataset.player;
    return frame;
  };
  document.querySelectorAll("[data-player]").forEach((card) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "eig-embed__screen";
    button.append(Object.assign(document.createElement("span"), { textContent: card.dataset.playerLabel }));
    button.append(Object.assign(document.createElement("span"), {
      className: "fr-sr-only", textContent: ` – ${card.dataset.playerTitle}`,
    }));
    button.addEventListener("click", () => {
      const frame = load(card);
      button.replaceWith(frame);
      frame.focus();
    });
    card.prepend(button);
  });
})();
