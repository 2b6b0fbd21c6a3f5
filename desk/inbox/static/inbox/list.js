// The list: refreshed when something happens, without a jump and without losing the place.

import { fetchFragment } from "./ask.js";
import * as presence from "./presence.js";
import * as sound from "./sound.js";
import * as title from "../title.js";

const REFRESH_MS = 700;
const SEARCH_MS = 250;
const PAGE = 30;
const MOST = 150;

const inbox = document.getElementById("inbox");
const list = document.getElementById("list");
const search = document.getElementById("search");
let due = 0;
let asked = 0;

export const links = () => [...list.querySelectorAll("[data-rows] a[data-open-conversation]")];

/** Fetch the list soon; several wishes are one. */
export function refresh() {
  due ||= setTimeout(renew, REFRESH_MS);
}

async function renew() {
  clearTimeout(due);
  due = 0;
  const order = ++asked;
  const rows = Math.min(Math.max(links().length, PAGE), MOST);
  const found = await fetchFragment(`/desk/inbox/list?${query({ rows })}`);
  if (!found || order !== asked) return;
  mark(found, opened());
  replace(found);
  settle();
}

// The place in the list and the focused row stay.
function replace(found) {
  const scroll = list.querySelector("[data-scroll]");
  const [top, focused] = [scroll?.scrollTop ?? 0, document.activeElement?.dataset?.openConversation];
  list.replaceChildren(...found.childNodes);
  const now = list.querySelector("[data-scroll]");
  if (now) now.scrollTop = top;
  if (focused) list.querySelector(`[data-rows] [data-open-conversation="${focused}"]`)?.focus({ preventScroll: true });
}

function settle() {
  const counts = list.querySelector("[data-counts]").dataset;
  const waiting = Number(counts.queue) + Number(counts.waiting);
  title.before("inbox", waiting ? `(${waiting}) ` : "");
  const badge = document.querySelector('[data-count="inbox"]');
  if (badge) {
    badge.hidden = !waiting;
    badge.textContent = waiting;
  }
  presence.read(list);
}

function query(extra) {
  const wanted = new URLSearchParams({ tab: inbox.dataset.tab, ...extra });
  const q = search.elements.q.value.trim();
  if (q) wanted.set("q", q);
  if (inbox.dataset.label) wanted.set("label", inbox.dataset.label);
  return wanted;
}

const opened = () => document.querySelector("article[data-conversation]")?.dataset.conversation;

/** Show which conversation is open; none for undefined. */
export function mark(root = list, id = opened()) {
  for (const link of root.querySelectorAll("[data-rows] [data-open-conversation]")) {
    if (link.dataset.openConversation === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** To the row that was opened last, else the first. */
export function focusRow(id) {
  const rows = links();
  (rows.find((row) => row.dataset.openConversation === id) ?? rows[0])?.focus();
}

function move(step) {
  const rows = links();
  const at = rows.indexOf(document.activeElement);
  const from = at < 0 ? rows.findIndex((row) => row.ariaCurrent === "true" || row.hasAttribute("aria-current")) : at;
  const next = rows[Math.min(Math.max(from + step, 0), rows.length - 1)];
  next?.focus();
}

async function more(button) {
  button.disabled = true;
  const found = await fetchFragment(`/desk/inbox/list?${query({ cursor: button.dataset.more })}`);
  if (!found) return void (button.disabled = false);
  const known = new Set(links().map((row) => row.dataset.openConversation));
  const rows = [...found.children].filter((row) => !known.has(row.dataset.conversation));
  button.closest("li").replaceWith(...rows);
  mark();
  presence.read(list);
}

function choose(tab) {
  inbox.dataset.tab = tab;
  search.reset();
  search.elements.q.value = "";
  const scroll = list.querySelector("[data-scroll]");
  if (scroll) scroll.scrollTop = 0;
  list.querySelector("[data-rows]")?.replaceChildren();
  history.replaceState(history.state, "", `${location.pathname}?${query({})}`);
  renew();
}

list.addEventListener("click", (event) => {
  const tab = event.target.closest("a[data-tab]");
  const button = event.target.closest("[data-more]");
  if (tab && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    choose(tab.dataset.tab);
  }
  if (button) more(button);
});
document.querySelectorAll("[data-move]").forEach((button) => {
  button.addEventListener("click", () => move(Number(button.dataset.move)));
});

// The list by one label, or by none.
function filter(label) {
  inbox.dataset.label = label;
  const field = document.querySelector("[data-filter-label]");
  if (field) field.value = label;
  history.replaceState(history.state, "", `${location.pathname}?${query({})}`);
  renew();
}
document.querySelector("[data-filter-label]")?.addEventListener("change", ({ target }) => filter(target.value));
list.addEventListener("click", (event) => {
  if (!event.target.closest("[data-unfilter]")) return;
  event.preventDefault();
  filter("");
});

// A view is kept with what the list shows at that moment.
document.querySelector("[data-keep-inbox-view]").addEventListener("htmx:configRequest", (event) => {
  for (const [name, value] of query({})) event.detail.parameters[name] = value;
});

let typing = 0;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(renew, SEARCH_MS);
});
search.addEventListener("submit", (event) => {
  event.preventDefault();
  renew();
});

for (const kind of ["conversation", "said", "message"]) document.body.addEventListener(`desk:${kind}`, refresh);
document.body.addEventListener("desk:conversation", ({ detail }) => {
  if (detail.type === "conversation.handed_off") sound.arrival();
});
settle();
