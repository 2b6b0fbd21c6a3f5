// Keeps a page current: fetches its fragment and changes only the parts that are different, so that
// nothing jumps, and what somebody is writing or has open stays.

const SOON_MS = 500;
const MINUTE_MS = 60_000;

const written = new WeakMap(); // Element → as the server sent it; clocks change it afterwards.
let due = 0;
let asked = 0;
let later = () => {};

const root = () => document.querySelector("[data-tickets]");

/** Fetch the page's parts whenever a ticket changes, and every minute. `after` runs then. */
export function keepCurrent(after = () => {}) {
  later = after;
  remember(root());
  document.body.addEventListener("desk:ticket", refresh);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  setInterval(() => document.hidden || refresh(), MINUTE_MS);
}

/** Soon; several wishes are one. */
export function refresh() {
  due ||= setTimeout(renew, SOON_MS);
}

export async function renew() {
  clearTimeout(due);
  due = 0;
  const order = ++asked;
  const headers = { "HX-Request": "true", Accept: "text/html" };
  const answer = await fetch(location.href, { headers }).catch(() => null);
  if (answer?.status === 401) location.reload();
  if (!answer?.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  await released();
  if (order !== asked) return;
  const focused = document.activeElement?.id;
  for (const fresh of found.querySelectorAll("[data-part]")) {
    const part = root().querySelector(`[data-part="${fresh.dataset.part}"]`);
    if (part) take(part, fresh);
  }
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  later();
}

// A press begins on one element and ends on the same one, or it is no click: what is pressed is not
// drawn anew until it is let go.
let held = false;
const waiting = new Set();
for (const [begins, ends] of [["pointerdown", "pointerup pointercancel dragend"], ["keydown", "keyup"]]) {
  addEventListener(begins, () => (held = true), { capture: true, passive: true });
  for (const end of ends.split(" ")) addEventListener(end, letGo, { capture: true, passive: true });
}
addEventListener("blur", letGo);

function letGo() {
  held = false;
  setTimeout(() => {
    for (const go of waiting) go();
    waiting.clear();
  }); // After the click, which follows.
}

const released = () => (held ? new Promise((go) => waiting.add(go)) : undefined);

function remember(element) {
  for (const part of element.querySelectorAll("[data-part]")) {
    written.set(part, part.outerHTML);
    if ("keyed" in part.dataset) for (const child of part.children) written.set(child, child.outerHTML);
  }
}

function take(part, fresh) {
  if ("keyed" in part.dataset) return reconcile(part, fresh);
  if (written.get(part) === fresh.outerHTML || busy(part)) return;
  swap(part, adopt(fresh));
}

// What had the focus is the same control of the new element.
const controls = (element) => [...element.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
function swap(old, made) {
  const at = controls(old).indexOf(document.activeElement);
  old.replaceWith(made);
  if (at >= 0) controls(made)[at]?.focus({ preventScroll: true });
}

// Children by their ids: those that are the same stay where they are, the others move or change.
function reconcile(part, fresh) {
  const old = new Map([...part.children].map((child) => [child.id, child]));
  const wanted = [...fresh.children].map((child) => {
    const known = old.get(child.id);
    old.delete(child.id);
    if (known && (written.get(known) === child.outerHTML || busy(known))) return known;
    const made = adopt(child);
    if (known) swap(known, made);
    return made;
  });
  for (const gone of old.values()) if (!busy(gone)) gone.remove();
  wanted.forEach((child, at) => {
    if (part.children[at] !== child) part.insertBefore(child, part.children[at] ?? null);
  });
}

function adopt(fresh) {
  const html = fresh.outerHTML;
  const made = document.importNode(fresh, true);
  written.set(made, html);
  globalThis.htmx?.process(made);
  return made;
}

// It is being dragged, something is open in it, or was written in it and not sent.
function busy(element) {
  if ("dragged" in element.dataset) return true;
  if (element.matches("dialog[open]") || element.querySelector("dialog[open], details[open]")) return true;
  return [...element.querySelectorAll("textarea, input:not([type=hidden], [type=search])")].some(
    (field) => field.value !== field.defaultValue,
  );
}

// Something was done from this page.
document.body.addEventListener("tickets:done", (event) => {
  const form = event.target.closest?.("form");
  form?.reset();
  event.target.closest?.("dialog")?.close();
  for (const open of document.querySelectorAll("details.menu[open]")) open.open = false;
  event.target.closest?.("details[open]")?.removeAttribute("open"); // What is open in it stays as it is.
  renew();
});
