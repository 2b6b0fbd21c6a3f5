// Dragging in the day: a booking to another time or room, its end, or a time that is free. What was drawn only fills in
// a form, which says what stands against it; every form is there without a mouse as well.
const EDGE = 10;
const STEP = 30;
const dialog = document.getElementById("booking-dialog");
let drag = null;

document.addEventListener("pointerdown", (event) => {
  const cell = event.target.closest?.("[data-works] td");
  if (!cell || event.button !== 0 || event.pointerType === "touch" || event.target.closest("button")) return;
  if (cell.dataset.kind !== "free" && !cell.dataset.booking) return;
  const table = cell.closest("table");
  const box = cell.getBoundingClientRect();
  const mode = !cell.dataset.booking ? "draw" : event.clientX > box.right - EDGE ? "end" : "move";
  const from = half(table, mode === "draw" ? event.clientX : box.left + 1);
  const length = cell.dataset.booking ? Number(cell.dataset.minutes) / STEP : 1;
  drag = { cell, table, mode, row: cell.closest("tr"), from, length, grabbed: half(table, event.clientX) - from, moved: false, x: event.clientX };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.moved && Math.abs(event.clientX - drag.x) < 5 && drag.row === rowAt(event)) return;
  drag.moved = true;
  event.preventDefault();
  const at = half(drag.table, event.clientX);
  const row = rowAt(event);
  const fits = drag.mode === "move" && row && row.dataset.pool === drag.row.dataset.pool;
  drag.to = {
    row: fits ? row : (drag.to?.row ?? drag.row),
    from: drag.mode === "move" ? at - drag.grabbed : drag.mode === "draw" ? Math.min(at, drag.from) : drag.from,
    until: drag.mode === "move" ? at - drag.grabbed + drag.length : drag.mode === "draw" ? Math.max(at, drag.from) + 1 : Math.max(at + 1, drag.from + 1),
  };
  mark(drag.table, drag.to);
});

document.addEventListener("pointerup", () => {
  const done = drag;
  drag = null;
  document.querySelector("[data-ghost]")?.remove();
  if (!done?.moved || !done.to) return;
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }), 0);
  const { row, from, until } = done.to;
  const said = new URLSearchParams({ resource: row.dataset.resource, day: row.dataset.day, starts: clock(done.table, from), ends: clock(done.table, until) });
  const path = done.cell.dataset.booking ? `/desk/booking/${done.cell.dataset.booking}/move` : "/desk/booking/new";
  open(`${path}?${said}`, row.dataset, said);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drag) return;
  drag = null;
  document.querySelector("[data-ghost]")?.remove();
});

dialog?.querySelector("[data-dismiss]").addEventListener("click", () => dialog.close());
dialog?.querySelector("[data-to-close]").addEventListener("click", () => {
  dialog.close();
  document.querySelector("[data-close] [name=reason]").focus();
});

function open(path, row, said) {
  const body = dialog.querySelector("[data-body]");
  dialog.querySelector("[data-to-close]").hidden = path.includes("/move?");
  const close = document.querySelector("[data-close]");
  close.elements.resource.value = row.resource;
  close.elements.starts_at.value = `${row.day}T${said.get("starts")}`;
  close.elements.ends_at.value = `${row.day}T${said.get("ends")}`;
  htmx.ajax("GET", path, { target: body, swap: "innerHTML" }).then(() => {
    dialog.showModal();
    body.querySelector("button.primary")?.focus();
  });
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** The half-hour under a place, counted from the first that is shown. */
function half(table, x) {
  const [left, right] = span(table);
  const halves = Number(table.dataset.halves);
  return Math.max(0, Math.min(halves - 1, Math.floor(((x - left) / (right - left)) * halves)));
}

function span(table) {
  const heads = table.tHead.rows[0].cells;
  return [heads[1].getBoundingClientRect().left, heads[heads.length - 1].getBoundingClientRect().right];
}

function rowAt(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest?.("[data-grid] tbody tr") ?? null;
}

function clock(table, at) {
  const [hours, minutes] = table.dataset.first.split(":").map(Number);
  const whole = Math.min(hours * 60 + minutes + at * STEP, 24 * 60 - 1);
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

function mark(table, { row, from, until }) {
  const scroll = table.parentElement;
  const ghost = scroll.querySelector("[data-ghost]") ?? scroll.appendChild(Object.assign(document.createElement("div"), { className: "booking-ghost" }));
  ghost.dataset.ghost = "";
  const [left, right] = span(table);
  const wide = (right - left) / Number(table.dataset.halves);
  const base = scroll.getBoundingClientRect();
  const box = row.getBoundingClientRect();
  ghost.style.left = `${left + from * wide - base.left + scroll.scrollLeft}px`;
  ghost.style.width = `${(until - from) * wide}px`;
  ghost.style.top = `${box.top - base.top + scroll.scrollTop}px`;
  ghost.style.height = `${box.height}px`;
  ghost.textContent = `${clock(table, from)}–${clock(table, until)}`;
}
