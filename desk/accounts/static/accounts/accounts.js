// The parks of whoever is of the staff of several: their numbers in the switcher, and the page of all
// of them. Asked for when the page opens, when the stream says that there is news, and now and then.

const AGAIN_MS = 60_000;
const SOON_MS = 1_000;

const menu = document.getElementById("parks-menu");
const list = menu.querySelector("[data-parks]");
const badge = menu.querySelector("[data-parks-count]");
const headers = { "HX-Request": "true", Accept: "text/html" };
let due = 0;
let asked = 0;

async function look() {
  clearTimeout(due);
  asked = Date.now();
  due = setTimeout(look, AGAIN_MS);
  const answer = await fetch("/desk/parks/numbers", { headers }).catch(() => null);
  if (!answer?.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
  menu.hidden = !Number(found.dataset.parksFound);
  if (menu.hidden) return clearTimeout(due);
  if (!menu.open) list.replaceChildren(...found.childNodes);
  const waits = [...found.querySelectorAll("[data-waits]"), ...list.querySelectorAll("[data-waits]")];
  const number = waits.reduce((sum, { dataset }) => sum + Number(dataset.waits), 0);
  badge.hidden = !number;
  badge.textContent = number;
  await rows();
}

async function rows() {
  const page = document.querySelector("[data-parks-rows]");
  if (!page) return;
  const answer = await fetch(page.dataset.parksRows, { headers }).catch(() => null);
  if (!answer?.ok) return;
  const at = steps().indexOf(document.activeElement);
  const anew = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  page.replaceChildren(...anew.childNodes);
  steps()[at]?.focus();
}

// However much happens, one look a second.
function soon() {
  if (menu.hidden) return;
  clearTimeout(due);
  due = setTimeout(look, Math.max(SOON_MS - (Date.now() - asked), 50));
}

const steps = () => [...document.querySelectorAll("[data-parks-row]")];

document.addEventListener("click", (event) => {
  const step = Number(event.target.closest("[data-parks-step]")?.dataset.parksStep ?? 0);
  if (!step) return;
  const all = steps();
  const at = all.indexOf(document.activeElement);
  all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]?.focus();
});

menu.addEventListener("toggle", () => menu.open && list.querySelector("a")?.focus());
document.body.addEventListener("desk:elsewhere", soon);
if (document.querySelector("[data-parks-rows]")) {
  for (const kind of ["conversation", "message", "ticket", "said"]) document.body.addEventListener(`desk:${kind}`, soon);
}
document.addEventListener("visibilitychange", () => document.hidden || soon());

if (menu.dataset.several) look();
