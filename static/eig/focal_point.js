"use strict";

// The point of interest of a picture: a mark on the picture, two numbers in percent beside it, and what crops keep.
(() => {
  const STEP = 1;
  const BIG_STEP = 10;
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const within = (percent) => Math.min(100, Math.max(0, Math.round(percent)));

  function prepare(root) {
    const fields = [root.dataset.x, root.dataset.y].map((id) => document.getElementById(id));
    const picture = root.querySelector(".eig-picture");
    const image = root.querySelector("img");
    if (image) {
      // Its place before it has come: the click of someone quick falls where she meant it.
      root.style.setProperty("--eig-ratio", image.getAttribute("width") / image.getAttribute("height"));
      root.style.setProperty("--eig-width", `${image.getAttribute("width")}px`);
    }
    // On a translation's screen, or for someone who may only look, there are no fields: the picture is just shown.
    if (root.dataset.ready || fields.includes(null) || !image) {
      return;
    }
    root.dataset.ready = "true";
    root.classList.add("eig-focal--ready");
    const [mark, tools] = [...root.querySelectorAll("template")].map((template) => template.content.cloneNode(true));
    picture.append(mark);
    root.append(tools);
    const handle = root.querySelector("[data-mark]");
    const crops = [...root.querySelectorAll("[data-crop]")].map((box) => {
      const copy = document.createElement("img");
      copy.alt = "";
      box.append(copy);
      return copy;
    });

    const read = () => fields.map((field) => within(Number(field.value)));

    function show() {
      const [x, y] = read();
      handle.style.left = `${x}%`;
      handle.style.top = `${y}%`;
      handle.setAttribute("aria-valuenow", x);
      handle.setAttribute("aria-valuetext", root.dataset.position.replace("##", y).replace("#", x));
      crops.forEach((copy) => cut(copy, x / 100, y / 100));
    }

    // The largest cut of that ratio, centred on the point where the edges allow it: as the server draws it.
    function cut(copy, x, y) {
      const [width, height] = [image.naturalWidth || image.width, image.naturalHeight || image.height];
      const ratio = copy.parentElement.clientWidth / copy.parentElement.clientHeight || 1;
      const [cutWidth, cutHeight] = [Math.min(width, height * ratio), Math.min(height, width / ratio)];
      const share = (point, whole, part) =>
        whole - part < 1 ? 50 : (100 * Math.min(Math.max(point * whole - part / 2, 0), whole - part)) / (whole - part);
      copy.style.objectPosition = `${share(x, width, cutWidth)}% ${share(y, height, cutHeight)}%`;
    }

    function move(x, y) {
      [x, y].forEach((percent, axis) => {
        const words = String(within(percent));
        if (fields[axis].value !== words) {
          fields[axis].value = words;
          fields[axis].dispatchEvent(new Event("input", { bubbles: true }));
          fields[axis].dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
      show();
    }

    function load() {
      crops.forEach((copy) => { copy.src = image.currentSrc || image.src; });
      show();
    }

    picture.addEventListener("click", (event) => {
      const box = image.getBoundingClientRect();
      move((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
      handle.focus({ preventScroll: true });
    });
    handle.addEventListener("keydown", (event) => {
      const direction = MOVES[event.key];
      if (!direction || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      event.preventDefault();
      const step = event.shiftKey ? BIG_STEP : STEP;
      const [x, y] = read();
      move(x + direction[0] * step, y + direction[1] * step);
    });
    fields.forEach((field) => field.addEventListener("input", show));
    image.addEventListener("load", load);
    load();
  }

  const prepareAll = (root) => root.querySelectorAll("[data-focal-point]").forEach(prepare);

  prepareAll(document);
  document.addEventListener("eig:shown", (event) => prepareAll(event.target));
})();
