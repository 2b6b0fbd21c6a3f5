// Dishes under a message of ours, each with its picture, its price and a "+" that orders it.

import { button, element, icon } from "./elements.js";
import { orderIt } from "./texts.js";

const PLUS = "M12 5v14M5 12h14";
const PICTURE = /^\d{1,15}\/[0-9a-f]{32}$/;

export class Dishes {
  #buttons = [];

  // `dishes` name the buttons that order them by their places; `pictures` is the path of pictures.
  constructor(dishes, pictures, press) {
    this.node = element("ul", "dishes");
    this.places = new Set(dishes.map((dish) => dish.button));
    for (const dish of dishes) this.node.append(this.#card(dish, pictures, press));
  }

  relabel(language) {
    for (const { node, name } of this.#buttons) node.setAttribute("aria-label", orderIt[language.code](name));
  }

  arm(open) {
    this.node.classList.toggle("closed", !open);
    for (const { node } of this.#buttons) node.disabled = !open;
  }

  #card(dish, pictures, press) {
    const card = element("li", "dish");
    const picture = element("div", "dish-picture");
    if (pictures && PICTURE.test(dish.picture ?? "")) {
      const image = element("img");
      image.alt = "";
      image.loading = "lazy";
      image.src = `${pictures}${dish.picture}/small`;
      image.addEventListener("error", () => image.remove());
      picture.append(image);
    }
    const words = element("div", "dish-words");
    words.append(element("span", "dish-name", dish.name), element("span", "dish-price", dish.price));
    if (dish.note) words.append(element("span", "dish-note", dish.note));
    const plus = button("dish-add");
    plus.append(icon(PLUS));
    plus.addEventListener("click", () => press(dish.button));
    this.#buttons.push({ node: plus, name: dish.name });
    card.append(picture, words, plus);
    return card;
  }
}
