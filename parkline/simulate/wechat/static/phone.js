import { act } from "./acts.js";
import { clock, face, row, summary } from "./bubbles.js";
import { Dock, scan } from "./dock.js";
import { make } from "./elements.js";
import { Inspector } from "./inspector.js";
import { choose } from "./sheet.js";
import { language, say } from "./words.js";

const $ = (id) => document.getElementById(id);
const NOTICES = "notices";
const SILENT = [NOTICES, "group"];

const view = { state: null, open: "official", seen: new Map(), drawn: new Map(), chat: "" };
const dock = new Dock($("dock"));
const inspector = new Inspector($("inspector"), () => {
  view.chat = "";
  draw();
});

/** The chats of the phone: one with each account, and the notices of mini-programs together. */
function threads() {
  const notices = (thread) => thread.bubbles.filter((bubble) => bubble.via === "subscribe");
  const isNotice = (thread) => thread.kind === "mini";
  const own = view.state.threads.map((thread) => ({
    ...thread,
    bubbles: isNotice(thread) ? thread.bubbles.filter((bubble) => bubble.via !== "subscribe") : thread.bubbles,
  }));
  const told = view.state.threads.filter(isNotice).flatMap(notices).sort((a, b) => a.id - b.id);
  const shared = { kind: NOTICES, name: say("notices"), bubbles: told, menu: [], follows: true, windows: [] };
  return told.length ? [...own, { ...shared, deliveries: [] }] : own;
}

function draw() {
  if (!view.state) return;
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  const all = threads();
  const thread = all.find((one) => one.kind === view.open);
  if (thread) view.seen.set(thread.kind, thread.bubbles.at(-1)?.id ?? 0);
  const unread = all.reduce((sum, one) => sum + fresh(one).length, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${view.state.person} · ${say("chats")}`;
  header(thread, unread);
  const profile = thread?.kind === "official" && !thread.follows;
  $("chats").hidden = Boolean(thread);
  $("profile").hidden = !profile;
  $("scroller").hidden = !thread || profile;
  $("dock").hidden = !thread || profile || SILENT.includes(thread.kind);
  if (!thread) list(all);
  else if (profile) introduce(thread);
  else log(thread);
  if (!$("dock").hidden) dock.draw(thread, view.state);
  const own = (one) => one.kind === view.open && !SILENT.includes(one.kind);
  inspector.draw(view.state, view.state.threads.find(own) ?? view.state.threads[0]);
}

const fresh = (thread) =>
  thread.bubbles.filter((bubble) => bubble.side !== "person" && bubble.id > (view.seen.get(thread.kind) ?? 0));

function header(thread, unread) {
  $("title").textContent = thread ? (thread.typing ? say("typing") : thread.name) : `${say("chats")} · ${view.state.person}`;
  $("back").hidden = !thread;
  $("back").setAttribute("aria-label", say("back"));
  $("more").hidden = !thread || thread.kind !== "official" || !thread.follows;
  $("more").setAttribute("aria-label", say("more"));
  $("unread").hidden = !unread;
  $("unread").textContent = unread;
}

function list(all) {
  const entries = [...all].sort((a, b) => (b.bubbles.at(-1)?.id ?? 0) - (a.bubbles.at(-1)?.id ?? 0));
  $("chats").replaceChildren(...entries.map(entry));
}

function entry(thread) {
  const last = thread.bubbles.at(-1);
  const count = fresh(thread).length;
  const onclick = () => open(thread);
  return make("li", "", make("button", "", [
    make("span", "with", [face(thread.name, thread.kind), count ? make("span", "count", String(count)) : null]),
    make("span", "words", [make("b", "", thread.name), make("span", "", last ? summary(last) : say(thread.kind))]),
    make("time", "", last ? clock(last.at, view.state.now) : ""),
  ], { type: "button", onclick }));
}

function open(thread) {
  view.open = thread.kind;
  if (["mini", "kf"].includes(thread.kind)) act(thread.kind, "service");
  draw();
}

function introduce(thread) {
  $("profile").replaceChildren(
    face(thread.name, "official"),
    make("h2", "", thread.name),
    make("p", "", say("intro")),
    make("button", "follow", say("follow"), { type: "button", onclick: () => act("official", "follow") }),
    make("button", "scan", say("scanning"), { type: "button", onclick: () => scan(thread, view.state) }),
  );
}

/** New bubbles are put below; everything anew only if another chat was opened. */
function log(thread) {
  if (view.chat !== thread.kind) {
    view.chat = thread.kind;
    view.drawn.set(thread.kind, 0);
    $("log").replaceChildren();
  }
  const known = view.drawn.get(thread.kind);
  const added = thread.bubbles.flatMap((bubble, at) =>
    bubble.id > known ? row(thread, view.state.person, bubble, thread.bubbles[at - 1], view.state.now) : [],
  );
  if (!added.length) return;
  view.drawn.set(thread.kind, thread.bubbles.at(-1).id);
  $("log").append(...added);
  const down = () => ($("scroller").scrollTop = $("scroller").scrollHeight);
  down();
  for (const image of $("log").querySelectorAll("img:not([data-heard])")) {
    image.dataset.heard = "";
    image.addEventListener("load", down);
  }
}

function connect() {
  const stream = new EventSource(`${location.pathname}/stream`);
  stream.onmessage = (event) => {
    view.state = JSON.parse(event.data);
    $("lost").hidden = true;
    document.body.dataset.live = "yes";
    draw();
  };
  stream.onerror = () => {
    $("lost").textContent = say("lost");
    $("lost").hidden = false;
  };
}

$("back").addEventListener("click", () => {
  view.open = "";
  view.chat = "";
  draw();
});
$("more").addEventListener("click", () => {
  choose(say("leave"), [[say("unfollow"), () => act("official", "unfollow")]]);
});
new ResizeObserver(() => ($("scroller").scrollTop = $("scroller").scrollHeight)).observe($("scroller"));
connect();
