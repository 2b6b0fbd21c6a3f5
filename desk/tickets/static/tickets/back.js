// The way back to the view that one came from; Esc takes it.

const back = document.querySelector("[data-back]");
const kept = sessionStorage.getItem("tickets-view");
if (back && kept?.startsWith("/desk/tickets")) back.href = kept;

const writes = (element) => element.matches("input, textarea, select");

document.addEventListener(
  "keydown",
  (event) => {
    const elsewhere = document.querySelector("dialog[open], details.menu[open]") || writes(event.target);
    if (event.key === "Escape" && !event.isComposing && !elsewhere) back?.click();
  },
  { capture: true },
);
