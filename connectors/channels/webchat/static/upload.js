// A message of photos, or of a file, on its way to the server.

import { TEXTS } from "./texts.js";

const LONGEST_SIDE = 2048;
const SMALL_ENOUGH = 1_500_000;
const TAKEN = ["image/jpeg", "image/png", "image/webp"];
const RETRY_AFTER = 3;
const TRIES = 3;

// Answers with a frame as the socket would: ack or error. Safe to repeat with the same entry.
export async function upload(entry, { signal, progress }) {
  const form = await formOf(entry);
  if (signal.aborted) return null;
  const answer = await post(entry.kind === "file" ? "/chat/files" : "/chat/photos", form, signal, progress);
  if (answer === null) return signal.aborted ? null : unreachable(entry);
  if (answer.code !== "unknown_visitor") return { ...answer, id: entry.id };
  // The page writes a new cookie; the next try goes as that guest.
  await fetch("/", { cache: "no-store" }).catch(() => {});
  return { ...unreachable(entry), ...answer, id: entry.id };
}

async function formOf(entry) {
  const form = new FormData();
  form.append("id", entry.id);
  form.append("caption", entry.text);
  if (entry.kind === "file") {
    const [file] = entry.files;
    if (entry.seconds) form.append("seconds", String(entry.seconds));
    form.append("file", file, file.name ?? "voice");
  } else {
    for (const file of entry.files) form.append("photo", await shrunk(file), "photo");
  }
  return form;
}

// What the server would shrink anyway is not sent over a phone's network.
async function shrunk(file) {
  if (file.size <= SMALL_ENOUGH && TAKEN.includes(file.type)) return file;
  try {
    const photo = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(photo.width, photo.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(photo.width * scale));
    canvas.height = Math.max(1, Math.round(photo.height * scale));
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.88));
  } catch {
    return file; // The server says what is wrong with it.
  }
}

// The frame of the answer; null when there was none. fetch cannot report progress.
function post(path, form, signal, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () => resolve(frameOf(request.responseText));
    request.onerror = request.onabort = request.ontimeout = () => resolve(null);
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

// A proxy in between may answer with a page of its own.
function frameOf(body) {
  try {
    const frame = JSON.parse(body);
    return frame.type ? frame : null;
  } catch {
    return null;
  }
}

function unreachable(entry) {
  entry.tries = (entry.tries ?? 0) + 1;
  const { zh, en } = TEXTS.upload_failed;
  const error = { type: "error", code: "unreachable", id: entry.id, text_zh: zh, text_en: en };
  return entry.tries < TRIES ? { ...error, retry_after: RETRY_AFTER } : error;
}
