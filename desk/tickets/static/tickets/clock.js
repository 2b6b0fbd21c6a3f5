// Clocks that go on between refreshes: elements with data-due say how long is left.

const STEP_MS = 10_000;
const NEAR = 4 * 3600;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const texts = document.getElementById("sla-texts").dataset;
const AHEAD_MS = Date.parse(texts.now) - Date.now(); // A computer's own clock may be wrong.
const say = (name, values) => texts[name].replace(/\{(\w+)\}/g, (braces, key) => values[key] ?? braces);

/** As desk/tickets/clocks.py says it; null for what is far off. */
export function left(seconds) {
  if (seconds > NEAR) return null;
  const way = seconds > 0 ? "left" : "over";
  const amount = Math.floor(Math.abs(seconds));
  const values = { n: Math.floor(amount / HOUR), rest: Math.floor((amount % HOUR) / MINUTE) };
  if (amount >= DAY) return say("overDays", { n: Math.floor(amount / DAY) });
  if (values.n) return say(`${way}Hours`, values);
  if (values.rest) return say(`${way}Minutes`, { n: values.rest });
  return say(`${way}Now`, {});
}

/** Let every clock of the page tell the present moment. */
export function tick() {
  for (const clock of document.querySelectorAll(".sla[data-due]")) {
    const seconds = (Date.parse(clock.dataset.due) - AHEAD_MS - Date.now()) / 1000;
    const words = left(seconds);
    const shown = clock.querySelector("[data-sla-words]");
    if (words !== null && shown.textContent !== words) shown.textContent = words;
    if (seconds <= 0) clock.dataset.phase = "breached";
  }
}

setInterval(tick, STEP_MS);
