// j and k move through the rows of a list; Enter opens, as on any link.
const writes = (element) => element.matches?.("input:not([type=checkbox]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  if (!"jk".includes(event.key) || document.querySelector("dialog[open]")) return;
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility?.() ?? true);
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? 0 : Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), rows.length - 1);
  const link = rows[next].matches("a") ? rows[next] : rows[next].querySelector("a");
  link?.focus();
  rows[next].scrollIntoView({ block: "nearest" });
});

// On a phone the tabs are wider than the screen: the present one is in sight.
document.querySelector(".operate > .tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
