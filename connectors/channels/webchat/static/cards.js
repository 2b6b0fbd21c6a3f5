// What a message is about, as a card that opens its page in the app: an order, a ticket, a visit.
// One card for each number: it stands under the newest message about it, and says how far it is now.

import { element } from "./elements.js";
import { states, things } from "./texts.js";

const PAGES = {
  order_no: "pages/order/detail",
  ticket_no: "pages/repair/detail",
  visit_no: "pages/visit/detail",
};
const PAGE = /^pages\/[a-z/]+(\?no=[\w-]+)?$/;

// Of tickets: nobody comes any more.
const OVER = new Set(["resolved", "confirmed", "closed", "cancelled", "reopened", "reported"]);

export class Cards {
  #app;
  #language;
  #byNumber = new Map();

  // `app` is the path of the app; without one nothing can be opened, and there are no cards.
  constructor(app, language) {
    this.#app = app;
    this.#language = language;
  }

  // Put what the message is about under it. A message that is older than what is shown changes nothing.
  show(item, seq) {
    if (!this.#app || item.direction !== "out" || !item.data) return;
    this.#opened(item);
    const kind = Object.keys(PAGES).find((name) => item.data[name]);
    if (!kind || item.data.opens) return;
    const number = String(item.data[kind]);
    const card = this.#byNumber.get(number) ?? this.#made(kind, number);
    if (card.seq > seq) return;
    card.seq = seq;
    card.status = item.data.status ?? card.status;
    card.comes = item.data.comes ?? (OVER.has(card.status) ? null : card.comes);
    this.#label(card);
    item.node.append(card.node);
  }

  relabel() {
    for (const card of this.#byNumber.values()) this.#label(card);
  }

  clear() {
    this.#byNumber.clear();
  }

  // A page that the message names itself, such as where an order is paid.
  #opened(item) {
    const { page, title } = item.data.opens ?? {};
    if (!title || !PAGE.test(page ?? "") || item.opened) return;
    item.opened = this.#link(page);
    item.opened.append(element("span", "card-title", title), element("span", "card-go"));
    item.node.append(item.opened);
  }

  #made(kind, number) {
    const node = this.#link(`${PAGES[kind]}?no=${encodeURIComponent(number)}`);
    const title = element("span", "card-title");
    const state = element("span", "card-state");
    const window = element("span", "card-window"); // Who comes, and when.
    node.append(title, element("span", "card-number", number), state, window, element("span", "card-go"));
    const card = { kind, node, title, state, window, comes: null, seq: 0 };
    this.#byNumber.set(number, card);
    return card;
  }

  #link(page) {
    const link = element("a", "card");
    link.href = `${this.#app}#/${page}`;
    link.target = "_blank";
    link.rel = "noopener";
    return link;
  }

  #label(card) {
    const language = this.#language.code;
    card.title.textContent = things[card.kind][language];
    card.state.textContent = states[card.status]?.[language] ?? "";
    const { who, when } = card.comes ?? {};
    card.window.textContent = [who, when].filter((one) => typeof one === "string").join(" · ");
  }
}
