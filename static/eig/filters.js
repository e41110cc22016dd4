// Lists narrow in place; without this, or on a slow or failing network, form and links load the page as ever.
(() => {
  const form = document.querySelector("form[data-filters]");
  if (!form) return;
  const PAUSE = 300; // ms after the last key
  const PATIENCE = 4000; // ms
  const [words, number, results] = ["filter-q", "results-number", "results"].map((id) => document.getElementById(id));
  const here = () => location.href.split("#")[0];
  let pending, timer, wasTyped, shown = here(), wanted = shown;

  const asked = () => {
    const said = [...new FormData(form)].filter(([, value]) => value.trim());
    return form.action + (said.length ? `?${new URLSearchParams(said)}` : "");
  };

  const show = (page, back) => {
    const focused = document.activeElement;
    const place = focused.closest("details");
    document.querySelectorAll("[data-live]").forEach((part) => {
      const fresh = page.getElementById(part.id).innerHTML;
      if (part.innerHTML !== fresh) part.innerHTML = fresh;
    });
    const links = page.querySelectorAll("a[hreflang]");
    document.querySelectorAll("a[hreflang]").forEach((link, index) => { link.href = links[index].getAttribute("href"); });
    document.title = page.title;
    if (back || focused !== words) words.value = page.getElementById(words.id).value;
    if (!focused.isConnected) (document.getElementById(focused.id) || place?.querySelector("summary") || number).focus();
  };

  const load = async (address, { back, typed, seek } = {}) => {
    clearTimeout(timer);
    pending?.abort();
    const mine = pending = new AbortController();
    setTimeout(() => mine.abort(), PATIENCE);
    wanted = address;
    results.ariaBusy = true;
    try {
      const response = await fetch(address, { signal: mine.signal });
      const html = await response.text();
      if (mine !== pending) return;
      if (!response.ok) throw response;
      if (!back && address !== shown) history[typed && wasTyped ? "replaceState" : "pushState"](null, "", address);
      wasTyped = typed;
      shown = address;
      show(new DOMParser().parseFromString(html, "text/html"), back);
      results.ariaBusy = false;
      if (seek) number.focus();
    } catch {
      if (mine === pending) back ? location.reload() : location.assign(address);
    }
  };

  form.addEventListener("change", (event) => event.target !== words && load(asked()));
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => asked() !== wanted && load(asked(), { typed: true }), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    load(asked(), { seek: true });
  });
  // Tags, pages, proposals.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-live] a");
    if (link?.href.split("?")[0] !== form.action || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load(link.href, { seek: true });
  });
  addEventListener("popstate", () => here() !== shown && load(here(), { back: true }));
})();
