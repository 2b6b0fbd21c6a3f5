// A short sound for whoever wants it; off until somebody turns it on.

const KEPT = "parkline:sound";
const button = document.getElementById("sound");
let audio = null;

export const arrival = () => play([660]);
export const alarm = () => play([880, 660, 880]);

function play(tones) {
  if (!isOn()) return;
  audio ??= new AudioContext();
  tones.forEach((frequency, index) => beep(frequency, audio.currentTime + index * 0.22));
}

function beep(frequency, at) {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0.08, at);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.2);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.2);
}

const isOn = () => localStorage.getItem(KEPT) === "on";

function show() {
  button.setAttribute("aria-pressed", String(isOn()));
}

button.addEventListener("click", () => {
  localStorage.setItem(KEPT, isOn() ? "off" : "on");
  show();
  arrival();
});
show();
