// The form of a rule: rows are added and taken away, and each asks for what its first choice needs.

let next = 0;

const template = (name) => document.querySelector(`template[${name}]`);

// A copy of a template's content, its fields numbered.
function made(source, number) {
  const holder = document.createElement("div");
  holder.append(document.importNode(source.content, true));
  for (const field of holder.querySelectorAll("[name]")) field.name = field.name.replace("__N__", number);
  return holder.firstElementChild;
}

const rowsOf = (set) => [...set.querySelectorAll("[data-row]")];
const numberOf = (field) => field.name.slice(field.name.lastIndexOf("-") + 1);

function free(set) {
  const taken = new Set(rowsOf(set).map((row) => numberOf(row.querySelector("[data-decides]"))));
  for (next = 0; taken.has(String(next)); next += 1);
  return next;
}

function limit(set) {
  set.querySelector("[data-add-row]").hidden = rowsOf(set).length >= Number(set.dataset.most);
}

document.addEventListener("click", ({ target }) => {
  const set = target.closest("[data-rows]");
  if (!set) return;
  const add = target.closest("[data-add-row]");
  if (add) {
    const row = made(template(`data-new="${set.dataset.rows}"`), free(set));
    add.before(row);
    row.querySelector("select").focus();
  }
  const away = target.closest("[data-take-away]");
  if (away) {
    away.closest("[data-row]").remove();
    set.querySelector("[data-add-row]").focus();
  }
  limit(set);
});

document.addEventListener("change", ({ target }) => {
  const decides = target.dataset?.decides;
  if (!decides) return;
  const fresh = made(template(`data-for="${decides}:${CSS.escape(target.value)}"`), numberOf(target));
  target.closest("[data-row]").querySelector(".depends").replaceWith(fresh);
});

for (const set of document.querySelectorAll("[data-rows]")) limit(set);
