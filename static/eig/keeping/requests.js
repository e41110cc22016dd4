"use strict";

// What an open form asks of the site: every answer has a status, and brings the token that is right now.
window.eigRequests = (() => {
  const KEEPALIVE = 60_000; // bytes that browsers still send for a page that is closed
  const tab = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const tokens = () => document.querySelectorAll("input[name=csrfmiddlewaretoken]");
  const token = () => tokens()[0].value;

  async function ask(address, options) {
    let response;
    try {
      response = await fetch(address, { credentials: "same-origin", redirect: "error", ...options });
    } catch {
      return { status: "offline" };
    }
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
      return response.ok ? { status: "page", html: await response.text() } : { status: response.status < 500 ? "refused" : "offline" };
    }
    const answer = await response.json().catch(() => ({ status: "offline" }));
    if (answer.token) {
      tokens().forEach((input) => { input.value = answer.token; });
    }
    return answer;
  }

  async function post(address, entries, keepalive = false) {
    const send = () => {
      const body = new URLSearchParams([...entries, ["_tab", tab], ["csrfmiddlewaretoken", token()]]).toString();
      const headers = { "Content-Type": "application/x-www-form-urlencoded" };
      return ask(address, { method: "POST", headers, body, keepalive: keepalive && body.length < KEEPALIVE });
    };
    const answer = await send();
    // The page was older than the last login in this browser: the answer brought the token that is right now.
    return answer.status === "token" ? send() : answer;
  }

  // Leave the page by sending what a form would send to this address.
  function hand(entries) {
    const carrier = document.createElement("form");
    carrier.method = "post";
    carrier.hidden = true;
    [...entries, ["csrfmiddlewaretoken", token()]].forEach(([name, value]) => {
      const field = document.createElement("textarea"); // it keeps line breaks
      [field.name, field.value] = [name, value];
      carrier.append(field);
    });
    document.body.append(carrier);
    carrier.submit();
  }

  return { ask, post, hand };
})();
