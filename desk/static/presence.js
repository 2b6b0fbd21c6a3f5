// Who looks at a conversation: say it of oneself, and hear it of others.

import { csrf } from "./shell.js";

const LOOKING_MS = 20_000;
const TYPING_MS = 4_000;

let conversation = 0;
let typedAt = 0;
let timer = 0;

/** Look at a conversation from now on; resolves to who else does: [{staff, name, state}]. */
export async function look(id) {
  if (conversation && conversation !== id) say("gone");
  conversation = id;
  clearInterval(timer);
  timer = setInterval(() => document.hidden || say("looking"), LOOKING_MS);
  return say("looking");
}

/** Somebody typed in it; call it for every key. */
export function type() {
  if (!conversation || Date.now() - typedAt < TYPING_MS) return;
  typedAt = Date.now();
  say("typing");
}

/** Look away. */
export function leave() {
  if (conversation) say("gone");
  conversation = 0;
  clearInterval(timer);
}

async function say(state) {
  const answer = await fetch("/desk/presence", {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": csrf() },
    body: JSON.stringify({ conversation, state }),
  }).catch(() => null);
  return answer?.ok ? (await answer.json()).present : [];
}

addEventListener("pagehide", leave);
