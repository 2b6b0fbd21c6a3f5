// Several conversations at once: what is picked stays picked when the list comes anew.

import { complain, post } from "./ask.js";
import * as list from "./list.js";

const form = document.getElementById("several-talks");
const root = document.getElementById("list");
const picked = new Set();
const boxes = () => [...root.querySelectorAll("[data-pick-talk]")];

function show() {
  form.hidden = !picked.size;
  const words = form.querySelector("[data-picked]");
  words.textContent = words.dataset.count.replace("#", String(picked.size));
}

function again() {
  const there = new Map(boxes().map((box) => [box.value, box]));
  for (const id of picked) if (!there.has(id)) picked.delete(id);
  for (const [id, box] of there) box.checked = picked.has(id);
  show();
}
new MutationObserver(again).observe(root, { childList: true, subtree: true });

root.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-pick-talk]")) return;
  if (target.checked) picked.add(target.value);
  else picked.delete(target.value);
  show();
});

form.querySelector("[data-pick-all]").addEventListener("click", () => {
  for (const box of boxes()) picked.add(box.value);
  again();
});
form.querySelector("[data-pick-none]").addEventListener("click", () => {
  picked.clear();
  again();
});

function needs() {
  const action = form.elements.action.value;
  for (const part of form.querySelectorAll("[data-for]")) {
    const wanted = part.dataset.for.split(" ").includes(action);
    part.hidden = !wanted;
    for (const field of part.querySelectorAll("select")) field.disabled = !wanted;
  }
}
form.elements.action.addEventListener("change", needs);
needs();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = Object.fromEntries(new FormData(form));
  const answer = await post("/desk/inbox/several", { ...said, ids: [...picked].map(Number) });
  if (!answer.ok) return complain(answer);
  picked.clear();
  again();
  list.refresh();
});
