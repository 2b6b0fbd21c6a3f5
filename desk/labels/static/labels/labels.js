// Labels of a ticket or a conversation: each is put or taken off as soon as it is pressed.

import { csrf, toast } from "../shell.js";

document.addEventListener("change", async (event) => {
  const form = event.target.closest?.("[data-label-choices]");
  if (!form) return;
  const { value } = event.target;
  const body = new URLSearchParams(new FormData(form));
  const headers = { "HX-Request": "true", "X-CSRF-Token": csrf() };
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  if (!answer?.ok) return toast(form.dataset.failed, "bad");
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = document.importNode(found.querySelector("[data-labels]"), true);
  fresh.querySelector("details")?.setAttribute("open", "");
  form.closest("[data-labels]")?.replaceWith(fresh);
  fresh.querySelector(`[value="${CSS.escape(value)}"]`)?.focus();
});
