// The question before a refund names its sum: what is typed, else lines times quantities.

for (const form of document.querySelectorAll("form[data-refund]")) {
  const plain = form.getAttribute("hx-confirm");
  const { sure, currency, left } = form.dataset;
  const money = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency });
  const digits = money.resolvedOptions().maximumFractionDigits;

  function minor() {
    const typed = form.elements.sum.value.trim().replace(/[^0-9.]/g, "");
    if (typed) return Math.round(Number(typed) * 10 ** digits);
    const lines = [...form.querySelectorAll("[data-price]")];
    return lines.reduce((sum, line) => sum + Number(line.dataset.price) * Number(line.value || 0), 0);
  }

  form.addEventListener("input", () => {
    const sum = Math.min(minor(), Number(left));
    form.setAttribute("hx-confirm", sum > 0 ? sure.replace("{sum}", money.format(sum / 10 ** digits)) : plain);
  });
}
