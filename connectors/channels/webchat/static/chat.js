// Puts the page together.

import { Cards } from "./cards.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { isDocument } from "./files.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { Phone } from "./phone.js";
import { Viewer } from "./pictures.js";
import { Language, person } from "./texts.js";

const config = JSON.parse(document.body.dataset.config);
const language = new Language();
const outbox = new Outbox();
const viewer = new Viewer();
const phone = new Phone(language);
const cards = new Cards(config.app, language);
const log = new Log(language, (url, alt) => viewer.open(url, alt), cards, config.pictures);
const composer = new Composer(language, config);
const connection = new Connection(outbox, () => log.newest, () => language.code);

const at = (id) => document.getElementById(id);
let state = "connecting";
let ready = false;
let attention = null;

function say(content) {
  const entry = outbox.add(content);
  log.showPending(entry, state === "online" ? "sending" : "queued");
  welcome();
  connection.flush();
}

function showOutbox() {
  const live = state === "online";
  for (const entry of outbox.all()) {
    log.showPending(entry, entry.failed ? "failed" : live ? "sending" : "queued");
  }
}

function welcome() {
  at("welcome").hidden = !ready || !log.empty;
}

function buildWelcome() {
  const title = document.createElement("h2");
  title.textContent = language.text("greeting");
  const introduction = document.createElement("p");
  introduction.textContent = language.text("introduction");
  const caption = document.createElement("p");
  caption.className = "caption";
  caption.textContent = language.text("suggestions");
  const list = document.createElement("div");
  list.className = "suggestions";
  list.append(...config.suggestions.map((suggestion) => suggestionChip(suggestion[language.code])));
  const parts = config.suggestions.length ? [title, introduction, caption, list] : [title, introduction];
  at("welcome").replaceChildren(...parts);
}

function suggestionChip(text) {
  const chip = document.createElement("button");
  chip.type = "button";
  chip.className = "suggestion";
  chip.textContent = text;
  chip.addEventListener("click", () => {
    say({ kind: "send", text });
    composer.focus();
  });
  return chip;
}

function relabel() {
  const name = language.code === "zh" ? config.name_zh : config.name_en;
  document.documentElement.lang = language.tag;
  document.title = name;
  at("name").textContent = name;
  at("language").textContent = language.text("other_language");
  at("language").setAttribute("aria-label", language.text("switch_language"));
  at("scroller").setAttribute("aria-label", language.text("conversation"));
  at("log").setAttribute("aria-label", language.text("conversation"));
  at("typing").setAttribute("aria-label", language.text("typing"));
  showState();
  buildWelcome();
  composer.relabel();
  log.relabel();
  viewer.relabel(language);
  phone.relabel();
}

// Who has the conversation: as the park says, else by what was said last.
function talking() {
  if (!attention) return log.talking;
  if (attention.owner === "queued") return { who: "waiting" };
  if (attention.owner === "bot") return { who: "bot" };
  const { name, presence } = attention;
  return { who: "staff", name, away: presence === "here" ? undefined : presence };
}

function showState() {
  const { who, name, away } = talking();
  const named = name ? person[language.code](name) : language.text("staff");
  const talks = { staff: away ? `${named} · ${language.text(`${away}_person`)}` : named, waiting: language.text("waiting") };
  at("status").textContent = (state === "online" && talks[who]) || language.text(state);
  at("status").dataset.state = state;
  at("status").dataset.who = who;
}

function refuse(frame) {
  const text = language.code === "zh" ? frame.text_zh : frame.text_en;
  composer.hint(text);
  if (!frame.id || frame.retry_after) return;
  outbox.fail(frame.id);
  showOutbox();
}

connection.addEventListener("state", ({ detail }) => {
  state = detail;
  if (state !== "online") log.setTyping(false);
  showState();
  showOutbox();
});
connection.addEventListener("ready", () => {
  ready = true;
  log.live();
  showOutbox();
  welcome();
});
connection.addEventListener("reset", () => {
  attention = null;
  log.clear();
});
connection.addEventListener("message", ({ detail }) => {
  if (detail.id) outbox.remove(detail.id);
  log.show(detail);
  showState();
  welcome();
});
connection.addEventListener("ack", ({ detail }) => {
  outbox.remove(detail.id);
  log.acknowledge(detail.id, detail.seq);
  composer.hint("");
});
connection.addEventListener("error", ({ detail }) => refuse(detail));
connection.addEventListener("typing", ({ detail }) => log.setTyping(detail.on, detail.who, detail.seconds));
connection.addEventListener("attention", ({ detail }) => {
  attention = detail;
  log.readUpTo(detail.read);
  showState();
});

log.addEventListener("press", ({ detail }) => {
  say({ kind: "press", ...detail });
  composer.focus();
});
log.addEventListener("retry", ({ detail }) => {
  outbox.retry(detail.id);
  showOutbox();
  connection.flush();
});
log.addEventListener("discard", ({ detail }) => {
  outbox.remove(detail.id);
  log.dropPending(detail.id);
  welcome();
});
composer.addEventListener("say", ({ detail: { text, files } }) => {
  const papers = files.filter(isDocument);
  const photos = files.filter((file) => !isDocument(file));
  if (photos.length) say({ kind: "photo", text, files: photos });
  papers.forEach((file, index) => say({ kind: "file", text: photos.length || index ? "" : text, files: [file] }));
  if (!files.length) say({ kind: "send", text });
});
composer.addEventListener("recorded", ({ detail: { blob, seconds } }) => {
  say({ kind: "file", text: "", files: [blob], seconds });
});
connection.addEventListener("progress", ({ detail }) => log.progress(detail.id, detail.ratio));
window.addEventListener("beforeunload", (event) => {
  if (outbox.fragile) event.preventDefault();
});
at("language").addEventListener("click", () => {
  language.toggle();
  relabel();
});

relabel();
showOutbox();
connection.open();
if (matchMedia("(hover: hover)").matches) composer.focus();
