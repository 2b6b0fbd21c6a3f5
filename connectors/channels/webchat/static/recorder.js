// A voice message, where the browser records one.

import { clock } from "./files.js";

const LONGEST = 60; // seconds
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

// Emits recorded {blob, seconds}, begun, ended, and refused with the key of a text.
export class Recorder extends EventTarget {
  #form = document.getElementById("composer");
  #start = document.getElementById("record");
  #bar = document.getElementById("recording");
  #time = document.getElementById("recorded");
  #cancel = document.getElementById("record-cancel");
  #language;
  #recorder = null;
  #began = 0;
  #timer = 0;

  constructor(language) {
    super();
    this.#language = language;
    this.#start.hidden = !navigator.mediaDevices?.getUserMedia || !window.MediaRecorder;
    this.#start.addEventListener("click", () => this.#begin());
    this.#cancel.addEventListener("click", () => this.#end(false));
  }

  get on() {
    return this.#recorder !== null;
  }

  relabel() {
    this.#start.setAttribute("aria-label", this.#language.text("record"));
    this.#start.title = this.#language.text("record");
    this.#cancel.textContent = this.#language.text("record_cancel");
  }

  // What was said is sent.
  finish() {
    this.#end(true);
  }

  async #begin() {
    if (this.on) return;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.dispatchEvent(new CustomEvent("refused", { detail: "no_microphone" }));
      return;
    }
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      if (!recorder.wanted || !parts.some(({ size }) => size)) return;
      const blob = new Blob(parts, { type: recorder.mimeType.split(";")[0] });
      this.dispatchEvent(new CustomEvent("recorded", { detail: { blob, seconds: recorder.lasted } }));
    };
    recorder.start();
    this.#recorder = recorder;
    this.#began = performance.now();
    this.#timer = setInterval(() => this.#tick(), 200);
    this.#show(true);
  }

  #tick() {
    const lasted = (performance.now() - this.#began) / 1000;
    this.#time.textContent = `${clock(lasted)} / ${clock(LONGEST)}`;
    if (lasted >= LONGEST) this.#end(true);
  }

  #end(wanted) {
    if (!this.#recorder) return;
    clearInterval(this.#timer);
    const recorder = this.#recorder;
    this.#recorder = null;
    recorder.wanted = wanted;
    recorder.lasted = Math.min(LONGEST, Math.max(0.1, (performance.now() - this.#began) / 1000));
    recorder.stop();
    this.#show(false);
  }

  #show(on) {
    this.#bar.hidden = !on;
    this.#form.toggleAttribute("data-recording", on);
    if (on) this.#tick();
    this.dispatchEvent(new Event(on ? "begun" : "ended"));
  }
}
