// The board looks for news every few seconds, rings for new orders, and prints them if it is told to.
import { play, isHeld } from "./ring.js";

const LOOK_MS = 4000;
const board = document.getElementById("board");
const sound = kept("sound", true);
const printing = kept("printing", false);
const paper = document.getElementById("paper");
let shown = board.innerHTML;
let known = fresh();

paper.value = localStorage.getItem("parkline:vendor:paper") ?? "58";
paper.addEventListener("change", () => localStorage.setItem("parkline:vendor:paper", paper.value));

/** A box that stays as it was set in this browser. */
function kept(name, otherwise) {
  const box = document.getElementById(name);
  const key = `parkline:vendor:${name}`;
  const was = localStorage.getItem(key);
  box.checked = was === null ? otherwise : was === "on";
  box.addEventListener("change", () => localStorage.setItem(key, box.checked ? "on" : "off"));
  return box;
}

/** Ids of orders that nobody has accepted. */
function fresh() {
  return new Set([...board.querySelectorAll('[data-status="placed"]')].map((card) => card.dataset.order));
}

/** Whether somebody is choosing something that another board would take away. */
const isBusy = () => document.activeElement?.matches?.("#board select, #board input");

async function look() {
  if (isBusy()) return;
  try {
    const answer = await fetch(board.dataset.here, { headers: { "HX-Request": "true" } });
    const onward = answer.headers.get("HX-Redirect");
    if (onward) return location.assign(onward);
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.text());
    document.getElementById("lost").hidden = true;
  } catch {
    document.getElementById("lost").hidden = false;
  }
}

function show(html) {
  if (html === shown || isBusy()) return;
  const focused = path(document.activeElement);
  shown = html;
  board.innerHTML = html;
  if (focused) board.querySelector(focused)?.focus();
  const now = fresh();
  const arrived = [...now].filter((id) => !known.has(id));
  known = now;
  if (arrived.length) ring(arrived);
}

/** Where the focus is, to find the same again in another board. */
function path(element) {
  const card = element?.closest?.("#board .card");
  const action = element?.closest?.("form")?.getAttribute("action");
  if (!card) return "";
  return action ? `form[action="${CSS.escape(action)}"] button` : `#${CSS.escape(card.id)} a`;
}

function ring(arrived) {
  const said = document.getElementById("arrived");
  said.textContent = `${said.dataset.words} ${arrived.length}`;
  document.title = `(${known.size}) ${document.title.replace(/^\(\d+\) /, "")}`;
  if (sound.checked) play();
  document.getElementById("held").hidden = !(sound.checked && isHeld());
  if (printing.checked) arrived.forEach(print);
}

/** A frame opens the slip, which prints itself. */
function print(id) {
  const frame = document.createElement("iframe");
  frame.className = "quiet";
  frame.title = id;
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.src = `/vendor/orders/${id}/slip?paper=${paper.value}&auto=true`;
  document.body.append(frame);
  setTimeout(() => frame.remove(), 60_000);
}

board.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print-order]");
  if (button) print(button.dataset.printOrder);
});

setInterval(look, LOOK_MS);
document.addEventListener("visibilitychange", () => document.hidden || look());
