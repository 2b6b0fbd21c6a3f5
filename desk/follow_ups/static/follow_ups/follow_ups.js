// Follow-ups of one's own: kept and ended without leaving the page.

import { csrf, toast } from "../shell.js";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest?.("[data-follow-up], [data-follow-up-done]");
  if (!form) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  const headers = { "HX-Request": "true", "X-CSRF-Token": csrf(), Accept: "text/html" };
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  if (form.matches("[data-follow-up]")) return kept(form, answer);
  if (answer?.ok) form.closest("li").remove();
});

async function kept(form, answer) {
  if (!answer?.ok) return refuse(form, answer);
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = document.importNode(found.querySelector("[data-follow-ups]"), true);
  form.closest("[data-follow-ups]").replaceWith(fresh);
  fresh.querySelector("summary").focus();
}

// What is wrong stands beside its field (operate/forms.js).
function refuse(form, answer) {
  const detail = JSON.parse(answer?.headers.get("HX-Trigger") ?? "{}")["operate:refused"];
  if (!detail) return toast(form.dataset.failed, "bad");
  form.dispatchEvent(new CustomEvent("operate:refused", { bubbles: true, detail }));
}
