// Documents and voice messages of a message: saved or played.

import { button, element, icon } from "./elements.js";
import { fileSize, voiceName } from "./texts.js";

const PAGE = "M7 3.5h7l4 4v13H7zM14 3.5v4h4";
const PLAY = "M8 5.5v13l10.5-6.5z";
const PAUSE = "M8.5 5.5v13M15.5 5.5v13";

export const isDocument = (file) => file.type === "application/pdf";

const address = ({ id, token }) => `/chat/files/${id}/${token}`;
let playing = null;

export class Files {
  #shown;

  // `files` are those that the server keeps, or one on its way: {kind, name, size, seconds, blob}.
  constructor(files) {
    this.node = element("div", "attached");
    this.#shown = files.map((file) => (file.kind === "voice" ? voice(file) : page(file)));
    this.node.append(...this.#shown.map(({ node }) => node));
  }

  relabel(language) {
    for (const { label } of this.#shown) label(language);
  }
}

function page(file) {
  const node = element(file.token ? "a" : "div", "file");
  if (file.token) {
    node.href = address(file);
    node.download = file.name;
  }
  const size = element("small");
  node.append(icon(PAGE), element("span", "", file.name), size);
  return { node, label: (language) => (size.textContent = fileSize(language.code, file.size)) };
}

function voice(file) {
  const node = button("voice");
  const wave = element("span", "wave");
  const length = element("span", "", clock(file.seconds));
  wave.style.width = `${24 + file.seconds * 2}px`;
  node.append(icon(PLAY), wave, length);
  node.setAttribute("aria-pressed", "false");
  node.addEventListener("click", () => toggle(node, file));
  return { node, label: (language) => node.setAttribute("aria-label", voiceName[language.code](file.seconds)) };
}

// Fetched whole: a player of its own would ask for ranges.
async function toggle(node, file) {
  if (playing?.node === node) return stop();
  stop();
  const blob = file.blob ?? (await (await fetch(address(file))).blob());
  const url = URL.createObjectURL(blob);
  const audio = new Audio(url);
  playing = { node, audio, url };
  audio.addEventListener("ended", stop);
  show(node, true);
  audio.play().catch(stop);
}

function stop() {
  if (!playing) return;
  const { node, audio, url } = playing;
  playing = null;
  audio.pause();
  URL.revokeObjectURL(url);
  show(node, false);
}

function show(node, on) {
  node.setAttribute("aria-pressed", String(on));
  node.querySelector("svg").replaceWith(icon(on ? PAUSE : PLAY));
}

export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
