// A voice message to the tenant, where the browser records one.

import { say, toast } from "./ask.js";

const LONGEST = 60; // seconds
const TYPES = ["audio/ogg;codecs=opus", "audio/mp4", "audio/webm;codecs=opus"]; // What most phones play comes first.

let form = null;
let recording = null;

const part = (name) => form.querySelector(`[data-${name}]`);
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Begin with the field of a conversation; `recorded(file)` is given what was said, with its `seconds`. */
export function begin(composer, recorded) {
  end(false);
  form = composer;
  part("record")?.addEventListener("click", () => record(recorded));
  part("record-cancel")?.addEventListener("click", () => end(false));
  part("record-send")?.addEventListener("click", () => end(true));
  show();
}

/** Shown while a reply is written; what is being recorded ends with it. */
export function show() {
  const isReply = form.dataset.mode === "reply";
  if (!isReply) end(false);
  if (part("record")) part("record").hidden = !isReply || !navigator.mediaDevices?.getUserMedia || !window.MediaRecorder;
}

async function record(recorded) {
  if (recording) return;
  const began = form;
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    toast(say("noMicrophone"), "bad");
    return;
  }
  if (recording || form !== began) {
    for (const track of stream.getTracks()) track.stop(); // Another conversation was opened meanwhile.
    return;
  }
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
  const parts = [];
  const mine = { recorder, began: performance.now(), wanted: false, timer: setInterval(tick, 200) };
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop();
    if (!mine.wanted || !parts.some(({ size }) => size)) return;
    const file = new File(parts, "voice", { type: recorder.mimeType.split(";")[0] });
    recorded(Object.assign(file, { seconds: mine.lasted }));
  };
  recording = mine;
  recorder.start();
  part("recording").hidden = false;
  tick();
  part("record-send").focus();
}

function tick() {
  if (!recording) return;
  const lasted = (performance.now() - recording.began) / 1000;
  part("recorded").textContent = `${clock(lasted)} / ${clock(LONGEST)}`;
  if (lasted >= LONGEST) end(true);
}

function end(wanted) {
  if (!recording) return;
  const mine = recording;
  recording = null;
  clearInterval(mine.timer);
  mine.wanted = wanted;
  mine.lasted = Math.min(LONGEST, Math.max(0.1, (performance.now() - mine.began) / 1000));
  mine.recorder.stop();
  part("recording").hidden = true;
  part("record").focus();
}
