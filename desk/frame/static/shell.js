// What every page does: tokens on requests, words in passing, menus, keys.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
export const csrf = () => meta("csrf-token");

const TOAST_MS = 6000;

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrf();
});

// htmx would begin once the page's last script has run. Until then a button of a dialog that is opened
// here could be pressed, and nothing would hear it.
globalThis.htmx?.process(document.body);

/** Say something in passing. `tone` is good or bad. */
export function toast(text, tone = "good") {
  const line = document.createElement("p");
  line.className = "toast";
  line.dataset.tone = tone;
  line.textContent = text;
  document.getElementById("toasts")?.append(line);
  fade(line);
}

function fade(line) {
  setTimeout(() => line.remove(), TOAST_MS);
}

document.querySelectorAll("#toasts .toast").forEach(fade);
document.body.addEventListener("desk:toast", (event) => {
  const toasts = event.detail.value ?? event.detail;
  for (const { text, tone } of [toasts].flat()) toast(text, tone);
});
document.body.addEventListener("htmx:sendError", () => {
  const state = document.querySelector("[data-connection]");
  if (state) toast(state.dataset.reconnecting, "bad");
});

// On a phone the areas are wider than the page: the current one is brought into sight.
document.querySelector(".tabs-rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// A click beside an open menu closes it. Dialogs are opened and closed by dialogs.js.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// data-key="r", or data-key="g i" for one key after another: presses what carries it.
// An input is focused instead. Keys are left alone while somebody writes.
const SEQUENCE_MS = 1000;
let before = { key: "", at: 0 };

document.addEventListener("keydown", (event) => {
  // Scripts that import this one by its plain name run it once more: a key is pressed once.
  if (event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return escape();
  if (writes(event.target) || document.querySelector("dialog[open]")) return;
  const pair = Date.now() - before.at < SEQUENCE_MS ? `${before.key} ${event.key}` : "";
  before = { key: event.key, at: Date.now() };
  const target = (pair && carrier(pair)) || carrier(event.key) || search(event.key);
  if (!target) return;
  event.preventDefault();
  if (writes(target)) target.focus();
  else target.click();
});

const writes = (element) =>
  element instanceof Element && element.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

const carrier = (keys) =>
  [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)].find(
    (element) => element.checkVisibility?.() ?? true,
  );

const search = (key) => (key === "/" ? document.querySelector("input[type=search]") : null);

function escape() {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) menu.open = false;
  if (writes(document.activeElement)) document.activeElement.blur();
}
