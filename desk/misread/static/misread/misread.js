// A message as it should have been read: acts are chips, words are marked with what they say.

const dialog = document.getElementById("misread");

document.addEventListener("click", async (event) => {
  const opener = event.target.closest?.("[data-misread]");
  if (!opener || !dialog) return;
  const headers = { "HX-Request": "true", Accept: "text/html" };
  const answer = await fetch(opener.dataset.misread, { headers }).catch(() => null);
  if (answer?.status === 401) return location.reload();
  if (!answer?.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  dialog.replaceChildren(...found.body.children);
  globalThis.htmx?.process(dialog);
  for (const marks of dialog.querySelectorAll("[data-marks]")) begin(marks);
  dialog.showModal();
});
document.body.addEventListener("misread:done", () => dialog?.close());
for (const marks of document.querySelectorAll("main [data-marks]")) begin(marks);

function begin(marks) {
  const text = marks.querySelector("[data-marked-text]");
  const label = marks.querySelector("[data-label]");
  const role = marks.querySelector("[data-role]");
  const chips = marks.querySelector("[data-chips]");
  let selected = [0, 0];

  // Where the field is left its selection stays, so that a press on the button knows it.
  const note = () => (selected = [text.selectionStart, text.selectionEnd]);
  for (const name of ["select", "keyup", "pointerup", "blur"]) text.addEventListener(name, note);

  // A field that is only read has no cursor for the keyboard, so this one merely takes no changes.
  if ("fixed" in text.dataset) text.addEventListener("beforeinput", (event) => event.preventDefault());

  // Words that are edited: marks follow their words, and go where the words are no more.
  text.addEventListener("input", () => {
    for (const chip of [...chips.children]) {
      const at = text.value.indexOf(chip.dataset.said);
      if (at < 0) chip.remove();
      else place(chip, at, at + chip.dataset.said.length);
    }
  });

  function roles() {
    const offered = label.selectedOptions[0];
    const wanted = offered.dataset.roles.split(" ").filter(Boolean);
    if ("plain" in offered.dataset) wanted.unshift("");
    for (const option of role.options) {
      option.hidden = option.disabled = !wanted.includes(option.value);
    }
    if (!wanted.includes(role.value)) role.value = wanted[0];
    marks.querySelector("[data-role-field]").hidden = wanted.length < 2;
  }
  label.addEventListener("change", roles);
  roles();

  marks.querySelector("[data-put-mark]").addEventListener("click", () => {
    const [start, end] = trimmed(...selected);
    if (start >= end) return text.focus();
    for (const chip of [...chips.children]) {
      if (Number(chip.dataset.start) < end && Number(chip.dataset.end) > start) chip.remove();
    }
    const chip = document.createElement("li");
    Object.assign(chip.dataset, { start, end, label: label.value, role: role.value });
    chips.append(chip);
    draw(chip);
    text.focus();
  });

  function trimmed(start, end) {
    while (start < end && !text.value[start].trim()) start += 1;
    while (end > start && !text.value[end - 1].trim()) end -= 1;
    return [start, end];
  }

  function place(chip, start, end) {
    Object.assign(chip.dataset, { start, end });
    chip.querySelector("input").value = value(chip);
  }

  // Python counts characters, a text field counts UTF-16 units.
  const count = (units) => [...text.value.slice(0, units)].length;
  const value = ({ dataset }) => [count(Number(dataset.start)), count(Number(dataset.end)), dataset.label, dataset.role].join(":");

  function draw(chip) {
    const { start, end } = chip.dataset;
    chip.dataset.said = text.value.slice(Number(start), Number(end));
    const named = (field, code) => [...field.options].find((option) => option.value === code)?.textContent ?? code;
    const said = chip.dataset.role ? ` · ${named(role, chip.dataset.role)}` : "";
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "×";
    remove.setAttribute("aria-label", `${marks.dataset.remove} ${chip.dataset.said}`);
    remove.addEventListener("click", () => {
      chip.remove();
      text.focus();
    });
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "words", value: value(chip) });
    chip.replaceChildren(`${chip.dataset.said} — ${named(label, chip.dataset.label)}${said}`, remove, field);
  }

  // What the server has counted in characters is turned into units once.
  const characters = [...text.value];
  const units = (characterCount) => characters.slice(0, characterCount).join("").length;
  for (const chip of chips.children) {
    Object.assign(chip.dataset, { start: units(Number(chip.dataset.start)), end: units(Number(chip.dataset.end)) });
    draw(chip);
  }
}
