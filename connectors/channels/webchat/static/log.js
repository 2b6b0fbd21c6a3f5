// The messages on the page.

import { Choices } from "./choices.js";
import { Dishes } from "./dishes.js";
import { button, element, fill } from "./elements.js";
import { Files } from "./files.js";
import { Pictures } from "./pictures.js";
import { person, types } from "./texts.js";

const NEAR = 80;
const GROUP_MINUTES = 5;

// Emits press {seq, index}, retry {id} and discard {id}.
export class Log extends EventTarget {
  #list = document.getElementById("log");
  #scroller = document.getElementById("scroller");
  #typing = document.getElementById("typing");
  #below = document.getElementById("below");
  #language;
  #enlarge;
  #cards;
  #pictures;
  #bySeq = new Map();
  #pending = new Map();
  #follow = true;
  #unread = false;
  #read = 0;
  #typist;

  // `enlarge` shows a photo, by its address and what it is called; `cards` say what messages are about;
  // `pictures` is the path of dishes' pictures.
  constructor(language, enlarge, cards, pictures) {
    super();
    this.#pictures = pictures;
    this.#cards = cards;
    this.#language = language;
    this.#enlarge = enlarge;
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#below.addEventListener("click", () => this.toBottom());
    new ResizeObserver(() => this.#settle()).observe(this.#scroller);
    new ResizeObserver(() => this.#settle()).observe(this.#list);
  }

  get newest() {
    return Math.max(0, ...this.#bySeq.keys());
  }

  // Who has the conversation, by what was said last: bot, waiting (for a person) or staff, with the name.
  get talking() {
    const told = this.#ordered().filter((item) => item.author === "staff" || item.author === "bot" || item.data?.handed_off);
    const last = told.at(-1);
    if (last?.author === "staff") return { who: "staff", name: last.data?.staff?.name };
    return { who: last?.data?.handed_off ? "waiting" : "bot" };
  }

  get empty() {
    return this.#bySeq.size === 0 && this.#pending.size === 0;
  }

  clear() {
    this.#bySeq.clear();
    this.#pending.clear();
    this.#cards.clear();
    this.#read = 0;
    this.#list.replaceChildren();
  }

  // History is not read aloud; what comes after it is.
  live() {
    this.#list.setAttribute("aria-live", "polite");
  }

  // What was said but not acknowledged stands at the end. `state`: sending, queued or failed.
  showPending(entry, state) {
    let item = this.#pending.get(entry.id);
    if (!item) {
      const { text, kind, files, seconds } = entry;
      item = { direction: "in", author: "tenant", text, kind, files, seconds, at: new Date(entry.order) };
      this.#pending.set(entry.id, item);
      this.#list.append(this.#build(item));
      this.#arrange();
      this.toBottom();
    }
    item.state = state;
    if (state !== "sending") this.progress(entry.id, 1);
    this.#foot(item, entry.id);
  }

  // How much of a pending message's photos has been uploaded, from 0 to 1.
  progress(id, ratio) {
    this.#pending.get(id)?.pictures?.progress(ratio);
  }

  dropPending(id) {
    const item = this.#pending.get(id);
    item?.pictures?.release();
    item?.node.remove();
    this.#pending.delete(id);
    this.#arrange();
  }

  acknowledge(id, seq) {
    const item = this.#pending.get(id);
    if (!item || this.#bySeq.has(seq)) return;
    this.#pending.delete(id);
    this.#confirm(item, seq);
  }

  show(frame) {
    if (this.#bySeq.has(frame.seq)) return this.#correct(frame);
    const known = frame.id && this.#pending.get(frame.id);
    if (known) this.#pending.delete(frame.id);
    const item = known || { ...frame };
    item.at = new Date(frame.at);
    if (!known) this.#build(item);
    this.#confirm(item, frame.seq);
    if (frame.direction === "out") this.setTyping(false);
    if (!this.#follow && frame.direction === "out") this.#unread = true;
    this.#offerBelow();
  }

  // `who`: of staff, for `seconds`, unless it is said again.
  setTyping(on, who = "", seconds = 0) {
    clearTimeout(this.#typist);
    if (on && who) this.#typist = setTimeout(() => this.setTyping(false), seconds * 1000);
    this.#typing.hidden = !on;
    this.#typing.dataset.who = who;
    this.#typing.setAttribute("aria-label", who ? types[this.#language.code](who) : this.#language.text("typing"));
    this.#settle();
  }

  // Staff have read what was said up to there.
  readUpTo(seq) {
    this.#read = seq;
    for (const item of this.#bySeq.values()) if (item.state === "sent" && item.seq <= seq) this.#foot(item);
  }

  toBottom() {
    this.#follow = true;
    this.#unread = false;
    this.#settle();
    this.#offerBelow();
  }

  // Everything again in the present language.
  relabel() {
    for (const item of this.#bySeq.values()) this.#label(item);
    for (const [id, item] of this.#pending) {
      this.#label(item);
      this.#foot(item, id);
    }
    this.#cards.relabel();
    this.#arrange();
    this.#offerBelow();
  }

  // The server's clock and wording win over what the page assumed.
  #correct(frame) {
    const item = this.#bySeq.get(frame.seq);
    item.at = new Date(frame.at);
    item.text = frame.text;
    fill(item.body, frame.text, frame.data?.phones);
    item.body.hidden = !frame.text;
    this.#foot(item);
  }

  #confirm(item, seq) {
    item.seq = seq;
    item.pictures?.progress(1);
    item.state = item.direction === "in" ? "sent" : undefined;
    this.#bySeq.set(seq, item);
    const later = [...this.#list.children].find((node) => node !== item.node && !isBefore(node, seq));
    const inPlace = item.node.isConnected && item.node.nextElementSibling === (later ?? null);
    if (!inPlace) this.#list.insertBefore(item.node, later ?? null);
    item.node.dataset.seq = seq;
    this.#cards.show(item, seq);
    this.#foot(item);
    this.#arrange();
    this.#settle();
  }

  #build(item) {
    item.node = element("li", `item ${item.direction} ${item.author}`);
    item.day = element("div", "day");
    item.from = element("div", "from");
    item.body = element("div", "text");
    fill(item.body, item.text ?? "");
    item.foot = element("div", "foot");
    const bubble = element("div", "bubble");
    const photos = item.data?.photos ?? [];
    const sent = item.kind === "file" ? [sending(item)] : (item.data?.files ?? []);
    if (sent.length) {
      item.attached = new Files(sent);
      bubble.append(item.attached.node);
    } else if (item.files || photos.length) {
      item.pictures = new Pictures({ files: item.files, photos }, this.#enlarge);
      bubble.classList.add("pictured");
      bubble.append(item.pictures.node);
    }
    item.body.hidden = !item.text;
    bubble.append(item.body, item.foot);
    item.node.append(item.day, item.from, bubble);
    if (item.buttons?.length) item.node.append(...this.#offers(item));
    this.#label(item);
    return item.node;
  }

  // Dishes as cards, and chips for the other buttons.
  #offers(item) {
    const titles = item.buttons.map(({ title }) => title);
    const press = (index) => this.#emit("press", { seq: item.seq, index, text: titles[index] });
    const dishes = (item.data?.dishes ?? []).filter(({ button }) => button in titles);
    item.dishes = dishes.length ? new Dishes(dishes, this.#pictures, press) : undefined;
    item.choices = new Choices(titles, item.data?.expects, press, item.dishes?.places);
    return [item.dishes?.node, item.choices.node].filter(Boolean);
  }

  #label(item) {
    item.from.textContent = this.#who(item);
    item.pictures?.relabel(this.#language, this.#photographer(item));
    item.attached?.relabel(this.#language);
    item.choices?.relabel(this.#language);
    item.dishes?.relabel(this.#language);
  }

  #who(item) {
    const name = item.data?.staff?.name;
    if (item.author === "staff" && name) return person[this.#language.code](name);
    const key = { tenant: "you", staff: "staff", system: "system" }[item.author] ?? "bot";
    return this.#language.text(key);
  }

  #photographer(item) {
    if (item.author === "tenant") return this.#language.text("by_you");
    return item.data?.staff?.name ?? this.#who(item);
  }

  #foot(item, id) {
    const clock = new Intl.DateTimeFormat(this.#language.tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const time = element("time", "", clock.format(item.at));
    time.dateTime = item.at.toISOString();
    item.foot.replaceChildren(time);
    item.node.dataset.state = item.state ?? "";
    if (!item.state) return;
    const state = element("span", `state ${item.state}`);
    const read = item.state === "sent" && item.seq <= this.#read;
    state.classList.toggle("read", read);
    const quiet = item.state === "sent" && !read ? "quiet" : item.state === "sending" ? "quiet" : "";
    state.append(element("span", quiet, this.#language.text(read ? "read" : item.state)));
    item.foot.append(state);
    if (item.state !== "failed") return;
    if (item.kind !== "press") item.foot.append(this.#action("retry", id));
    item.foot.append(this.#action("discard", id));
  }

  #action(kind, id) {
    const link = button("action", this.#language.text(kind));
    link.addEventListener("click", () => this.#emit(kind, { id }));
    return link;
  }

  // Days, groups and which choices still count follow from the order on the page.
  #arrange() {
    const items = this.#ordered();
    items.forEach((item, index) => {
      const before = items[index - 1];
      const day = this.#dayOf(item.at);
      const newDay = !before || this.#dayOf(before.at) !== day;
      item.day.textContent = newDay ? day : "";
      item.day.hidden = !newDay;
      const goesOn = !newDay && continues(before, item);
      item.node.classList.toggle("continues", goesOn);
      before?.node.classList.toggle("followed", goesOn && before.state !== "failed");
      item.node.classList.remove("followed");
    });
    this.#armChoices(items);
  }

  // Choices count until the tenant says something: news or the same question once more takes none away.
  #armChoices(items) {
    let open = true;
    let answer = null;
    for (const item of [...items].reverse()) {
      if (item.direction === "in") {
        open = false;
        answer = item.text;
      }
      if (!item.choices) continue;
      item.choices.arm(open, answer);
      item.dishes?.arm(open);
      answer = null;
    }
  }

  #ordered() {
    const confirmed = [...this.#bySeq.values()].sort((a, b) => a.seq - b.seq);
    return [...confirmed, ...this.#pending.values()];
  }

  #dayOf(at) {
    const day = (date) => date.toDateString();
    const now = new Date();
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
    if (day(at) === day(now)) return this.#language.text("today");
    if (day(at) === day(yesterday)) return this.#language.text("yesterday");
    const year = at.getFullYear() === now.getFullYear() ? undefined : "numeric";
    const style = { year, month: "short", day: "numeric", weekday: "short" };
    return new Intl.DateTimeFormat(this.#language.dates, style).format(at);
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#follow = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#follow) this.#unread = false;
    this.#offerBelow();
  }

  #settle() {
    if (this.#follow) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #offerBelow() {
    this.#below.hidden = this.#follow;
    this.#below.textContent = this.#language.text(this.#unread ? "below" : "latest");
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

// A file on its way, as one that the server keeps.
function sending({ files: [file], seconds }) {
  return { kind: seconds ? "voice" : "document", name: file.name, size: file.size, seconds: Math.ceil(seconds ?? 0), blob: file };
}

function isBefore(node, seq) {
  return node.dataset.seq !== undefined && Number(node.dataset.seq) < seq;
}

function continues(before, item) {
  const apart = (item.at - before.at) / 60_000;
  const same = before.author === item.author && before.data?.staff?.name === item.data?.staff?.name;
  return same && apart < GROUP_MINUTES;
}
