// A socket that comes back, and the one message at a time that goes over it. Photos take their turn
// in the same line, but travel by themselves.

import { upload } from "./upload.js";

const FIRST_RETRY = 500;
const LAST_RETRY = 20_000;
// A network that went without a word is noticed after both of these.
const PING_EVERY = 8_000;
const PATIENCE = 5_000;
const HIDDEN_BEATS = 3;
const UNKNOWN_VISITOR = 4401;
const TOO_MANY = 4429;
const BUSY = 1013;
const SAID = { [TOO_MANY]: "crowded", [BUSY]: "busy" };

export class Connection extends EventTarget {
  #socket = null;
  #outbox;
  #after;
  #language;
  #retries = 0;
  #beats = 0;
  #ready = false;
  #inFlight = null;
  #uploading = null;
  #timers = {};

  // `after()` says which message is the newest on the page, `language()` in which it speaks.
  constructor(outbox, after, language) {
    super();
    this.#language = language;
    this.#outbox = outbox;
    this.#after = after;
    window.addEventListener("online", () => this.#hurry());
    window.addEventListener("offline", () => this.#abandon());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#hurry();
    });
  }

  open() {
    clearTimeout(this.#timers.retry);
    this.#say(this.#retries ? "offline" : "connecting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/chat/ws`);
    this.#socket = socket;
    socket.onopen = () => this.#send({ type: "hello", after: this.#after(), language: this.#language() });
    socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => this.#closed(socket, event.code);
    this.#expectAnswer();
  }

  // Order is kept because the next message leaves only when the one before is acknowledged.
  flush() {
    if (!this.#ready || this.#inFlight) return;
    const entry = this.#outbox.next();
    if (!entry) return;
    this.#inFlight = entry.id;
    const { id, kind, text, seq, index } = entry;
    if (kind === "photo" || kind === "file") {
      this.#upload(entry);
      return;
    }
    this.#send(kind === "press" ? { type: "press", id, seq, index } : { type: "send", id, text });
    this.#expectAnswer();
  }

  async #upload(entry) {
    const controller = new AbortController();
    this.#uploading = controller;
    const progress = (ratio) => this.dispatchEvent(new CustomEvent("progress", { detail: { id: entry.id, ratio } }));
    const frame = await upload(entry, { signal: controller.signal, progress });
    if (frame) this.#tell(frame);
  }

  #hear(frame) {
    this.#calm();
    if (frame.type === "ready") this.#becomeReady();
    this.#tell(frame);
  }

  #tell(frame) {
    this.dispatchEvent(new CustomEvent(frame.type, { detail: frame }));
    const settled = frame.type === "ack" || frame.type === "error" || frame.type === "message";
    if (settled && frame.id === this.#inFlight) this.#settle(frame);
  }

  #becomeReady() {
    this.#ready = true;
    this.#retries = 0;
    this.#say("online");
    this.#outbox.reread();
    clearInterval(this.#timers.ping);
    this.#timers.ping = setInterval(() => this.#beat(), PING_EVERY);
    queueMicrotask(() => this.flush());
  }

  #settle(frame) {
    if (frame.retry_after) {
      this.#timers.resend = setTimeout(() => this.#release(), frame.retry_after * 1000);
    } else {
      this.#release();
    }
  }

  #release() {
    this.#inFlight = null;
    this.flush();
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    this.#calm();
    clearInterval(this.#timers.ping);
    clearTimeout(this.#timers.resend);
    this.#uploading?.abort();
    this.#ready = false;
    this.#inFlight = null;
    this.#retries += 1;
    this.#say(SAID[code] ?? "offline");
    const ceiling = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (this.#retries - 1));
    const delay = code === TOO_MANY ? LAST_RETRY : ceiling * (0.5 + Math.random() / 2);
    this.#timers.retry = setTimeout(() => this.#reopen(code), delay);
  }

  async #reopen(code) {
    if (code === UNKNOWN_VISITOR) await fetch("/", { cache: "no-store" }).catch(() => {});
    this.open();
  }

  // A waiting retry need not wait once the network or the reader is back.
  #hurry() {
    if (this.#socket?.readyState === WebSocket.CLOSED) this.open();
    else if (this.#ready) this.#ping();
  }

  // A page that nobody looks at asks only so often that proxies keep its socket.
  #beat() {
    this.#beats += 1;
    if (!document.hidden || this.#beats % HIDDEN_BEATS === 0) this.#ping();
  }

  #ping() {
    this.#send({ type: "ping" });
    this.#expectAnswer();
  }

  // A dead network does not close a socket; silence does.
  #expectAnswer() {
    if (this.#timers.patience) return;
    this.#timers.patience = setTimeout(() => this.#abandon(), PATIENCE);
  }

  #calm() {
    clearTimeout(this.#timers.patience);
    this.#timers.patience = null;
  }

  #abandon() {
    const socket = this.#socket;
    if (!(socket instanceof WebSocket)) return;
    socket.close();
    this.#closed(socket, 1006);
    this.#socket = { readyState: WebSocket.CLOSED };
  }

  #send(frame) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #say(state) {
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}
