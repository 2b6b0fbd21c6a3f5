// Replies on their way: shown at once, sent under one key until they arrive or are given up.

import { complain, post, say, toast } from "./ask.js";
import * as pictures from "./pictures.js";
import * as timeline from "./timeline.js";

const AGAIN_MS = [1_000, 3_000];

/** Send a reply, with photos where there are `files`. `collide(problem, again)` is called if a colleague answered; `again` sends anyway. */
export async function send(conversation, text, files, collide) {
  const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const item = show(text, files);
  await deliver({ conversation, text, files, key, item, seen: timeline.lastSeq(), collide });
}

async function deliver(parcel) {
  const { conversation, text, files, item, collide } = parcel;
  state(item, say("sending"));
  const answer = await persist(`/desk/inbox/${conversation}/reply`, body(parcel));
  if (answer.ok) {
    await timeline.refresh();
    item.remove();
  } else if (answer.body.code === "answered_meanwhile") {
    await timeline.refresh();
    item.remove();
    collide(answer.body, text, files, () => {
      const shown = show(text, files);
      return deliver({ ...parcel, item: shown, seen: null });
    });
  } else {
    if (answer.status !== 0) complain(answer);
    else toast(say("offline"), "bad");
    state(item, say("notSent"), parcel);
  }
}

function body({ text, files, key, seen }) {
  const said = seen === null ? { text, key } : { text, key, seen };
  if (!files.length) return said;
  const form = new FormData();
  for (const [name, value] of Object.entries(said)) form.append(name, value);
  for (const file of files) form.append(file.type.startsWith("image/") ? "photo" : "file", file, file.name);
  const spoken = files.find((file) => file.seconds);
  if (spoken) form.append("seconds", spoken.seconds.toFixed(1));
  return form;
}

// Without a connection, try again by itself: the key makes it one message.
async function persist(path, body) {
  let answer = await post(path, body);
  for (const pause of AGAIN_MS) {
    if (answer.status !== 0 && answer.status < 500) return answer;
    await new Promise((resolve) => setTimeout(resolve, pause));
    answer = await post(path, body);
  }
  return answer;
}

function show(text, files) {
  const item = document.createElement("li");
  item.className = "entry message pending";
  item.dataset.author = "staff";
  const bubble = Object.assign(document.createElement("div"), { className: "bubble" });
  if (text) bubble.append(Object.assign(document.createElement("p"), { className: "said", textContent: text }));
  const photos = Object.assign(document.createElement("div"), { className: "photos" });
  photos.append(...files.map(pictures.preview));
  if (files.length) bubble.append(photos);
  item.append(bubble, Object.assign(document.createElement("div"), { className: "meta" }));
  document.querySelector("[data-pending]").append(item);
  timeline.toEnd();
  return item;
}

function state(item, text, failed = null) {
  const meta = item.querySelector(".meta");
  meta.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }));
  item.classList.toggle("failed", failed !== null);
  if (!failed) return;
  meta.append(
    button(say("retry"), () => deliver(failed)),
    button(say("discard"), () => item.remove()),
  );
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: text });
  made.addEventListener("click", act);
  return made;
}
