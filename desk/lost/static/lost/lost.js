// What the page of a thing needs: a dialog closes when what it asked for is done; Esc goes back.

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.target.matches?.("[data-closes]")) event.target.closest("dialog").close();
});

document.addEventListener("keydown", (event) => {
  const busy = document.querySelector("dialog[open], details[open]") || event.target.matches?.("input, textarea, select");
  if (event.key === "Escape" && !busy) document.querySelector("[data-up]")?.click();
});
