// Alerts on every page: the bell with what is new, a card and a sound for what comes, the count in
// the title, and pushes to this browser. Asked for when the page opens, when the stream says so, and
// now and then: what has to be heard does not hang on one event that may be lost.

import { csrf, toast } from "../shell.js";
import * as sound from "../sound.js";
import * as title from "../title.js";

const AGAIN_MS = 30_000;
const SOON_MS = 100;
const CARD_MS = 15_000;
const TOLD = "parkline:alerts-told";
const TOLD_MOST = 200;

const bell = document.getElementById("alert-bell");
const list = bell.querySelector("[data-alert-list]");
const badge = bell.querySelector("[data-alert-count]");
const cards = document.querySelector("[data-alert-pops]");
let due = 0;
let shown = "";

async function look() {
  clearTimeout(due);
  due = setTimeout(look, AGAIN_MS);
  const headers = { "HX-Request": "true", Accept: "text/html" };
  const answer = await fetch("/desk/alerts", { headers }).catch(() => null);
  if (!answer?.ok) return;
  const html = await answer.text();
  if (html !== shown) await put(html);
}

function soon() {
  clearTimeout(due);
  due = setTimeout(look, SOON_MS);
}

async function put(html) {
  shown = html;
  const found = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  const open = [...found.querySelectorAll("[data-alert]")].filter(({ dataset }) => isHere(dataset.path));
  if (open.length) return see(open.map(({ dataset }) => Number(dataset.alert)));
  list.replaceChildren(...found.childNodes);
  count(Number(found.dataset.count));
  await tell();
}

/** Whether somebody looks at the page that an alert is about. */
const isHere = (path) => location.pathname === path && !document.hidden && document.hasFocus();

function count(number) {
  badge.hidden = !number;
  badge.textContent = number;
  title.before("alerts", number ? `● ${number} · ` : "");
}

// Each alert is told once in this browser, on whichever of its pages comes first.
async function tell() {
  const fresh = await once([...list.querySelectorAll("[data-alert]")], ({ dataset }) => dataset.mark);
  for (const one of fresh.slice(0, 3)) card(one);
  if (fresh.some((one) => "urgent" in one.dataset)) sound.alarm();
  else if (fresh.length) sound.arrival();
  if (fresh.length && sound.isHeld()) toast(bell.dataset.sounds, "bad");
  const settled = await once([...list.querySelectorAll("[data-settled]")], ({ dataset }) => `s${dataset.settled}`);
  for (const one of settled) toast(one.dataset.words);
}

async function once(rows, name) {
  return navigator.locks ? navigator.locks.request("parkline-alerts", () => untold(rows, name)) : untold(rows, name);
}

function untold(rows, name) {
  const told = JSON.parse(localStorage.getItem(TOLD) ?? "[]");
  const fresh = rows.filter((row) => !told.includes(name(row)));
  if (fresh.length) localStorage.setItem(TOLD, JSON.stringify([...told, ...fresh.map(name)].slice(-TOLD_MOST)));
  return fresh;
}

// A danger stands above the page already; of everything else there is a card.
function card(row) {
  if (row.dataset.kind === "danger") return;
  const made = row.querySelector("a").cloneNode(true);
  made.className = "alert-card";
  if ("urgent" in row.dataset) made.dataset.urgent = "";
  else setTimeout(() => made.remove(), CARD_MS);
  cards.append(made);
}

async function see(alerts) {
  await send("/desk/alerts/seen", { alerts });
  shown = "";
  soon();
}

function send(path, body) {
  return fetch(path, {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": csrf() },
    body: JSON.stringify(body),
  }).catch(() => null);
}

function opened(event) {
  const link = event.target.closest("[data-alert-open]");
  if (link) send("/desk/alerts/seen", { alerts: [Number(link.dataset.alertOpen)] });
  if (event.target.closest("[data-alert-all]")) see([]);
}

bell.addEventListener("click", opened);
cards.addEventListener("click", opened);
document.body.addEventListener("desk:alert", soon);
document.body.addEventListener("desk:elsewhere", soon);
document.body.addEventListener("desk:said", ({ detail }) => detail.conversation === null && soon());
document.addEventListener("visibilitychange", () => document.hidden || soon());
addEventListener("focus", () => {
  shown = "";
  soon();
});

const choice = bell.querySelector("[data-alert-sound]");
const showChoice = () => (choice.value = sound.choice());
choice.addEventListener("change", () => {
  sound.choose(choice.value);
  sound.alarm();
});
document.addEventListener("desk:sound", showChoice);
showChoice();

// Pushes: the browser is asked when somebody presses the button, never before.
const button = bell.querySelector("[data-alert-push]");

async function pushing() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const answer = await fetch("/desk/alerts/push", { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const { key } = await answer.json();
  if (!key) return;
  const worker = await navigator.serviceWorker.register("/desk/worker.js", { scope: "/desk/" }).catch(() => null);
  if (!worker) return;
  button.hidden = false;
  button.addEventListener("click", () => toggle(worker, key));
  let there = await worker.pushManager.getSubscription();
  if (there && wasFor(there) !== key) {
    await there.unsubscribe(); // Our key has changed: what it holds is heard no more.
    there = Notification.permission === "granted" ? await subscribe(worker, key) : null;
  }
  if (there) await send("/desk/alerts/push", there.toJSON());
  label(there);
}

const wasFor = (subscription) =>
  btoa(String.fromCharCode(...new Uint8Array(subscription.options.applicationServerKey)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const subscribe = (worker, key) =>
  worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).catch(() => null);

async function toggle(worker, key) {
  const there = await worker.pushManager.getSubscription();
  if (there) {
    await send("/desk/alerts/push/leave", { endpoint: there.endpoint });
    await there.unsubscribe();
    return label(null);
  }
  if ((await Notification.requestPermission()) !== "granted") return toast(bell.dataset.pushDenied, "bad");
  const made = await subscribe(worker, key);
  if (!made) return toast(bell.dataset.offline, "bad");
  await send("/desk/alerts/push", made.toJSON());
  label(made);
}

function label(subscription) {
  button.textContent = subscription ? bell.dataset.pushOff : bell.dataset.pushOn;
}

look();
pushing();
