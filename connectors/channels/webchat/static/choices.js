// The buttons under a message of ours: chips, or stars where a rating is asked for.

import { button, element, icon } from "./elements.js";
import { stars } from "./texts.js";

const STAR = "M12 3.2l2.7 5.6 6.1.8-4.5 4.3 1.1 6.1-5.4-3-5.4 3 1.1-6.1L3.2 9.6l6.1-.8z";
const RATING = 5;

export class Choices {
  #buttons;
  #titles;
  #rating;

  // `apart`: places of buttons that stand elsewhere.
  constructor(titles, expects, press, apart = new Set()) {
    this.#titles = titles;
    this.#rating = expects === "rating" && titles.length === RATING;
    this.#buttons = titles.map((title) => this.#button(title));
    this.node = element("div", this.#rating ? "stars" : "chips");
    this.node.append(...this.#buttons.filter((_, index) => !apart.has(index)));
    this.node.hidden = this.node.childElementCount === 0;
    this.#buttons.forEach((node, index) => node.addEventListener("click", () => press(index)));
  }

  relabel(language) {
    if (!this.#rating) return;
    this.node.setAttribute("role", "group");
    this.node.setAttribute("aria-label", language.text("rating"));
    this.#buttons.forEach((node, index) => node.setAttribute("aria-label", stars[language.code](index + 1)));
  }

  // `answer` is what the tenant said after it; a choice that was made stays marked.
  arm(open, answer) {
    this.node.classList.toggle("closed", !open);
    const chosen = open ? -1 : this.#titles.indexOf(answer);
    this.#buttons.forEach((node, index) => {
      node.disabled = !open;
      node.classList.toggle("chosen", this.#rating ? index <= chosen : index === chosen);
    });
  }

  #button(title) {
    if (!this.#rating) return button("chip", title);
    const star = button("star");
    star.append(icon(STAR));
    return star;
  }
}
