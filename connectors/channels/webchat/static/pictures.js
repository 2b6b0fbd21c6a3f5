// The photos of a message, and how one is looked at closely.

import { button, element } from "./elements.js";
import { photoAlt } from "./texts.js";

const WIDEST = 240;
const TALLEST = 300;

const address = ({ id, token }) => `/chat/photos/${id}/${token}`;

export class Pictures {
  #shown = [];
  #urls;
  #bar = element("progress", "progress");

  // `files` are those of a message that is still on its way, `photos` what the server keeps.
  constructor({ files = [], photos = [] }, open) {
    this.#urls = files.map((file) => URL.createObjectURL(file));
    const sources = files.length
      ? this.#urls.map((url) => ({ thumbnail: url, full: url }))
      : photos.map((photo) => ({ ...photo, thumbnail: `${address(photo)}/thumb`, full: address(photo) }));
    this.node = element("div", sources.length > 1 ? "pictures several" : "pictures");
    this.#shown = sources.map((source) => this.#picture(source, sources.length === 1, open));
    this.#bar.max = 1;
    this.#bar.hidden = true;
    this.node.append(...this.#shown.map(({ frame }) => frame), this.#bar);
  }

  // `who` sent them, in the reader's language.
  relabel(language, who) {
    const total = this.#shown.length;
    this.#bar.setAttribute("aria-label", language.text("uploading"));
    this.#shown.forEach(({ frame, image }, index) => {
      image.alt = photoAlt[language.code](who, index + 1, total);
      frame.setAttribute("aria-label", `${image.alt} · ${language.text("enlarge")}`);
    });
  }

  progress(ratio) {
    this.#bar.hidden = ratio >= 1;
    this.#bar.value = ratio;
  }

  release() {
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }

  #picture(source, alone, open) {
    const frame = button("picture");
    const image = element("img");
    image.decoding = "async";
    if (source.width && alone) [image.width, image.height] = fit(source);
    image.src = source.thumbnail;
    frame.append(image);
    frame.addEventListener("click", () => open(source.full, image.alt));
    return { frame, image };
  }
}

// The room that a photo will take, so that nothing jumps when it arrives.
function fit({ width, height }) {
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

export class Viewer {
  #dialog = document.getElementById("viewer");
  #image = this.#dialog.querySelector("img");
  #close = this.#dialog.querySelector("button");

  constructor() {
    this.#dialog.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#image.removeAttribute("src"));
  }

  open(url, alt) {
    this.#image.src = url;
    this.#image.alt = alt;
    this.#dialog.setAttribute("aria-label", alt);
    this.#dialog.showModal();
  }

  relabel(language) {
    this.#close.setAttribute("aria-label", language.text("close"));
  }
}
