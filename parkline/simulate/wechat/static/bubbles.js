import { act } from "./acts.js";
import { ICONS, icon, make } from "./elements.js";
import { openProgram } from "./program.js";
import { language, say } from "./words.js";

const LINK = /<a\s[^>]*?href\s*=\s*["']([^"']*)["'][^>]*>([\s\S]*?)<\/a>|https?:\/\/[^\s<>"'，。）)]+/g;
const PROGRAM = /\sdata-miniprogram-path\s*=\s*["']([^"']*)["']/;
const GAP_MS = 5 * 60_000;

/** Text as the chat shows it: links of accounts work, everything else is text. */
function words(kind, text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    const page = PROGRAM.exec(found[0])?.[1];
    const shown = found[2] ?? found[0];
    parts.push(text.slice(at, found.index), page ? program(page, shown) : link(kind, found[1] ?? found[0], shown));
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
}

function link(kind, href, text) {
  if (href.startsWith("weixin://bizmsgmenu")) {
    const query = new URLSearchParams(href.split("?")[1] ?? "");
    const said = query.get("msgmenucontent") ?? text;
    return answerButton(kind, said, query.get("msgmenuid") ?? "", text);
  }
  return /^https?:/.test(href)
    ? make("a", "", text, { href, target: "_blank", rel: "noopener noreferrer" })
    : make("span", "", text);
}

/** A page of a mini-program, which opens on the phone. */
function program(page, text) {
  return make("button", "answer program", text, { type: "button", onclick: () => openProgram(page) });
}

function answerButton(kind, said, id, shown = said) {
  const onclick = () => act(kind, "say", { text: said, menu_id: id });
  return make("button", "answer", shown, { type: "button", onclick });
}

const SHAPES = {
  text: (kind, bubble) => [make("div", "text", words(kind, bubble.text))],
  markdown: (_kind, bubble) => [make("div", "text marked", bubble.text.split("\n").map(marked))],
  menu: (kind, bubble) => [
    make("div", "text", [
      ...words(kind, bubble.text),
      make("div", "answers", bubble.data.list.map((one) => answerButton(kind, one.content, one.id))),
      bubble.data.tail || null,
    ]),
  ],
  image: (_kind, bubble) => [make("img", "image", [], { src: bubble.data.url, alt: say("photo") })],
  file: (_kind, bubble) => [
    make("a", "news", [make("b", "", bubble.data.name)], { href: bubble.data.url, target: "_blank", rel: "noopener" }),
  ],
  voice: (_kind, bubble) => [
    make("div", "text spoken", [icon(ICONS.sound), `${Math.max(1, Math.round(bubble.text.length / 4))}″`]),
    bubble.text ? make("div", "recognised", bubble.text) : null,
  ],
  location: (_kind, bubble) => [
    make("div", "place", [make("b", "", bubble.text), make("div", "map", [icon(ICONS.place)])]),
  ],
  news: (_kind, bubble) => [
    make("a", "news", [
      make("b", "", bubble.text),
      make("div", "", [
        make("span", "", bubble.data.description),
        bubble.data.picture ? make("img", "", [], { src: bubble.data.picture, alt: "" }) : null,
      ]),
    ], { href: /^https?:/.test(bubble.data.url) ? bubble.data.url : null, target: "_blank", rel: "noopener noreferrer" }),
  ],
  card: (_kind, bubble) => [
    make("div", "notice", [
      make("small", "", bubble.data.account),
      make("b", "", bubble.text),
      make("dl", "", bubble.data.rows.flatMap(([name, value]) => [make("dt", "", name), make("dd", "", value)])),
      make("div", "details", [say("details"), make("span", "", "›")]),
    ]),
  ],
};

const MARKS = /\*\*(.+?)\*\*|\[([^\]]+)\]\((https?:[^)\s]+)\)|<font color="(\w+)">(.*?)<\/font>/g;

/** A line of WeCom's Markdown, as far as robots use it: bold, links, three colours, quotes. */
function marked(line) {
  const [text, around] = line.startsWith("> ") ? [line.slice(2), "blockquote"] : [line, "div"];
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(MARKS)) {
    const [whole, bold, shown, href, colour, coloured] = found;
    parts.push(text.slice(at, found.index));
    if (bold) parts.push(make("b", "", bold));
    else if (href) parts.push(link("", href, shown));
    else parts.push(make("span", `font ${colour}`, coloured));
    at = found.index + whole.length;
  }
  return make(around, "", [...parts, text.slice(at)]);
}

function shape(kind, bubble) {
  const made = SHAPES[bubble.kind];
  return made ? made(kind, bubble) : [make("div", "text", [`[${bubble.kind}] `, bubble.text])];
}

const how = (kind, via) => say(via === "push" && ["wecom", "group"].includes(kind) ? `push_${kind}` : via);

export function face(name, kind) {
  return make("span", `face ${kind}`, [...name][0] ?? "?", { "aria-hidden": "true" });
}

/** The rows of a bubble: a time if some passed, then what was said. */
export function row(thread, person, bubble, before, now) {
  const rows = [];
  if (!before || new Date(bubble.at) - new Date(before.at) > GAP_MS) {
    rows.push(make("li", "time", clock(bubble.at, now)));
  }
  if (bubble.side === "system") return [...rows, make("li", "system", bubble.text)];
  const mine = bubble.side === "person";
  const avatar = mine ? face(person, "me") : face(thread.name, thread.kind);
  const via = bubble.via ? make("span", `via ${bubble.via}`, how(thread.kind, bubble.via)) : null;
  const wide = bubble.kind === "card" ? " wide" : "";
  const body = make("div", "body", [...shape(thread.kind, bubble), via]);
  rows.push(make("li", `item ${mine ? "mine" : "theirs"}${wide}`, [avatar, body]));
  return rows;
}

export function clock(at, now) {
  const day = (time) => new Date(time).toDateString();
  const locale = language() === "zh" ? "zh-CN" : "en-GB";
  const hours = new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  if (day(at) === day(now)) return hours;
  if (day(at) === day(new Date(now) - 86_400_000)) return `${say("yesterday")} ${hours}`;
  return `${new Date(at).toLocaleDateString(locale, { month: "short", day: "numeric" })} ${hours}`;
}

/** One line of a bubble, for the list of chats. */
export function summary(bubble) {
  const named = { image: "photo", voice: "spoken", location: "located" }[bubble.kind];
  const text = bubble.text.replace(/<[^>]*>/g, "").replaceAll("\n", " ");
  return named ? `${say(named)} ${text}` : text;
}
