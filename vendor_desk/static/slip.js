document.querySelector("[data-print]").addEventListener("click", () => print());
if ("auto" in document.body.dataset) addEventListener("load", () => print());
