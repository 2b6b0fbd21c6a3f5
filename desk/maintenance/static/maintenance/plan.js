// The form of a plan: weekdays are asked for where it is due by weeks.
const form = document.querySelector("[data-plan]");

function show() {
  for (const part of form.querySelectorAll("[data-of-unit]")) {
    part.hidden = part.dataset.ofUnit !== form.elements.unit.value;
    for (const field of part.querySelectorAll("input")) field.disabled = part.hidden;
  }
}
form.addEventListener("change", show);
show();
