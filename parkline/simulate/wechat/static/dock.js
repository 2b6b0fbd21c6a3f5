import { act, printCode, sendPicture } from "./acts.js";
import { ICONS, icon, make } from "./elements.js";
import { choose } from "./sheet.js";
import { say } from "./words.js";

const SMILES = ["😀", "😂", "😊", "😍", "😢", "😡", "👍", "👌", "🙏", "👏", "💪", "🎉", "☕", "🍜", "🍚", "❤️"];
const PLACES = [
  ["A座 3楼 301", 31.2057, 121.5921],
  ["B座 大堂", 31.2061, 121.593],
  ["C座 12楼", 31.2066, 121.5938],
  ["地下车库 B2", 31.2059, 121.5926],
];

const $ = (id) => document.getElementById(id);

/** The strip under a chat: the account's menu, or the field to write in with what else one sends. */
export class Dock {
  constructor(root) {
    this.root = root;
    this.voice = false;
    this.writing = true;
    this.panel = "";
    this.drawn = "";
    $("file").addEventListener("change", () => {
      const [file] = $("file").files;
      if (file) sendPicture(this.thread.kind, file);
      $("file").value = "";
    });
  }

  draw(thread, state) {
    const moved = this.thread?.kind !== thread.kind;
    this.thread = thread;
    this.state = state;
    if (moved) Object.assign(this, { voice: false, panel: "", writing: !thread.menu.length });
    const key = JSON.stringify([thread.kind, thread.menu, this.voice, this.writing, this.panel, say("send")]);
    if (key === this.drawn) return;
    this.drawn = key;
    const text = this.root.querySelector("textarea")?.value ?? "";
    this.root.replaceChildren(this.writing ? this.writer(text) : this.menu());
    if (this.panel) this.root.append(this.panel === "more" ? this.more() : this.smiles());
  }

  turn(change) {
    Object.assign(this, change);
    this.draw(this.thread, this.state);
  }

  menu() {
    const columns = this.thread.menu.map((column, at) => this.column(column, at));
    return make("div", "menu", [
      this.round("keyboard", "keyboard", () => this.turn({ writing: true })),
      ...columns,
    ]);
  }

  column(column, at) {
    const rows = column.sub_button ?? [];
    const onclick = () => (rows.length ? this.submenu(at, rows) : this.pressed(column, [at]));
    const content = rows.length ? [icon(ICONS.rows), column.name] : column.name;
    const button = make("button", "column", content, { type: "button", onclick });
    return make("div", "cell", button);
  }

  submenu(at, rows) {
    const cell = this.root.querySelectorAll(".cell")[at];
    const open = cell.querySelector(".sub");
    for (const other of this.root.querySelectorAll(".sub")) other.remove();
    if (open) return;
    const press = (row, place) => () => {
      cell.querySelector(".sub").remove();
      this.pressed(row, [at, place]);
    };
    const entries = rows.map((row, place) =>
      make("button", "", row.name, { type: "button", onclick: press(row, place) }),
    );
    cell.append(make("div", "sub", entries));
  }

  pressed(button, path) {
    act(this.thread.kind, "press", { path });
    if (/^https?:/.test(button.url ?? "")) window.open(button.url, "_blank", "noopener");
  }

  writer(text) {
    const area = make("textarea", "", [], {
      rows: "1",
      enterkeyhint: "send",
      "aria-label": say("typeIt"),
      placeholder: this.voice ? say("sayIt") : "",
    });
    area.value = text;
    const send = make("button", "send", say("send"), { type: "button", onclick: () => this.send(area) });
    const plus = this.round("plus", "plus", () => this.turn({ panel: this.panel === "more" ? "" : "more" }));
    const typed = () => {
      send.hidden = !area.value.trim();
      plus.hidden = !send.hidden;
      area.style.height = "auto";
      area.style.height = `${Math.min(area.scrollHeight, 120)}px`;
    };
    area.addEventListener("input", typed);
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send(area);
    });
    setTimeout(typed);
    return make("div", `writer${this.voice ? " voice" : ""}`, [
      this.thread.menu.length ? this.round("rows", "menu", () => this.turn({ writing: false, panel: "" })) : null,
      this.round(this.voice ? "keyboard" : "voice", this.voice ? "keyboard" : "voice", () =>
        this.turn({ voice: !this.voice }),
      ),
      area,
      this.round("smile", "smile", () => this.turn({ panel: this.panel === "smile" ? "" : "smile" })),
      plus,
      send,
    ]);
  }

  send(area) {
    const text = area.value.trim();
    if (!text) return;
    act(this.thread.kind, this.voice ? "voice" : "say", { text });
    area.value = "";
    area.dispatchEvent(new Event("input"));
    area.focus();
  }

  round(drawing, word, onclick) {
    return make("button", "round", icon(ICONS[drawing]), { type: "button", "aria-label": say(word), onclick });
  }

  smiles() {
    const put = (smile) => () => {
      const area = this.root.querySelector("textarea");
      area.setRangeText(smile, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input"));
      area.focus();
    };
    const buttons = SMILES.map((smile) => make("button", "", smile, { type: "button", onclick: put(smile) }));
    return make("div", "panel smiles", buttons);
  }

  more() {
    const entries = [
      ["picture", () => $("file").click()],
      ["place", () => this.place()],
      ...(this.thread.kind === "official" ? [["scan", () => this.scan()]] : []),
      ...(["official", "mini"].includes(this.thread.kind) ? [["bell", () => this.subscribe()]] : []),
    ];
    const buttons = entries.map(([name, onclick]) =>
      make("button", "tile", [make("span", "", icon(ICONS[name])), say(name)], { type: "button", onclick }),
    );
    return make("div", "panel tiles", buttons);
  }

  place() {
    const entry = ([label, latitude, longitude]) => [
      label,
      () => act(this.thread.kind, "location", { label, latitude, longitude }),
    ];
    choose(say("whereAmI"), PLACES.map(entry));
  }

  scan() {
    scan(this.thread, this.state);
  }

  subscribe() {
    const answer = (template, accepts) => () => act(this.thread.kind, "accept", { template, accepts });
    const entries = this.state.templates.flatMap((one) => [
      [`${say("allow")} · ${one.title}`, answer(one.id, true)],
      [`${say("refuse")} · ${one.title}`, answer(one.id, false)],
    ]);
    choose(say("takeNotices"), entries);
  }
}

/** Scan one of the account's QR codes, or one that is printed with a scene just now. */
export function scan(thread, state) {
  const entries = state.scenes.map(({ ticket, scene }) => [scene, () => act(thread.kind, "scan", { ticket })]);
  choose(say("scanning"), entries.slice(-8), {
    placeholder: say("newScene"),
    done: (scene) => printCode(scene).then(({ ticket }) => act(thread.kind, "scan", { ticket })),
  });
}
