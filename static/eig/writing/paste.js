"use strict";

// What is pasted or dropped into a text: pictures go to the library, addresses become links, references or players,
// and text with a form keeps it as Markdown.
(() => {
  const tools = window.eigText;
  const { TEXTS, put } = tools;
  const ADDRESS = /^(?:https?:\/\/|www\.)[^\s<>]+$/i;
  const PICTURES = /^image\/(jpeg|png|webp|avif|gif)$/;

  const pictures = (data) => [...data.files].filter((file) => PICTURES.test(file.type));
  const words = (text, name) => tools.under(text)?.dataset[name] ?? "";

  function isAlone(text) {
    const { start, end } = tools.lines(text);
    return !(text.value.slice(start, text.selectionStart) + text.value.slice(text.selectionEnd, end)).trim();
  }

  // Inside what is already the address of a link or of a player, an address is an address.
  function isInAddress(text) {
    return /(\]\(\s*|<|embed:)[^\s()<>]*$/.test(text.value.slice(0, text.selectionStart));
  }

  async function pasteAddress(text, typed) {
    const address = tools.wholeAddress(typed);
    const [start, end] = [text.selectionStart, text.selectionEnd];
    const selected = text.value.slice(start, end).trim();
    if (!selected && tools.isPlayer(address) && isAlone(text)) {
      tools.askEmbed(text, address);
      return;
    }
    const said = selected || tools.linkWords(typed);
    const link = `[${said}](${address})`;
    put(text, start, end, "", link, "");
    if (!selected) {
      text.setSelectionRange(start + 1, start + 1 + said.length); // what is typed next are its words
    }
    const item = await tools.itemAt(address, text.lang);
    if (item && text.value.slice(start, start + link.length) === link) {
      const name = selected || tools.linkWords(item.name);
      put(text, start, start + link.length, "", `[${name}](${item.reference})`, "");
      tools.say(text, words(text, "saidReference").replace("#", item.name));
    }
  }

  function pasteRichText(text, found) {
    const [start, end] = [text.selectionStart, text.selectionEnd];
    const isBlock = found.markdown.includes("\n") || found.isBlock;
    put(text, start, end, ...(isBlock ? tools.apart(text, start, end, found.markdown) : ["", found.markdown, ""]));
    tools.say(text, found.images ? words(text, "saidPictures") : "");
  }

  document.addEventListener("paste", (event) => {
    const text = event.target;
    const data = event.clipboardData;
    if (!text.matches?.(TEXTS) || text.readOnly || !data) {
      return;
    }
    tools.say(text, "");
    const plain = data.getData("text/plain").trim();
    const html = data.getData("text/html");
    const found = html ? tools.markdownFrom(html) : null;
    if (pictures(data).length && !found?.markdown) {
      event.preventDefault();
      take(text, pictures(data));
    } else if (ADDRESS.test(plain) && tools.wholeAddress(plain) && !isInAddress(text)) {
      event.preventDefault();
      pasteAddress(text, plain);
    } else if (found?.hasForm) {
      event.preventDefault();
      pasteRichText(text, found);
    }
  });

  function take(text, files) {
    if (!tools.under(text)?.hasAttribute("data-may-add")) {
      tools.say(text, words(text, "saidNoRight"));
      return;
    }
    tools.say(text, files.length > 1 ? words(text, "saidOne") : "");
    tools.choosePicture(text, files.slice(0, 1));
  }

  const carriesFiles = (event) => event.target.matches?.(TEXTS) && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    }
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) {
      return;
    }
    event.preventDefault(); // else the file would open in place of the page
    const files = pictures(event.dataTransfer);
    if (files.length) {
      take(event.target, files);
    } else {
      tools.say(event.target, words(event.target, "saidNoPicture"));
    }
  });
})();
