// The preview stands out as an important announcement does in the app.
document.addEventListener("change", (event) => {
  if (event.target.name !== "level") return;
  for (const told of document.querySelectorAll(".told")) told.dataset.level = event.target.value;
});
