// A room at its door: how it is, again and again, and what is pressed.
"use strict";

const config = JSON.parse(document.body.dataset.config);
const at = (id) => document.getElementById(id);
const here = location.pathname.replace(/\/$/, "");
const EVERY = 15_000;
const SETTLES = 8_000;

let language = localStorage.getItem("door.language") || (document.documentElement.lang === "en" ? "en" : "zh");
let theme = localStorage.getItem("door.theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
let state = null;
let offline = false;
let busy = false;
let asks = ""; // What waits for a second press.
let told = "";
let ahead = 0; // By how much the park's clock is ahead of this one.

const said = (key, values = {}) => config.words[language][key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const clock = (moment) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: config.timezone }).format(new Date(moment));
const dayOf = (moment) => new Intl.DateTimeFormat("en-CA", { timeZone: config.timezone }).format(new Date(moment));
const now = () => Date.now() + ahead;

async function ask(path, options) {
  const answer = await fetch(here + path, { cache: "no-store", ...options });
  if (answer.status === 404) location.reload();
  return answer;
}

async function look() {
  try {
    const answer = await ask("/state");
    if (!answer.ok) throw new Error(String(answer.status));
    take(await answer.json());
  } catch {
    offline = true;
  }
  draw();
}

function take(found) {
  state = found;
  ahead = Date.parse(found.now) - Date.now();
  offline = false;
}

async function press(action, until) {
  if (busy) return;
  busy = true;
  asks = told = "";
  draw();
  try {
    const answer = await ask(`/${action}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(until ? { until } : {}),
    });
    if (answer.ok) take(await answer.json());
    else told = said(answer.status === 429 ? "too-many" : "not-now");
  } catch {
    offline = true;
  }
  busy = false;
  if (told) await look();
  else draw();
}

function button(text, work, main) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.disabled = busy || offline;
  if (main) made.className = "main";
  made.addEventListener("click", work);
  at("acts").append(made);
}

function acts() {
  const before = [...at("acts").children].indexOf(document.activeElement);
  at("acts").replaceChildren();
  if (!state) return;
  if (asks === "end") {
    button(said("end-sure"), () => press("end"), true);
    button(said("back"), () => { asks = ""; draw(); });
  } else {
    if (state.can.includes("check_in")) button(said("check-in"), () => press("check_in"), true);
    for (const until of state.books) button(`${said("book")} · ${said("until", { time: clock(until) })}`, () => press("book", until), until === state.books[0]);
    for (const until of state.extends) button(`${said("extend")} · ${said("until", { time: clock(until) })}`, () => press("extend", until));
    if (state.can.includes("end")) button(said("end"), () => { asks = "end"; draw(); setTimeout(() => { asks = ""; draw(); }, SETTLES); });
  }
  if (before >= 0) at("acts").children[Math.min(before, at("acts").children.length - 1)]?.focus();
}

function now_is() {
  const current = state.current;
  if (!current) return { kind: "free", until: state.next && dayOf(state.next.from) === dayOf(now()) ? said("until", { time: clock(state.next.from) }) : said("all-day") };
  const kind = current.closed ? "closed" : state.check_in_by || !state.checked_in ? "held" : "taken";
  return { kind, until: said("until", { time: clock(current.until) }) };
}

function draw() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.theme = theme;
  document.title = config.names[language];
  at("name").textContent = config.names[language];
  at("where").textContent = [config.where[language], config.capacity ? said("holds", { count: config.capacity }) : ""].filter(Boolean).join(" · ");
  at("clock").textContent = clock(now());
  at("offline").hidden = !offline;
  at("offline").textContent = said("offline");
  at("language").textContent = said("language");
  at("language").lang = language === "zh" ? "en" : "zh-CN";
  at("theme").textContent = said("theme");
  at("scan").textContent = said("scan");
  at("code").alt = said("scan");
  at("told").textContent = told;
  if (state) {
    const { kind, until } = now_is();
    at("now").dataset.state = kind;
    at("state").textContent = said(kind);
    at("until").textContent = until;
    at("hint").textContent = state.check_in_by ? said("wait-check-in", { time: clock(state.check_in_by) }) : kind === "free" && !state.books.length ? said("book-app") : "";
    const next = state.next && dayOf(state.next.from) === dayOf(now()) ? `${clock(state.next.from)}–${clock(state.next.until)}` : "";
    at("next").textContent = next ? said("next", { time: next }) : kind === "free" ? "" : said("nothing-next");
  }
  acts();
}

at("language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("door.language", language);
  draw();
});
at("theme").addEventListener("click", () => {
  theme = theme === "dark" ? "light" : "dark";
  localStorage.setItem("door.theme", theme);
  draw();
});
at("code").src = `${here}/code.svg`;
addEventListener("online", look);
addEventListener("offline", () => { offline = true; draw(); });
setInterval(look, EVERY);
setInterval(() => (at("clock").textContent = clock(now())), 1000);
draw();
look();
