// The command palette: Ctrl-K or Cmd-K, words, arrows, Enter.

const TYPED_MS = 150;
const dialog = document.getElementById("find");
const field = document.getElementById("find-words");
const list = document.getElementById("find-list");
let asked = 0;
let typing = 0;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function open() {
  if (!dialog || dialog.open || document.querySelector("dialog[open]")) return;
  field.value = "";
  list.replaceChildren();
  dialog.showModal();
  field.focus();
  look();
}

async function look() {
  const order = ++asked;
  const headers = { "HX-Request": "true", Accept: "text/html" };
  const answer = await fetch(`/desk/find?${new URLSearchParams({ q: field.value })}`, { headers }).catch(() => null);
  if (answer?.status === 401) return location.reload();
  if (!answer?.ok || order !== asked) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.replaceChildren(...found.body.children);
  choose(options()[0]);
  const count = document.querySelector("[data-find-count]");
  count.textContent = options().length ? String(options().length) : count.dataset.none;
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

function step(by) {
  const all = options();
  if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  }
});

for (const button of document.querySelectorAll("[data-find]")) button.addEventListener("click", open);

field?.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(look, TYPED_MS);
});

field?.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) {
    event.preventDefault();
    step(moves[event.key]);
  }
  if (event.key === "Enter") {
    event.preventDefault();
    chosen()?.click();
  }
});
