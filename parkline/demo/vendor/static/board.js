import { drawBoard } from "./cards.js";
import { REASONS, WORDS } from "./words.js";

const $ = (id) => document.getElementById(id);
const state = {
  language: localStorage.language ?? (navigator.language.startsWith("zh") ? "zh" : "en"),
  board: { title: "", timezones: ["Asia/Shanghai"], orders: [] },
  known: null,
  sound: null,
  live: false,
};
const say = (word) => WORDS[word][state.language];

function draw() {
  document.documentElement.lang = state.language;
  const fresh = state.board.orders.filter((row) => row.order.status === "placed").length;
  document.title = (fresh ? `(${fresh}) ` : "") + say("title");
  $("title").textContent = state.board.title || say("title");
  $("language").textContent = say("other");
  $("sound").textContent = say(state.sound ? "soundOn" : "soundOff");
  $("sound").setAttribute("aria-pressed", String(Boolean(state.sound)));
  $("connection").textContent = say(state.live ? "live" : "lost");
  $("connection").className = state.live ? "live" : "lost";
  drawBoard($("board"), state, { say, act, reject });
}

async function act(order, action, body = {}) {
  $("failure").hidden = true;
  const answer = await fetch(`/orders/${order.id}/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomKey() },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (answer?.ok) return;
  const word = { 409: "conflict", 502: "unreachable" }[answer?.status ?? 502] ?? "failed";
  $("failure").textContent = `${order.order_no}: ${say(word)}`;
  $("failure").hidden = false;
  draw();
}

/** Not crypto.randomUUID: a tablet reaches this page over plain http. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16)).join("");
}

function reject(order) {
  const dialog = $("rejecting");
  const [confirm, back] = dialog.querySelectorAll("footer button");
  dialog.querySelector("h2").textContent = `${order.order_no} · ${say("why")}`;
  dialog.querySelector("label span").textContent = say("otherReason");
  back.textContent = say("back");
  confirm.textContent = say("reject");
  $("reason").value = "";
  $("reasons").replaceChildren(...REASONS.map(reasonButton));
  dialog.returnValue = "back";
  dialog.onclose = () => {
    const reason = $("reason").value.trim();
    if (dialog.returnValue === "reject" && reason) act(order, "reject", { reason });
  };
  dialog.showModal();
}

function reasonButton(reason) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = reason[state.language];
  // Both languages go along: the tenant may read the other one.
  button.onclick = () => { $("reason").value = `${reason.zh} / ${reason.en}`; };
  return button;
}

function ring() {
  const tone = state.sound.createOscillator();
  const volume = state.sound.createGain();
  tone.frequency.setValueAtTime(660, state.sound.currentTime);
  tone.frequency.setValueAtTime(880, state.sound.currentTime + 0.18);
  volume.gain.setValueAtTime(0.4, state.sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, state.sound.currentTime + 0.6);
  tone.connect(volume).connect(state.sound.destination);
  tone.start();
  tone.stop(state.sound.currentTime + 0.6);
}

function receive(board) {
  const ids = new Set(board.orders.map((row) => row.order.id));
  const isNew = state.known && [...ids].some((id) => !state.known.has(id));
  state.known = ids;
  state.board = board;
  draw();
  if (isNew && state.sound) ring();
}

$("language").onclick = () => {
  state.language = localStorage.language = state.language === "zh" ? "en" : "zh";
  draw();
};
$("sound").onclick = () => {
  // Browsers allow sound only after a touch, so it is this touch that makes it.
  state.sound = state.sound ? null : new AudioContext();
  if (state.sound) ring();
  draw();
};

const stream = new EventSource("/stream");
stream.onopen = () => { state.live = true; draw(); };
stream.onerror = () => { state.live = false; draw(); };
stream.onmessage = (message) => receive(JSON.parse(message.data));
setInterval(draw, 15000);
draw();
