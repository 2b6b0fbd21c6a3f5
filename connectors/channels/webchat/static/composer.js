// Where the tenant writes.

import { Picker } from "./picker.js";
import { Recorder } from "./recorder.js";
import { tooLong } from "./texts.js";

const DRAFT = "parkline.draft";
const TALLEST = 132;

// Emits say {text, files} and recorded {blob, seconds}.
export class Composer extends EventTarget {
  #form = document.getElementById("composer");
  #text = document.getElementById("text");
  #send = document.getElementById("send");
  #hint = document.getElementById("hint");
  #language;
  #limit;
  #picker;
  #recorder;

  constructor(language, { text_limit, photo_limit }) {
    super();
    this.#language = language;
    this.#limit = text_limit;
    this.#picker = new Picker(language, photo_limit);
    this.#picker.addEventListener("change", () => {
      this.#changed();
      this.focus();
    });
    this.#picker.addEventListener("refused", ({ detail }) => this.hint(language.text(detail)));
    this.#recorder = new Recorder(language);
    this.#recorder.addEventListener("recorded", ({ detail }) => this.dispatchEvent(new CustomEvent("recorded", { detail })));
    this.#recorder.addEventListener("refused", ({ detail }) => this.hint(language.text(detail)));
    this.#recorder.addEventListener("begun", () => this.#changed());
    this.#recorder.addEventListener("ended", () => {
      this.#changed();
      this.focus();
    });
    this.#text.addEventListener("input", () => this.#changed());
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    this.#text.value = readDraft();
    this.#changed();
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  hint(text) {
    this.#hint.textContent = text;
    this.#hint.hidden = !text;
  }

  relabel() {
    this.#text.placeholder = this.#language.text("placeholder");
    this.#text.setAttribute("aria-label", this.#language.text("placeholder"));
    this.#send.setAttribute("aria-label", this.#language.text("send"));
    this.#picker.relabel();
    this.#recorder.relabel();
    this.#changed();
  }

  #length() {
    return [...this.#text.value.trim()].length;
  }

  #changed() {
    const length = this.#length();
    const over = length > this.#limit;
    this.#send.disabled = !this.#recorder.on && ((length === 0 && this.#picker.empty) || over);
    this.hint(over ? tooLong[this.#language.code](length, this.#limit) : "");
    this.#text.style.height = "auto";
    this.#text.style.height = `${Math.min(this.#text.scrollHeight, TALLEST)}px`;
    this.#text.classList.toggle("tall", this.#text.scrollHeight > TALLEST);
    keepDraft(this.#text.value);
  }

  // While an input method composes, Enter picks a word. Safari reports that Enter as 229 only.
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    if (this.#send.disabled) return;
    if (this.#recorder.on) return this.#recorder.finish();
    const text = this.#text.value.trim();
    const files = this.#picker.take();
    this.#text.value = "";
    this.#changed();
    this.dispatchEvent(new CustomEvent("say", { detail: { text, files } }));
  }
}

function readDraft() {
  try {
    return sessionStorage.getItem(DRAFT) ?? "";
  } catch {
    return "";
  }
}

function keepDraft(text) {
  try {
    sessionStorage.setItem(DRAFT, text);
  } catch {
    // A draft is a courtesy.
  }
}
