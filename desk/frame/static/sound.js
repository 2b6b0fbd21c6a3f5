// Sounds of the desk: urgent alerts ring unless somebody has switched that off; the rest for whoever
// wants it. What was chosen is kept in this browser.

const KEPT = "parkline:sound";
const CHOICES = ["urgent", "on", "off"];
let audio = null;

/** urgent, on (everything) or off. */
export const choice = () => {
  const kept = localStorage.getItem(KEPT);
  return CHOICES.includes(kept) ? kept : "urgent";
};

export function choose(value) {
  localStorage.setItem(KEPT, value);
  document.dispatchEvent(new CustomEvent("desk:sound"));
}

export const arrival = () => choice() === "on" && play([660]);
export const alarm = () => choice() !== "off" && play([880, 660, 880, 660, 880]);

/** Whether a browser that waits for a click keeps this page silent. */
export const isHeld = () => audio?.state === "suspended";

function play(tones) {
  audio ??= new AudioContext();
  audio.resume?.();
  tones.forEach((frequency, index) => beep(frequency, audio.currentTime + index * 0.22));
}

function beep(frequency, at) {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0.12, at);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.2);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.2);
}

// A browser lets a page sound once somebody has touched it.
addEventListener("pointerdown", () => audio?.resume?.(), { passive: true });
addEventListener("keydown", () => audio?.resume?.());
