// Photos that are sent with a reply: chosen, pasted or dropped, and shown before they are sent.

import { say, toast } from "./ask.js";

const MOST = 3;

let form = null;
let files = [];

const part = (name) => form.querySelector(`[data-${name}]`);

/** Begin with the field of a conversation that has just been put on the page. */
export function begin(composer) {
  form = composer;
  files = [];
  part("attach")?.addEventListener("click", () => part("files").click());
  part("files")?.addEventListener("change", ({ target }) => {
    add([...target.files]);
    target.value = "";
  });
  form.addEventListener("paste", (event) => take(event, event.clipboardData));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => take(event, event.dataTransfer));
  show();
}

const isDocument = (file) => file.type === "application/pdf";
const canBeSent = (file) => file.type.startsWith("image/") || isDocument(file);

const isReply = () => form.dataset.mode === "reply" && part("files");

function take(event, carried) {
  const found = [...(carried?.files ?? [])].filter(canBeSent);
  if (!found.length || !isReply()) return;
  event.preventDefault();
  add(found);
}

/** Put photos beside the words that are not sent yet. */
export function add(more) {
  if (files.length + more.length > MOST) toast(say("attachLimit"), "bad");
  const documents = [...files, ...more].filter(isDocument).slice(-1); // One in a message.
  files = [...[...files, ...more].filter((file) => !isDocument(file)).slice(0, MOST), ...documents];
  show();
}

/** What is to be sent, which is no longer beside the field then. */
export function release() {
  const released = files;
  files = [];
  show();
  return released;
}

export const any = () => files.length > 0;

/** Shown while a reply is written; a note has none. */
export function show() {
  const list = part("chosen");
  for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
  list.replaceChildren(...files.map(item));
  list.hidden = !files.length || !isReply();
  if (part("attach")) part("attach").hidden = !isReply();
}

function item(file) {
  const element = document.createElement("li");
  const label = say("attachRemove", { name: file.name });
  const remove = Object.assign(document.createElement("button"), { type: "button", className: "square", textContent: "×" });
  remove.setAttribute("aria-label", label);
  remove.addEventListener("click", () => {
    files = files.filter((one) => one !== file);
    show();
    (part("chosen").querySelector("button") ?? part("attach")).focus();
  });
  element.append(preview(file), remove);
  return element;
}

/** A small picture of a photo, the name of a document, a voice message to be heard. */
export function preview(file) {
  if (file.seconds) return Object.assign(document.createElement("audio"), { src: URL.createObjectURL(file), controls: true });
  if (isDocument(file)) return Object.assign(document.createElement("span"), { className: "file", textContent: file.name });
  return Object.assign(document.createElement("img"), { src: URL.createObjectURL(file), alt: file.name });
}
