// What the inbox asks of the server, and what it says.

const csrf = () => document.querySelector('meta[name="csrf-token"]').content;
const texts = () => document.getElementById("texts").dataset;

/** A text of the page with its {variables}. */
export function say(name, values = {}) {
  return texts()[name].replace(/\{(\w+)\}/g, (braces, key) => values[key] ?? braces);
}

/** Words in passing. */
export function toast(text, tone = "good") {
  document.body.dispatchEvent(new CustomEvent("desk:toast", { detail: [{ text, tone }] }));
}

/** A fragment as an element that holds it; null when there is no connection or no such thing. */
export async function fetchFragment(path) {
  const answer = await fetch(path, { headers: { "HX-Request": "true", Accept: "text/html" } }).catch(() => null);
  if (answer?.status === 401) location.reload();
  if (!answer?.ok) return null;
  const holder = document.createElement("div");
  holder.append(new DOMParser().parseFromString(await answer.text(), "text/html").body);
  return holder.firstElementChild;
}

/** Post an object as JSON, or a FormData. {ok, status, body}: status 0 without a connection; body is the problem when it is not ok.
 *  What the server says in passing is shown. */
export async function post(path, body = {}) {
  const isForm = body instanceof FormData;
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      ...(isForm ? {} : { "Content-Type": "application/json" }),
      Accept: "application/json",
      "HX-Request": "true",
      "X-CSRF-Token": csrf(),
    },
    body: isForm ? body : JSON.stringify(body),
  }).catch(() => null);
  if (answer?.status === 401) location.reload();
  if (!answer) return { ok: false, status: 0, body: {} };
  const events = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}");
  for (const { text, tone } of events["desk:toast"] ?? []) toast(text, tone);
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  return { ok: answer.ok, status: answer.status, body: isJson ? await answer.json() : {} };
}

/** Tell what went wrong: beside the fields of a `form` (operate/forms.js), else in passing. */
export function complain({ status, body }, form) {
  if (form && status !== 0 && body.detail) {
    const detail = { words: body.detail, fields: body.details?.fields ?? {} };
    return form.dispatchEvent(new CustomEvent("operate:refused", { bubbles: true, detail }));
  }
  const fields = Object.values(body.details?.fields ?? {});
  const owner = body.code === "owned_by_other" ? say("owned", { name: body.details.name }) : "";
  toast(status === 0 ? say("offline") : owner || [body.detail, ...fields].join(" "), "bad");
}
