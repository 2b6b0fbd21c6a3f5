// Five tones, loud enough for a kitchen.
let audio = null;

/** Whether a browser that waits for a click keeps this page silent. */
export const isHeld = () => audio?.state === "suspended";

export function play() {
  audio ??= new AudioContext();
  audio.resume?.();
  [880, 660, 880, 660, 880].forEach((frequency, index) => beep(frequency, audio.currentTime + index * 0.25));
}

function beep(frequency, at) {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0.3, at);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.24);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.24);
}

// A browser lets a page sound once somebody has touched it.
addEventListener("pointerdown", () => audio?.resume?.(), { passive: true });
addEventListener("keydown", () => audio?.resume?.());
