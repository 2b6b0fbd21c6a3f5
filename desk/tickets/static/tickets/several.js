// The list worked on at once: what is picked, urgency and assignee in the row, and views.

import { csrf, toast } from "../shell.js";
import { renew } from "./parts.js";

const form = document.getElementById("several");
const list = document.getElementById("tickets");
const picked = new Set();
const boxes = () => [...list.querySelectorAll("[data-pick]")];

function show() {
  if (!form) return;
  form.hidden = !picked.size;
  const words = form.querySelector("[data-picked]");
  words.textContent = words.dataset.count.replace("#", String(picked.size));
  const ids = form.querySelector("[data-picked-ids]");
  ids.replaceChildren(...[...picked].map((id) => hidden("ids", id)));
}

function hidden(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
}

// Rows that came anew are picked as before; rows that went are not.
function again() {
  const there = new Map(boxes().map((box) => [box.value, box]));
  for (const id of picked) if (!there.has(id)) picked.delete(id);
  for (const [id, box] of there) box.checked = picked.has(id);
  show();
}
if (form) new MutationObserver(again).observe(list, { childList: true, subtree: true });

list.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches("[data-pick]")) return;
  if (box.checked) picked.add(box.value);
  else picked.delete(box.value);
  show();
});

form?.querySelector("[data-pick-all]").addEventListener("click", () => {
  for (const box of boxes()) picked.add(box.value);
  again();
});
form?.querySelector("[data-pick-none]").addEventListener("click", () => {
  picked.clear();
  again();
});
form?.elements.action.addEventListener("change", needs);
function needs() {
  const action = form.elements.action.value;
  for (const part of form.querySelectorAll("[data-for]")) {
    const wanted = part.dataset.for.split(" ").includes(action);
    part.hidden = !wanted;
    for (const field of part.querySelectorAll("select, input")) field.disabled = !wanted;
  }
}
document.body.addEventListener("tickets:done", (event) => {
  if (event.target !== form) return;
  picked.clear();
  again();
  needs();
});

// Urgencies, and who may get a ticket, are the same in every row: a row's field has its own value
// alone, and gets the other options when it is used.
function offer(field) {
  if (field.dataset.offered) return;
  field.dataset.offered = "true";
  const [own] = field.options;
  const options = document.getElementById(`${field.dataset.inline}-options`).content.cloneNode(true);
  const same = options.querySelector(`[value="${CSS.escape(own.value)}"]`);
  if (field.dataset.inline === "urgency") {
    same.replaceWith(own.cloneNode(true));
    field.replaceChildren(options);
  } else {
    same?.remove();
    field.append(options);
  }
}
list.addEventListener("focusin", (event) => event.target.matches("[data-inline]") && offer(event.target));
list.addEventListener("pointerdown", (event) => event.target.matches("[data-inline]") && offer(event.target));

list.addEventListener("change", async (event) => {
  const field = event.target;
  if (!field.matches("[data-inline]")) return;
  const what = field.dataset.inline;
  const body = new URLSearchParams(what === "staff" ? { staff: field.value, seen: field.dataset.seen } : { urgency: field.value });
  const path = `/desk/tickets/${field.dataset.ticketId}/${what === "staff" ? "assign" : "urgency"}`;
  const headers = { "HX-Request": "true", "X-CSRF-Token": csrf() };
  const answer = await fetch(path, { method: "POST", body, headers }).catch(() => null);
  const said = JSON.parse(answer?.headers.get("HX-Trigger") ?? "{}");
  for (const { text, tone } of said["desk:toast"] ?? []) toast(text, tone);
  if (said["operate:refused"]) toast(said["operate:refused"].words, "bad");
  if (!answer?.ok) {
    for (const option of field.options) option.selected = option.defaultSelected;
  }
  renew();
});

// A view is kept with the filters that the address has at that moment.
document.querySelector("[data-keep-view]")?.addEventListener("htmx:configRequest", (event) => {
  for (const [name, value] of new URL(location.href).searchParams) event.detail.parameters[name] = value;
});
