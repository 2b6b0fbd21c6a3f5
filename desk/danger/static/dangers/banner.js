// Danger that nobody has taken, on every page. Asked for when the page opens, when a ticket changes,
// and now and then: what has to be seen does not hang on one event that may be lost.

import { csrf, toast } from "../shell.js";
import * as title from "../title.js";

const AGAIN_MS = 15_000;
const SOON_MS = 200;

const place = document.getElementById("danger-banner");
const voice = document.getElementById("danger-voice");
let due = 0;
let shown = "";
let known = new Set();

async function look() {
  clearTimeout(due);
  due = setTimeout(look, AGAIN_MS);
  const headers = { "HX-Request": "true", Accept: "text/html" };
  const answer = await fetch("/desk/dangers/banner", { headers }).catch(() => null);
  if (!answer?.ok) return; // What was shown stays until it is known to be over.
  const html = await answer.text();
  if (html !== shown) put(html);
}

function put(html) {
  shown = html;
  const found = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  const ids = found.dataset.tickets.split(" ").filter(Boolean);
  const focused = document.activeElement?.dataset?.takeDanger;
  place.replaceChildren(...found.children);
  if (focused) place.querySelector(`[data-take-danger="${focused}"]`)?.focus();
  count(Number(found.dataset.count));
  // Read aloud once for each danger, not whenever the banner is drawn anew.
  if (ids.some((id) => !known.has(id))) voice.textContent = found.dataset.words;
  if (ids.length === 0) voice.textContent = "";
  known = new Set(ids);
}

function count(number) {
  title.before("danger", number ? `⚠ ${number} · ` : "");
}

function soon() {
  clearTimeout(due);
  due = setTimeout(look, SOON_MS);
}

async function act(id, action) {
  const answer = await fetch(`/desk/dangers/tickets/${id}/${action}`, {
    method: "POST",
    headers: { "HX-Request": "true", Accept: "application/json", "X-CSRF-Token": csrf() },
  }).catch(() => null);
  if (answer?.ok) {
    const target = answer.headers.get("HX-Redirect");
    return target ? void (location.href = target) : soon();
  }
  const problem = await answer?.json().catch(() => null);
  toast(problem?.detail ?? place.dataset.offline, "bad");
  soon();
}

place.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take-danger], [data-see-to-danger]");
  if (!button) return;
  button.disabled = true;
  const { takeDanger, seeToDanger } = button.dataset;
  act(takeDanger ?? seeToDanger, takeDanger ? "take" : "acknowledge").finally(() => (button.disabled = false));
});
document.body.addEventListener("desk:ticket", soon);
document.body.addEventListener("desk:said", ({ detail }) => detail.conversation === null && soon());
document.addEventListener("visibilitychange", () => document.hidden || soon());
look();
