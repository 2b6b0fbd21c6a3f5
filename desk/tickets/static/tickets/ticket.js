// One ticket's page.

import "./back.js";
import { tick } from "./clock.js";
import { keepCurrent } from "./parts.js";

keepCurrent(tick);
tick();

// What is chosen in the menu closes it.
document.addEventListener("click", (event) => {
  const menu = event.target.closest("[data-open]")?.closest("details.menu");
  if (menu) menu.open = false;
});

// A note that was begun survives leaving the page.
for (const field of document.querySelectorAll("[data-draft]")) {
  field.value ||= localStorage.getItem(field.dataset.draft) ?? "";
  field.addEventListener("input", () => localStorage.setItem(field.dataset.draft, field.value));
  field.form.addEventListener("reset", () => localStorage.removeItem(field.dataset.draft));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) field.form.requestSubmit();
  });
}
