// The inbox's button for sounds: everything, or urgent alerts alone.

import { arrival, choice, choose } from "../sound.js";

export { arrival };

const button = document.getElementById("sound");

function show() {
  button.setAttribute("aria-pressed", String(choice() === "on"));
}

button.addEventListener("click", () => {
  choose(choice() === "on" ? "urgent" : "on");
  arrival();
});
document.addEventListener("desk:sound", show);
show();
