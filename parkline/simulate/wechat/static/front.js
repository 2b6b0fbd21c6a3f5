import { language, say } from "./words.js";

const $ = (id) => document.getElementById(id);

document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
for (const [id, word] of [["title", "title"], ["about", "about"], ["label", "who"], ["go", "open"]]) {
  $(id).textContent = say(word);
}
for (const name of ["alice", "bob", "李雷"]) {
  const link = document.createElement("a");
  link.href = `/phone/${encodeURIComponent(name)}`;
  link.textContent = name;
  $("people").append(link);
}
$("open").addEventListener("submit", (event) => {
  event.preventDefault();
  location.href = `/phone/${encodeURIComponent($("who").value.trim())}`;
});
