// Who looks at a conversation and who types: said of oneself, shown of others.

import { post, say } from "./ask.js";

const LOOKING_MS = 20_000;
const NEAR = 80; // pixels from the end that still count as being there
const TYPING_MS = 4_000;
const LASTS = { looking: 45_000, typing: 8_000 };
const me = () => Number(document.getElementById("inbox").dataset.me);

const heard = new Map(); // conversation → Map(staff → {name, state, at})
let conversation = 0;
let typedAt = 0;
let timer = 0;
let told = 0; // the newest message that was said to be seen

/** Look at a conversation from now on. */
export async function look(id) {
  if (conversation && conversation !== id) tell("gone", conversation);
  conversation = id;
  told = 0;
  clearInterval(timer);
  timer = setInterval(() => document.hidden || tell("looking", id), LOOKING_MS);
  const { ok, body } = await tell("looking", id);
  if (!ok) return;
  heard.delete(id);
  for (const one of body.present) note(id, one);
  show();
}

/** Somebody typed in it; call it for every key. */
export function type() {
  if (!conversation || Date.now() - typedAt < TYPING_MS) return;
  typedAt = Date.now();
  tell("typing", conversation);
}

/** What was typed is sent. */
export function typed() {
  typedAt = 0;
  if (conversation) tell("looking", conversation);
}

/** Look away. */
export function leave() {
  if (conversation) tell("gone", conversation);
  conversation = 0;
  clearInterval(timer);
}

/** Rows came from the server: they know who was there before this page was. */
export function read(root) {
  for (const place of root.querySelectorAll("[data-presence]")) {
    const id = Number(place.dataset.presence);
    if (heard.has(id)) continue;
    for (const { dataset } of place.querySelectorAll("[data-staff]")) {
      note(id, { staff: Number(dataset.staff), name: dataset.name, state: dataset.state });
    }
  }
  show();
}

function tell(state, id) {
  const newest = state === "gone" ? 0 : seen(id);
  if (id === conversation) told = Math.max(told, newest);
  return post("/desk/presence", { conversation: id, state, seen: newest });
}

// The newest message on the screen, whose tenant is shown that it was read; 0 while the reader is elsewhere.
function seen(id) {
  const article = document.querySelector(`article[data-conversation="${id}"]`);
  if (!article || document.hidden) return 0;
  const box = article.querySelector("[data-messages]");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
  return atEnd ? Number(article.dataset.lastSeq) : 0;
}

function lookAgain() {
  if (conversation && seen(conversation) > told) tell("looking", conversation);
}

function note(id, { staff, name, state }) {
  if (staff === me()) return;
  const here = heard.get(id) ?? new Map();
  if (state === "gone") here.delete(staff);
  else here.set(staff, { name, state, at: Date.now() });
  heard.set(id, here);
}

function show() {
  for (const place of document.querySelectorAll("[data-presence]")) {
    const text = words(Number(place.dataset.presence), "typingOnly" in place.dataset);
    if (place.textContent !== text) place.textContent = text;
  }
}

function words(id, typingOnly) {
  const now = Date.now();
  const names = { looking: [], typing: [] };
  for (const { name, state, at } of heard.get(id)?.values() ?? []) {
    if (state === "typing" && now - at < LASTS.typing) names.typing.push(name);
    else if (now - at < LASTS.looking) names.looking.push(name);
  }
  if (names.typing.length) return say("typing", { names: names.typing.join(", ") });
  return names.looking.length && !typingOnly ? say("looking", { names: names.looking.join(", ") }) : "";
}

document.body.addEventListener("desk:presence", ({ detail }) => {
  note(detail.conversation, detail);
  show();
});
setInterval(show, 2_000);
document.addEventListener("inbox:news", () => requestAnimationFrame(lookAgain));
document.addEventListener("visibilitychange", lookAgain);
document.addEventListener("scroll", lookAgain, { capture: true, passive: true });
addEventListener("pagehide", () => {
  if (!conversation) return;
  const token = document.querySelector('meta[name="csrf-token"]').content;
  fetch("/desk/presence", {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
    body: JSON.stringify({ conversation, state: "gone" }),
  });
});
