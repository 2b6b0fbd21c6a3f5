// The messages of the open conversation: new ones are appended, older ones read when they are wanted.

import { fetchFragment, say } from "./ask.js";

const NEAR = 80; // pixels from the end that still count as being there

let root = null;
let watcher = null;
let resized = null;
let atEnd = true;
let unseen = 0;
let running = null;
let again = false;

const box = () => root.querySelector("[data-messages]");
const entries = () => root.querySelector("[data-timeline]");
const pill = () => root.querySelector("[data-to-newest]");
const isAtEnd = () => box().scrollHeight - box().scrollTop - box().clientHeight < NEAR;

export const lastSeq = () => Number(root.dataset.lastSeq);

/** Begin with a conversation that has just been put on the page. */
export function begin(article) {
  root = article;
  unseen = 0;
  toEnd();
  atEnd = true;
  box().addEventListener("scroll", seen, { passive: true });
  // The field grows and shrinks: who was at the end stays there.
  resized?.disconnect();
  resized = new ResizeObserver(() => atEnd && toEnd());
  resized.observe(box());
  pill().addEventListener("click", toEnd);
  watcher?.disconnect();
  watcher = new IntersectionObserver(wanted, { root: box(), rootMargin: "200px 0px 0px" });
  watch();
}

export function toEnd() {
  box().scrollTop = box().scrollHeight;
  seen();
}

function seen() {
  atEnd = isAtEnd();
  if (!atEnd) return;
  unseen = 0;
  pill().hidden = true;
}

/** Fetch what is new; while one fetch runs, the next waits for it. */
export function refresh() {
  again = running !== null;
  running ??= fetchNews(root).finally(() => {
    running = null;
    if (again) refresh();
  });
  return running;
}

async function fetchNews(article) {
  const id = article.dataset.conversation;
  const found = await fetchFragment(`/desk/inbox/${id}/news?after=${article.dataset.lastSeq}`);
  if (!found || article !== root) return;
  const news = found.firstElementChild;
  const stay = isAtEnd();
  const count = append(news.querySelector("[data-timeline]"));
  article.dataset.lastSeq = news.dataset.lastSeq;
  for (const why of news.querySelectorAll("[data-of]")) notArrived(why);
  for (const part of news.querySelectorAll("[data-part]")) put(part);
  article.dispatchEvent(new CustomEvent("inbox:news", { bubbles: true, detail: { ...news.dataset } }));
  if (stay) return toEnd();
  unseen += count;
  pill().hidden = unseen === 0;
  pill().textContent = say("newMessages", { count: unseen });
}

// A message may turn out not to have arrived long after it was put on the page.
function notArrived(why) {
  const meta = entries().querySelector(`[data-key="${why.dataset.of}"] .meta`);
  if (meta && !meta.querySelector(".undelivered")) meta.querySelector("time").after(why);
}

// What somebody has open or in hand is left as it is until the next time.
function put(part) {
  const place = root.querySelector(`[data-part="${part.dataset.part}"]`);
  const busy = place.querySelector("details[open]") || place.contains(document.activeElement);
  if (busy && place.dataset.part !== "head") return;
  if (place.querySelector("details[open]") || plain(place) === plain(part)) return;
  const focused = document.activeElement?.dataset?.act;
  place.replaceChildren(...part.childNodes);
  if (focused) place.querySelector(`[data-act="${focused}"]`)?.focus();
}

const plain = (element) => {
  const copy = element.cloneNode(true);
  for (const presence of copy.querySelectorAll("[data-presence]")) presence.textContent = "";
  return copy.innerHTML;
};

function append(found) {
  let count = 0;
  for (const entry of [...found.children]) {
    if (entry.dataset.key && entries().querySelector(`[data-key="${entry.dataset.key}"]`)) continue;
    if (entry.dataset.older) continue;
    entries().append(entry);
    if (entry.matches(".message, .note")) count += 1;
  }
  tidyDays();
  return count;
}

function tidyDays() {
  const days = new Set();
  for (const day of entries().querySelectorAll(".day")) {
    if (days.has(day.dataset.day) || !day.nextElementSibling || day.nextElementSibling.matches(".day")) day.remove();
    else days.add(day.dataset.day);
  }
}

function watch() {
  const older = entries().querySelector("[data-older]");
  if (!older) return;
  watcher.observe(older);
  older.querySelector("button").addEventListener("click", () => readOlder(older));
}

function wanted(seen) {
  for (const { isIntersecting, target } of seen) if (isIntersecting) readOlder(target);
}

async function readOlder(older) {
  if (older.dataset.reading) return;
  older.dataset.reading = "yes";
  const article = root;
  const found = await fetchFragment(`/desk/inbox/${article.dataset.conversation}/older?before=${older.dataset.older}`);
  delete older.dataset.reading;
  if (!found || article !== root) return;
  const [height, top] = [box().scrollHeight, box().scrollTop];
  older.replaceWith(...found.children);
  tidyDays();
  box().scrollTop = top + box().scrollHeight - height;
  watch();
}
