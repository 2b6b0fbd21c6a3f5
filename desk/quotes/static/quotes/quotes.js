// Writing a quote: lines come one by one, an item brings its price, and the total is reckoned.

const lines = (form) => [...form.querySelectorAll("[data-line]")];

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-add-line]");
  if (!button) return;
  const next = lines(button.form).find((line) => line.hidden);
  if (!next) return;
  next.hidden = false;
  next.querySelector("select").focus();
  button.disabled = !lines(button.form).some((line) => line.hidden);
});

document.addEventListener("change", (event) => {
  const item = event.target.closest?.("[data-quote] [data-item]");
  if (!item) return;
  const price = item.closest("[data-line]").querySelector("[data-price]");
  const asked = item.selectedOptions[0]?.dataset.asks;
  if (asked && (!price.value || "brought" in price.dataset)) {
    price.value = asked;
    price.dataset.brought = "";
  }
  reckon(item.form);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-quote]");
  if (!form) return;
  if (event.target.matches("[data-price]")) delete event.target.dataset.brought;
  reckon(form);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-open='do-quote']")) reckon(document.querySelector("[data-quote]"));
});

// In hundredths, as sums of decimals are not exact; the server reckons it again.
function reckon(form) {
  const total = lines(form)
    .filter((line) => line.querySelector("[data-item]").value)
    .reduce((sum, line) => sum + cents(line.querySelector("[data-price]").value) * Number(line.querySelector("[data-quantity]").value), 0);
  const shown = form.querySelector("[data-total]");
  shown.textContent = Number.isFinite(total) ? `${shown.dataset.label} ${(total / 100).toFixed(2)}` : "";
}

const cents = (words) => Math.round(Number(words || 0) * 100);
