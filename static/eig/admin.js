"use strict";

// Names for what select2 draws, which it leaves without one, and forms that are sent once and not left by mistake.
(() => {
  const $ = django.jQuery;

  function nameSelections(root) {
    root.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const box = select.nextElementSibling;
      if (!label || !box || !box.classList.contains("select2")) {
        return;
      }
      label.id ||= `${select.id}_label`;
      const selection = box.querySelector(".select2-selection");
      const rendered = box.querySelector(".select2-selection__rendered");
      selection.setAttribute("aria-labelledby", `${label.id} ${rendered.id}`.trim());
      if (rendered.getAttribute("role") === "textbox") {
        rendered.setAttribute("aria-labelledby", label.id);
      }
      box.querySelectorAll(".select2-search__field").forEach((field) => {
        field.setAttribute("aria-labelledby", label.id);
      });
    });
  }

  $(() => nameSelections(document));
  document.addEventListener("formset:added", (event) => nameSelections(event.target));
  $(document).on("select2:open", () => {
    document.querySelectorAll(".select2-container--open .select2-search__field:not([aria-labelledby])").forEach((field) => {
      const open = document.querySelector(".select2-selection[aria-expanded=true]");
      if (open) {
        field.setAttribute("aria-labelledby", open.getAttribute("aria-labelledby").split(" ")[0]);
      }
    });
  });

  // Whether something else is chosen in a list than when the page came.
  function isChosenAnew(select) {
    const given = [...select.options].filter((option) => option.defaultSelected);
    const first = given.length || select.multiple ? given : [...select.options].slice(0, 1);
    const chosen = [...select.selectedOptions];
    return chosen.length !== first.length || chosen.some((option) => !first.includes(option));
  }

  // The second click of a double one would save twice; after three seconds it is a new try.
  const ONCE = 3000;
  const form = document.querySelector("#content-main > form[id$=_form]");
  if (!form) {
    return;
  }
  let sent = -ONCE;
  // What came back with errors, or was overtaken, is not saved either.
  let unsaved = Boolean(form.querySelector(".errornote, .eig-overtaken"));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formtarget")) {
      return; // looked at, not saved
    }
    if (event.timeStamp - sent < ONCE) {
      event.preventDefault();
      return;
    }
    sent = event.timeStamp;
    unsaved = false;
  });
  form.addEventListener("input", () => { unsaved = true; });
  // Lists with a search field say that they changed when they are set up, too: what is chosen tells.
  $(form).on("change", (event) => { unsaved ||= !event.target.matches("select") || isChosenAnew(event.target); });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !window.eigKept?.()) { // autosave.js: kept on the site, or in this browser
      event.preventDefault();
    }
  });
})();
