// Forms that keep what was entered when something is wrong, and say it beside the fields.
import { toast } from "../shell.js";

document.body.addEventListener("operate:refused", (event) => {
  const form = event.target.closest?.("form");
  const { words, fields = {}, anyway = false, reload = false } = event.detail;
  if (!form) return toast(words, "bad");
  clear(form);
  const unplaced = Object.entries(fields).filter(([name, told]) => !mark(form, name, told));
  const rest = unplaced.map(([, told]) => told).filter((told) => told !== words);
  const isSaid = !rest.length && Object.values(fields).includes(words);
  if (!isSaid) say(form, [words, ...rest], reload);
  const insist = form.querySelector("[data-anyway]");
  if (insist) insist.hidden = !anyway;
  form.querySelector("[aria-invalid]")?.focus();
});

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.("form")) clear(event.target);
});

function clear(form) {
  for (const line of form.querySelectorAll("[data-told]")) line.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

/** Whether the form has a field of this name to stand beside. */
function mark(form, name, told) {
  const found = [...form.elements].find((field) => field.name === name.split(".")[0] && field.type !== "hidden");
  if (!found) return false;
  const line = document.createElement("small");
  line.className = "error";
  line.dataset.told = "";
  line.id = `told-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`;
  line.textContent = told;
  found.setAttribute("aria-invalid", "true");
  found.setAttribute("aria-describedby", line.id);
  (found.closest(".field") ?? found.parentElement).append(line);
  return true;
}

function say(form, words, reload) {
  const place = form.querySelector("[data-words]") ?? made(form);
  if (!place) return toast(words.join(" "), "bad");
  const line = document.createElement("p");
  line.className = "notice";
  line.dataset.tone = reload ? "warn" : "bad";
  line.dataset.told = "";
  line.setAttribute("role", "alert");
  line.textContent = words.join(" ");
  if (reload) line.append(" ", reloading());
  place.append(line);
  line.scrollIntoView({ block: "nearest" });
}

/** A place above what sends the form; none in a form that is a button alone, which says it in passing. */
function made(form) {
  const fields = [...form.elements].filter((field) => field.matches("input, select, textarea") && !["hidden", "submit"].includes(field.type));
  if (!fields.some((field) => field.checkVisibility?.() ?? true)) return null;
  const place = document.createElement("div");
  place.dataset.words = "";
  const last = [...form.elements].filter((field) => field.matches("button:not([type=button])")).at(-1);
  const foot = last?.closest(".dialog-foot, .foot, .row") ?? last;
  if (foot && foot !== form && form.contains(foot)) foot.before(place);
  else form.append(place);
  return place;
}

function reloading() {
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = document.querySelector("[data-reload]")?.dataset.reload ?? "";
  return link;
}

// What is written in one place and shown in another: data-mirrored="x" → data-mirror="x".
document.addEventListener("input", (event) => {
  const name = event.target.dataset?.mirrored;
  if (!name) return;
  for (const shown of document.querySelectorAll(`[data-mirror="${CSS.escape(name)}"]`)) {
    shown.textContent = event.target.value;
  }
});

// A secret that is shown once: one press takes it along.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard?.writeText(button.dataset.copy);
  toast(button.dataset.copied);
});
