// The board, the list and one's own work: filters, keys, and staying current.

import { tick } from "./clock.js";
import { keepCurrent, renew } from "./parts.js";

const NARROW = "(max-width: 820px)";
const TYPED_MS = 300;

const page = document.querySelector(".tickets-page");
const filters = document.getElementById("filters");

// Without a choice in the address a phone begins with the list.
if (page && "undecided" in page.dataset && matchMedia(NARROW).matches) {
  const address = new URL(location.href);
  address.searchParams.set("view", "list");
  location.replace(address);
}
if (matchMedia("(min-width: 1101px)").matches) filters?.querySelector("details")?.setAttribute("open", "");

const cards = () => [...document.querySelectorAll("#tickets [data-ticket]")];

function step(by) {
  const all = cards();
  const at = all.indexOf(document.activeElement);
  focus(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

// To the card at the same height in the next column that has any.
function across(by) {
  const columns = [...document.querySelectorAll(".column .cards")];
  const here = document.activeElement.closest?.(".cards");
  const height = document.activeElement.getBoundingClientRect().top;
  for (let at = columns.indexOf(here) + by; columns[at]; at += by) {
    const found = [...columns[at].querySelectorAll("[data-ticket]")];
    const far = (card) => Math.abs(card.getBoundingClientRect().top - height);
    if (found.length) return focus(found.reduce((best, card) => (far(card) < far(best) ? card : best)));
  }
}

function focus(card) {
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
for (const button of document.querySelectorAll("[data-across]")) button.addEventListener("click", () => across(Number(button.dataset.across)));

// Filters stand in the address, so that a view can be kept and sent to a colleague.
function apply() {
  const wanted = new URLSearchParams([...new FormData(filters)].filter(([, value]) => value));
  history.replaceState(null, "", `${location.pathname}?${wanted}`);
  for (const link of document.querySelectorAll("[data-view-link]")) {
    wanted.set("view", link.dataset.viewLink);
    link.href = `${location.pathname}?${wanted}`;
  }
  for (const link of document.querySelectorAll("[data-export]")) link.href = `${location.pathname}/export.${link.dataset.export}?${wanted}`;
  renew();
}

let typing = 0;
filters?.addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(apply, event.target.type === "search" ? TYPED_MS : 0);
});
filters?.addEventListener("submit", (event) => {
  event.preventDefault();
  apply();
});

// Back from a ticket leads to the same view.
sessionStorage.setItem("tickets-view", location.pathname + location.search);
addEventListener("pagehide", () => sessionStorage.setItem("tickets-view", location.pathname + location.search));

keepCurrent(tick);
tick();
