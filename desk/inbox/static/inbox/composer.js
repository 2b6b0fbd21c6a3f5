// The field: replies and notes, drafts, canned replies, and what happens when two answer at once.

import { complain, post, say } from "./ask.js";
import * as canned from "./canned.js";
import * as drafts from "./drafts.js";
import * as outbox from "./outbox.js";
import * as pictures from "./pictures.js";
import * as presence from "./presence.js";
import * as recorder from "./recorder.js";
import * as timeline from "./timeline.js";

const ENTER = "parkline:enter-sends";
const TALLEST = 220; // pixels

let form = null;
let conversation = "";
let open = []; // variables that a canned reply left, in their braces

const part = (name) => form.querySelector(`[data-${name}]`);
const field = () => part("text");
const picker = () => part("picker");
const mode = () => form.dataset.mode;
const enterSends = () => localStorage.getItem(ENTER) !== "off";

/** Begin with the field of a conversation that has just been put on the page. */
export function begin(article) {
  form = article.querySelector("[data-composer]");
  conversation = article.dataset.conversation;
  open = [];
  part("enter-sends").checked = enterSends();
  part("enter-sends").addEventListener("change", ({ target }) => {
    localStorage.setItem(ENTER, target.checked ? "on" : "off");
    hint();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  field().addEventListener("input", typed);
  field().addEventListener("keydown", pressed);
  field().addEventListener("focus", () => mode() === "reply" && canned.prepare(conversation));
  field().addEventListener("blur", closePicker);
  for (const button of form.querySelectorAll("[data-set-mode]")) {
    button.addEventListener("click", () => setMode(button.dataset.setMode, true));
  }
  part("pick")?.addEventListener("click", pick);
  part("send-anyway").addEventListener("click", () => resolveCollision(true));
  pictures.begin(form);
  recorder.begin(form, spoken);
  part("edit-again").addEventListener("click", () => resolveCollision(false));
  setMode(mode(), false);
}

function setMode(wanted, focus) {
  form.dataset.mode = wanted;
  for (const button of form.querySelectorAll("[data-set-mode]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setMode === wanted));
  }
  const isNote = wanted === "note";
  field().value = drafts.read(conversation, wanted);
  invite();
  part("send").textContent = say(isNote ? "saveNote" : "send");
  if (part("pick")) part("pick").hidden = isNote;
  field().toggleAttribute("data-mentions", isNote);
  pictures.show();
  recorder.show();
  open = [];
  showOpen();
  closePicker();
  grow();
  hint();
  if (focus) field().focus();
}

// Sending in a conversation that nobody has takes it: say so before.
function invite() {
  const { owner, replyPlaceholder, takePlaceholder } = form.dataset;
  const reply = owner === "staff" ? replyPlaceholder : takePlaceholder;
  field().placeholder = mode() === "note" ? say("notePlaceholder") : reply;
}

function hint() {
  part("hint").textContent = say(enterSends() ? "enterHint" : "ctrlEnterHint");
}

function typed() {
  drafts.keep(conversation, mode(), field().value);
  if (mode() === "reply") presence.type();
  grow();
  showOpen();
  const word = mode() === "reply" ? canned.wanted(field().value) : null;
  if (word === null) return closePicker();
  canned.prepare(conversation).then(() => {
    if (canned.wanted(field().value) === word) canned.show(picker(), word, insert);
  });
}

function grow() {
  field().style.height = "auto";
  field().style.height = `${Math.min(field().scrollHeight + 2, TALLEST)}px`;
}

async function pick() {
  await canned.prepare(conversation);
  field().focus();
  canned.show(picker(), "", insert);
}

function closePicker() {
  picker().hidden = true;
  field().removeAttribute("aria-activedescendant");
}

function insert(reply) {
  closePicker();
  const before = canned.wanted(field().value) === null ? field().value : "";
  field().value = before ? `${before.trimEnd()}\n${reply.text}` : reply.text;
  open = [...new Set([...open, ...reply.open.map((name) => `{${name}}`)])];
  drafts.keep(conversation, mode(), field().value);
  grow();
  field().focus();
  showOpen();
  selectOpen();
}

const stillOpen = () => open.filter((variable) => field().value.includes(variable));

function showOpen() {
  const left = stillOpen();
  part("fill-in").hidden = left.length === 0;
  part("fill-in").textContent = left.length ? say("fillIn", { variables: left.join(" ") }) : "";
}

function selectOpen() {
  const [first] = stillOpen();
  if (!first) return false;
  const at = field().value.indexOf(first);
  field().setSelectionRange(at, at + first.length);
  return true;
}

function pressed(event) {
  if (event.isComposing) return;
  if (!picker().hidden && picking(event)) return;
  if (event.key === "Tab" && !event.shiftKey && stillOpen().length) {
    event.preventDefault();
    selectOpen();
  }
  if (event.key !== "Enter") return;
  const modified = event.ctrlKey || event.metaKey;
  if (modified || (enterSends() && !event.shiftKey && !event.altKey)) {
    event.preventDefault();
    send();
  }
}

function picking(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    field().setAttribute("aria-activedescendant", canned.step(picker(), event.key === "ArrowDown" ? 1 : -1) ?? "");
  } else if (event.key === "Escape") {
    event.stopPropagation();
    closePicker();
  } else if ((event.key === "Enter" || event.key === "Tab") && canned.selected(picker())) {
    insert(canned.selected(picker()));
  } else return false;
  event.preventDefault();
  return true;
}

// A voice message goes alone; words that stand in the field stay there.
async function spoken(file) {
  await outbox.send(conversation, "", [file], collided);
}

async function send() {
  const text = field().value.trim();
  const sentMode = mode();
  const hasPhotos = sentMode === "reply" && pictures.any();
  if ((!text && !hasPhotos) || selectOpen()) return;
  if (sentMode === "note") return note(text);
  clear(sentMode);
  presence.typed();
  await outbox.send(conversation, text, pictures.release(), collided);
}

async function note(text) {
  const where = conversation;
  clear("note");
  const answer = await post(`/desk/inbox/${where}/note`, { text });
  if (answer.ok) return timeline.refresh();
  complain(answer);
  drafts.keep(where, "note", text);
  if (where === conversation && mode() === "note" && !field().value) field().value = text;
}

function clear(ofMode) {
  drafts.keep(conversation, ofMode, "");
  field().value = "";
  open = [];
  showOpen();
  grow();
}

document.addEventListener("inbox:news", ({ detail }) => {
  if (!form) return;
  form.dataset.owner = detail.owner;
  if (form.dataset.colleague !== detail.colleague) belongsTo(detail.colleague);
  invite();
});

// Who owns a conversation is the only one who speaks: to the others it offers a note, or to take over.
function belongsTo(colleague) {
  form.dataset.colleague = colleague;
  const reply = form.querySelector('[data-set-mode="reply"]');
  if (reply) reply.hidden = Boolean(colleague);
  if (part("take-over")) part("take-over").hidden = !colleague;
  part("with").hidden = !colleague;
  part("with").textContent = colleague ? say("with", { name: colleague }) : "";
  if (colleague && mode() === "reply") setMode("note", false);
  else if (!colleague && reply && !field().value) setMode("reply", false);
}

let collision = null;

// The colleague's words stand in the timeline by now: show them beside the question.
function collided(problem, text, files, again) {
  const answer = document.querySelector(`[data-timeline] [data-seq="${problem.details.seq}"]`);
  collision = { text, files, again };
  part("collision-who").textContent = say("answered", { name: answer?.dataset.name ?? "" });
  part("collision-words").textContent = answer?.querySelector(".said")?.textContent ?? "";
  part("collision").hidden = false;
  part("edit-again").focus();
}

function resolveCollision(anyway) {
  const { text, files, again } = collision;
  collision = null;
  part("collision").hidden = true;
  field().focus();
  if (anyway) return again();
  field().value = field().value ? `${text}\n${field().value}` : text;
  pictures.add(files);
  typed();
}

document.body.addEventListener("desk:ticket", canned.forget);
document.body.addEventListener("desk:order", canned.forget);
