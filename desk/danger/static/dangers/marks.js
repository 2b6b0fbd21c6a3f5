// One click says whether there was danger; the answer is the mark as it stands, in place of the
// buttons. Works on every page that shows a verdict.

import { csrf, toast } from "../shell.js";

async function send(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "text/html, application/json",
      "HX-Request": "true",
      "X-CSRF-Token": csrf(),
    },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (answer?.status === 401) location.reload();
  const events = JSON.parse(answer?.headers.get("HX-Trigger") ?? "{}");
  for (const { text, tone } of events["desk:toast"] ?? []) toast(text, tone);
  if (answer?.ok) return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-verdict]");
  if (!events["desk:toast"]) toast(document.getElementById("danger-banner").dataset.offline, "bad");
  return null;
}

async function mark(button) {
  const verdict = button.closest("[data-verdict]");
  button.disabled = true;
  const fresh = await send(`/desk/dangers/${verdict.dataset.verdict}/mark`, { verdict: button.dataset.mark || null });
  button.disabled = false;
  if (!fresh) return;
  verdict.replaceWith(fresh);
  fresh.querySelector("button")?.focus();
}

async function which(select) {
  const verdict = select.closest("[data-verdict]");
  if (!select.value) return;
  const fresh = await send(`/desk/dangers/${verdict.dataset.verdict}/mark`, { verdict: "right", kind: select.value });
  if (fresh) verdict.replaceWith(fresh);
}

async function missed(select) {
  const { missed: seq, conversation } = select.dataset;
  const kind = select.value;
  if (!kind) return;
  const fresh = await send(`/desk/inbox/${conversation}/missed`, { seq: Number(seq), kind });
  if (fresh) select.closest("label").replaceWith(fresh);
  else select.value = "";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-verdict] [data-mark]");
  if (button) mark(button);
});
document.addEventListener("change", (event) => {
  if (event.target.matches?.("select[data-missed]")) missed(event.target);
  if (event.target.matches?.("[data-verdict] select[data-which]")) which(event.target);
});
