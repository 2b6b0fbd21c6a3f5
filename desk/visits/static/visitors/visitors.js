// Keys, and what a visit's own page needs.

const guests = () => [...document.querySelectorAll("[data-guest]")];

function step(by) {
  const all = guests();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));

// A dialog closes when what it asked for is done.
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.target.matches?.("[data-closes]")) event.target.closest("dialog").close();
});

// What is put on the list: the name, the phone or the plate.
const kind = document.querySelector("[data-kind]");
const take = () => {
  document.querySelector("[data-value-field]").value = kind.selectedOptions[0].dataset.value;
};
kind?.addEventListener("change", take);
if (kind) take();

// Esc goes back to the day, unless it closes something or leaves a field.
document.addEventListener("keydown", (event) => {
  const busy = document.querySelector("dialog[open], details[open]") || event.target.matches?.("input, textarea, select");
  if (event.key === "Escape" && !busy) document.querySelector("[data-up]")?.click();
});
