// The open conversation: put on the page, told apart in the address, kept up to date, acted in.

import { complain, fetchFragment, post, say, toast } from "./ask.js";
import * as composer from "./composer.js";
import * as list from "./list.js";
import * as presence from "./presence.js";
import * as timeline from "./timeline.js";

const NEWS_MS = 150;

const inbox = document.getElementById("inbox");
const detail = document.getElementById("detail");
const article = () => detail.querySelector("article[data-conversation]");
const opened = () => article()?.dataset.conversation;

let wanted = "";
let due = 0;

/** Open a conversation beside the list. */
export async function open(id, { push = true } = {}) {
  wanted = id;
  const found = await fetchFragment(`/desk/inbox/${id}`);
  if (wanted !== id) return;
  if (!found) return toast(say("offline"), "bad");
  detail.replaceChildren(...found.childNodes);
  if (push) history.pushState({ conversation: id }, "", `/desk/inbox/${id}?tab=${inbox.dataset.tab}`);
  begin();
}

/** Go back to the list. */
export function close({ push = true } = {}) {
  const id = opened();
  wanted = "";
  presence.leave();
  detail.replaceChildren(document.getElementById("nothing").content.cloneNode(true));
  delete inbox.dataset.show;
  if (push) history.pushState({}, "", `/desk/inbox?tab=${inbox.dataset.tab}`);
  list.mark();
  list.focusRow(id);
}

function begin() {
  inbox.dataset.show = "detail";
  timeline.begin(article());
  composer.begin(article());
  presence.read(detail);
  presence.look(Number(opened()));
  list.mark();
}

function refreshSoon() {
  due ||= setTimeout(() => {
    due = 0;
    if (article()) timeline.refresh();
  }, NEWS_MS);
}

async function act(what, body = {}) {
  const id = opened();
  const answer = await post(`/desk/inbox/${id}/${what}`, body);
  if (!answer.ok) complain(answer);
  list.refresh();
  if (opened() === id) await timeline.refresh();
  return answer;
}

async function openTicket(form) {
  const answer = await post(`/desk/inbox/${opened()}/ticket`, Object.fromEntries(new FormData(form)));
  if (!answer.ok) return complain(answer, form);
  form.closest("dialog").close();
  form.reset();
  form.dataset.kind = "question";
  toast(say("ticketCreated", { number: answer.body.ticket_no }));
  timeline.refresh();
}

async function teach(form) {
  const { seq, intent } = Object.fromEntries(new FormData(form));
  const answer = await post(`/desk/inbox/${opened()}/teach`, { seq: Number(seq), intent });
  if (!answer.ok) return complain(answer, form);
  form.closest("dialog").close();
  toast(say("taught"));
}

function prepareTeaching(button) {
  const dialog = document.getElementById("teach");
  const form = dialog.querySelector("form");
  form.elements.seq.value = button.dataset.teach;
  if (button.dataset.intent) form.elements.intent.value = button.dataset.intent.split("/")[0];
  dialog.querySelector("[data-teach-words]").textContent = button.closest(".entry").querySelector(".said").textContent;
  dialog.showModal();
}

// The tenant's last words are where a ticket's description begins.
function prepareTicket() {
  const field = document.querySelector("[data-new-ticket]")?.elements.description;
  const said = [...detail.querySelectorAll('[data-author="tenant"] .said')].at(-1);
  if (field && !field.value && said) field.value = said.textContent;
}

const plainClick = (event) => !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0;

document.addEventListener("click", (event) => {
  const target = event.target;
  const link = target.closest("[data-open-conversation]");
  if (link && plainClick(event)) {
    event.preventDefault();
    open(link.dataset.openConversation);
  }
});
detail.addEventListener("click", (event) => {
  const target = event.target;
  const at = (selector) => target.closest(selector);
  if (at("[data-back]") && plainClick(event)) {
    event.preventDefault();
    close();
  } else if (at("[data-act]")) {
    const button = at("[data-act]");
    at("details[open]")?.removeAttribute("open");
    // A key is pressed by mistake sooner than a button: detail is 0 for a click that a key made.
    if (event.detail === 0 && button.dataset.sure && !button.dataset.colleague && !confirm(button.dataset.sure)) return;
    const { colleague, colleagueSure, until } = button.dataset;
    if (colleague && !confirm(colleagueSure)) return;
    act(button.dataset.act, { ...(colleague && { colleague: Number(colleague) }), ...(until && { until }) });
  } else if (at("[data-take-over]")) {
    const { colleague } = at("form").dataset;
    if (confirm(say("takeOverSure", { name: colleague }))) act("take-over");
  } else if (at("[data-assign-best]")) {
    at("dialog").close();
    act("assign-best");
  } else if (at("[data-assign]")) {
    at("dialog").close();
    act("assign", { staff: Number(at("[data-assign]").dataset.assign) });
  } else if (at("[data-toggle-about]")) {
    article().toggleAttribute("data-about");
  } else if (at("[data-teach]")) {
    prepareTeaching(at("[data-teach]"));
  } else if (at('[data-open="new-ticket"]')) {
    prepareTicket();
  }
  if (at("[data-open]")) at("details[open]")?.removeAttribute("open");
});
detail.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-new-ticket]")) openTicket(form);
  else if (form.matches("[data-teach-form]")) teach(form);
  else return;
  event.preventDefault();
});
detail.addEventListener("change", ({ target }) => {
  const form = target.closest("[data-new-ticket]");
  if (form && target.name === "kind") form.dataset.kind = target.value;
});

// Before the shell's own: it leaves the field, and only then is Escape a way back.
document.addEventListener("keydown", escape, { capture: true });

function escape(event) {
  if (event.key !== "Escape" || event.isComposing || !article()) return;
  if (document.querySelector("dialog[open], details[data-menu][open]")) return;
  if (document.activeElement?.matches("input, textarea, select")) return;
  if (article().hasAttribute("data-about")) return article().removeAttribute("data-about");
  close();
}

document.body.addEventListener("desk:said", ({ detail: { conversation } }) => {
  if (conversation === null || String(conversation) === opened()) refreshSoon();
});
document.body.addEventListener("desk:conversation", (event) => {
  if (String(event.detail.id) === opened()) refreshSoon();
});
for (const kind of ["ticket", "order"]) document.body.addEventListener(`desk:${kind}`, refreshSoon);
document.body.addEventListener("desk:message", (event) => {
  if (String(event.detail.id) === opened()) refreshSoon();
});

addEventListener("popstate", () => {
  const id = /\/inbox\/(\d+)$/.exec(location.pathname)?.[1];
  if (id) open(id, { push: false });
  else if (article()) close({ push: false });
});
if (article()) begin();
