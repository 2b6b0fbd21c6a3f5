// "@" in a note offers colleagues by name: whoever is named there is alerted.

const MOST = 6;

let colleagues = null;
let field = null;
let list = null;

const isOpen = () => Boolean(list?.isConnected && !list.hidden);
const options = () => [...list.querySelectorAll("[role=option]")];

document.addEventListener("input", async ({ target }) => {
  if (!target.matches?.("textarea[data-mentions]")) return close();
  const word = wanted(target);
  if (word === null) return close();
  colleagues ??= await read();
  if (wanted(target) !== word) return;
  show(target, colleagues.filter((one) => one.name.toLowerCase().includes(word.toLowerCase())).slice(0, MOST));
});

async function read() {
  const answer = await fetch("/desk/colleagues", { headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

// What stands between the last @ and the cursor, on one line and not longer than a name.
function wanted(area) {
  const before = area.value.slice(0, area.selectionStart);
  const at = before.lastIndexOf("@");
  const word = before.slice(at + 1);
  return at < 0 || word.length > 20 || word.includes("\n") ? null : word;
}

function show(area, found) {
  if (!found.length) return close();
  field = area;
  if (!list) {
    list = document.createElement("div");
    list.className = "mentions";
    list.id = "mentions";
    list.setAttribute("role", "listbox");
  }
  list.setAttribute("aria-label", document.querySelector("[data-colleagues]").dataset.colleagues);
  list.replaceChildren(...found.map(option));
  area.after(list);
  list.hidden = false;
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-activedescendant", "mention-0");
}

function option(one, index) {
  const element = Object.assign(document.createElement("div"), { id: `mention-${index}`, textContent: one.name });
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", String(index === 0));
  const roles = Object.assign(document.createElement("small"), { className: "muted", textContent: one.roles });
  element.append(roles);
  element.dataset.name = one.name;
  element.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    insert(one.name);
  });
  return element;
}

function insert(name) {
  const end = field.selectionStart;
  const at = field.value.slice(0, end).lastIndexOf("@");
  field.setRangeText(`@${name} `, at, end, "end");
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  close();
}

function close() {
  if (!isOpen()) return;
  list.hidden = true;
  field.removeAttribute("aria-activedescendant");
}

// Before the field's own keys: Enter picks here, and sends elsewhere.
document.addEventListener(
  "keydown",
  (event) => {
    if (!isOpen() || event.target !== field || event.isComposing) return;
    const all = options();
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = (at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length;
      all.forEach((one, index) => one.setAttribute("aria-selected", String(index === next)));
      field.setAttribute("aria-activedescendant", all[next].id);
    } else if (event.key === "Enter" || event.key === "Tab") insert(all[at].dataset.name);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("focusout", ({ target }) => target === field && close());
