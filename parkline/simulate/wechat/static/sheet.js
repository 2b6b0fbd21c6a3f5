import { make } from "./elements.js";
import { say } from "./words.js";

const sheet = document.getElementById("sheet");

/** Ask from below: entries of [text, what follows], and perhaps a field of one's own words. */
export function choose(title, entries, field = null) {
  const close = () => {
    sheet.hidden = true;
    sheet.replaceChildren();
  };
  const then = (follow) => () => {
    close();
    follow();
  };
  const buttons = entries.map(([text, follow]) => make("button", "", text, { type: "button", onclick: then(follow) }));
  const cancel = make("button", "cancel", say("cancel"), { type: "button", onclick: close });
  const box = make("div", "box", [make("p", "", title), ...buttons, field && ask(field, close), cancel], {
    role: "dialog",
    "aria-label": title,
  });
  sheet.replaceChildren(make("button", "shade", [], { type: "button", "aria-label": say("cancel"), onclick: close }), box);
  sheet.hidden = false;
  (sheet.querySelector("input") ?? box.querySelector("button")).focus();
}

/** Show something from below, with what can be done; `left` follows when it is closed. */
export function show(title, content, entries, left = () => {}) {
  const close = () => {
    sheet.hidden = true;
    sheet.replaceChildren();
  };
  const then = (follow) => () => {
    close();
    follow();
  };
  const buttons = entries.map(([text, follow]) => make("button", "", text, { type: "button", onclick: then(follow) }));
  const done = make("button", "cancel", say("close"), { type: "button", onclick: then(left) });
  const box = make("div", "box program", [make("p", "", title), make("div", "content", content), ...buttons, done], {
    role: "dialog",
    "aria-label": title,
  });
  sheet.replaceChildren(make("button", "shade", [], { type: "button", "aria-label": say("close"), onclick: then(left) }), box);
  sheet.hidden = false;
  box.querySelector("button").focus();
}

function ask({ placeholder, done }, close) {
  const input = make("input", "", [], { placeholder, maxlength: "64", required: "", "aria-label": placeholder });
  const onsubmit = (event) => {
    event.preventDefault();
    close();
    done(input.value.trim());
  };
  return make("form", "", [input, make("button", "", say("scan"))], { onsubmit });
}
