// Cards of the board are moved: dragged into another column, or by key from the one that has the
// focus. What is missing is asked for; what needs nothing is done at once.

import { toast } from "../shell.js";
import { renew } from "./parts.js";

const board = document.getElementById("tickets");
const dialog = document.getElementById("move");
let dragged = null;

board.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".card") ?? null;
  if (!dragged) return;
  dragged.dataset.dragged = "";
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector(".ticket-no").textContent);
});

const over = (column) => {
  for (const one of board.querySelectorAll("[data-over]")) if (one !== column) delete one.dataset.over;
  if (column) column.dataset.over = "";
};
const target = (event) => {
  const column = event.target.closest?.("[data-column]");
  return dragged && column && !column.contains(dragged) ? column : null;
};

board.addEventListener("dragover", (event) => {
  const column = target(event);
  over(column);
  if (column) event.preventDefault();
});
board.addEventListener("drop", (event) => {
  const column = target(event);
  if (!column) return;
  event.preventDefault();
  ask(dragged, column.dataset.column);
});
board.addEventListener("dragend", () => {
  over(null);
  delete dragged?.dataset.dragged;
  dragged = null;
  renew();
});

document.querySelector("[data-move]").addEventListener("click", () => {
  const card = document.activeElement.closest?.(".card");
  if (card) ask(card, "");
});

// The ways that lead there, for the card as it was shown: where a colleague was faster, sending one
// says so.
async function ask(card, to) {
  if (dialog.open) return;
  const { id, status: seen, had } = card.dataset;
  const headers = { "HX-Request": "true", Accept: "text/html" };
  const answer = await fetch(`/desk/tickets/${id}/move?to=${to}`, { headers }).catch(() => null);
  if (!answer?.ok) return toast(document.querySelector("[data-connection]")?.dataset.reconnecting ?? "", "bad");
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (dialog.open) return; // It was asked for twice, and this is the later answer.
  dialog.replaceChildren(...found.body.childNodes);
  globalThis.htmx?.process(dialog);
  for (const form of dialog.querySelectorAll("form")) {
    form.elements.seen.value = seen;
    form.elements.had.value = had;
  }
  const ready = dialog.querySelector("[data-ready]");
  if (ready) ready.requestSubmit();
  else dialog.showModal();
}

// The form that was sent may be none of the page's by now: then `done` is told of the page alone.
document.body.addEventListener("tickets:done", () => dialog.close());

// Somebody was faster: the board behind the dialog shows what they did.
document.body.addEventListener("operate:refused", (event) => event.target.closest?.("#move") && renew());
