// How long somebody waits: elements with data-since go on counting.

import { say } from "./ask.js";

const STEP_MS = 15_000;
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

function waited(since) {
  const seconds = Math.max((Date.now() - Date.parse(since)) / 1000, 0);
  if (seconds < MINUTE) return say("waitNow");
  if (seconds < HOUR) return say("waitMinutes", { n: Math.floor(seconds / MINUTE) });
  if (seconds < DAY) return say("waitHours", { n: Math.floor(seconds / HOUR) });
  return say("waitDays", { n: Math.floor(seconds / DAY) });
}

function tick() {
  for (const element of document.querySelectorAll("[data-since]")) {
    const text = waited(element.dataset.since);
    if (element.textContent !== text) element.textContent = text;
  }
}

setInterval(tick, STEP_MS);
