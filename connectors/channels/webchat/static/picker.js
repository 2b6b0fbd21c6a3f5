// Photos chosen but not sent: from the gallery or camera, pasted, or dropped on the page.

import { button, element, icon } from "./elements.js";
import { isDocument } from "./files.js";
import { photoAlt } from "./texts.js";

const CROSS = "M7 7l10 10M17 7 7 17";

// Emits change, and refused with the key of a text.
export class Picker extends EventTarget {
  #tray = document.getElementById("tray");
  #attach = document.getElementById("attach");
  #input = document.getElementById("files");
  #drop = document.getElementById("drop");
  #chosen = [];
  #language;
  #limit;

  constructor(language, limit) {
    super();
    this.#language = language;
    this.#limit = limit;
    this.#attach.addEventListener("click", () => this.#input.click());
    this.#input.addEventListener("change", () => {
      this.#add(this.#input.files);
      this.#input.value = "";
    });
    document.addEventListener("paste", (event) => {
      if (this.#add(event.clipboardData?.files ?? [])) event.preventDefault();
    });
    this.#listenForDrops();
  }

  get empty() {
    return this.#chosen.length === 0;
  }

  // What was chosen; the tray is empty afterwards.
  take() {
    const files = this.#chosen.map(({ file }) => file);
    for (const { url } of this.#chosen) URL.revokeObjectURL(url);
    this.#chosen = [];
    this.#show();
    return files;
  }

  relabel() {
    this.#attach.setAttribute("aria-label", this.#language.text("attach"));
    this.#attach.title = this.#language.text("attach");
    this.#tray.setAttribute("aria-label", this.#language.text("chosen"));
    this.#drop.textContent = this.#language.text("drop");
    this.#show();
  }

  #add(files) {
    const photos = [...files].filter((file) => file.type.startsWith("image/") || isDocument(file));
    const room = this.#limit - this.#chosen.length;
    const taken = photos.slice(0, room).map((file) => ({ file, url: URL.createObjectURL(file) }));
    this.#chosen.push(...taken);
    this.#show();
    if (taken.length) this.dispatchEvent(new Event("change"));
    if (files.length > photos.length) this.#refuse("only_photos");
    if (photos.length > room) this.#refuse("six_photos");
    return files.length;
  }

  #refuse(key) {
    this.dispatchEvent(new CustomEvent("refused", { detail: key }));
  }

  #show() {
    this.#tray.hidden = this.empty;
    this.#tray.replaceChildren(...this.#chosen.map((chosen, index) => this.#preview(chosen, index)));
  }

  #preview(chosen, index) {
    const paper = isDocument(chosen.file);
    const item = element("li", paper ? "preview document" : "preview");
    const image = paper ? element("span", "", chosen.file.name) : element("img");
    const who = this.#language.text("by_you");
    if (!paper) image.src = chosen.url;
    const name = paper ? chosen.file.name : photoAlt[this.#language.code](who, index + 1, this.#chosen.length);
    if (!paper) image.alt = name;
    const remove = button("remove");
    remove.append(icon(CROSS));
    remove.setAttribute("aria-label", `${this.#language.text("discard")}: ${name}`);
    remove.addEventListener("click", () => this.#remove(chosen));
    item.append(image, remove);
    return item;
  }

  #remove(chosen) {
    URL.revokeObjectURL(chosen.url);
    this.#chosen = this.#chosen.filter((other) => other !== chosen);
    this.#show();
    this.dispatchEvent(new Event("change"));
  }

  #listenForDrops() {
    const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.#drop.hidden = false;
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) this.#drop.hidden = true;
    });
    document.addEventListener("drop", (event) => {
      this.#drop.hidden = true;
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.#add(event.dataTransfer.files);
    });
  }
}
