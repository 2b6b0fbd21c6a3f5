// Canned replies: "/" at the beginning of a reply opens a picker; what was not filled in is asked for.

import { say } from "./ask.js";

let kept = [];
let keptFor = "";
let reading = Promise.resolve();

/** Read the replies of a conversation, in its tenant's language; resolves when they are there. */
export function prepare(conversation) {
  if (keptFor === conversation) return reading;
  keptFor = conversation;
  kept = [];
  reading = read(conversation);
  return reading;
}

async function read(conversation) {
  const answer = await fetch(`/desk/inbox/${conversation}/replies`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (keptFor !== conversation) return;
  if (answer?.ok) kept = await answer.json();
  else keptFor = "";
}

/** Forget them: numbers of tickets and orders may be others now. */
export function forget() {
  keptFor = "";
}

/** What is looked for in a text, or null if it is none of ours. */
export function wanted(text) {
  return /^\/([\p{L}\p{N}_-]*)$/u.exec(text)?.[1].toLowerCase() ?? null;
}

const rank = (reply, word) => (reply.code.startsWith(word) ? 0 : reply.code.includes(word) ? 1 : 2);

/** Show in `picker` the replies that hold a word; `choose` is called with the one picked. */
export function show(picker, word, choose) {
  const found = kept
    .filter((reply) => `${reply.code} ${reply.text}`.toLowerCase().includes(word))
    .sort((one, other) => rank(one, word) - rank(other, word));
  picker.replaceChildren(...found.map((reply, index) => option(reply, index, choose)));
  if (!found.length) picker.append(Object.assign(document.createElement("p"), { className: "muted", textContent: say("cannedNone") }));
  picker.hidden = false;
}

function option(reply, index, choose) {
  const element = document.createElement("div");
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", String(index === 0));
  element.id = `canned-${index}`;
  const code = Object.assign(document.createElement("code"), { textContent: `/${reply.code}` });
  const text = Object.assign(document.createElement("span"), { className: "clip" });
  text.append(...marked(reply));
  element.append(code, text);
  element.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    choose(reply);
  });
  element.reply = reply;
  return element;
}

// The variables that are still open stand out.
function marked({ text, open }) {
  const braces = open.map((name) => `{${name}}`);
  return text.split(/(\{\w+\})/).map((part) => {
    if (!braces.includes(part)) return part;
    return Object.assign(document.createElement("mark"), { textContent: part });
  });
}

export function step(picker, by) {
  const options = [...picker.querySelectorAll("[role=option]")];
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const next = options[(at + by + options.length) % options.length];
  options.forEach((one) => one.setAttribute("aria-selected", String(one === next)));
  next?.scrollIntoView({ block: "nearest" });
  return next?.id;
}

export const selected = (picker) => picker.querySelector('[aria-selected="true"]')?.reply;
