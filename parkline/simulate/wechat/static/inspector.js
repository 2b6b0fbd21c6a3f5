import { addFault, checkUrl, clearFaults, endTokens, moveClock, setMode } from "./acts.js";
import { make } from "./elements.js";
import { language, say } from "./words.js";

const SEND = "/cgi-bin/message/custom/send";
const TROUBLE = [
  ["t_lose", () => addFault({ on: "delivery", do: "lose_answer" })],
  ["t_twice", () => addFault({ on: "delivery", do: "twice" })],
  ["t_receiver", () => addFault({ on: "delivery", do: "wrong_receiveid" })],
  ["t_signature", () => addFault({ on: "delivery", do: "bad_signature" })],
  ["t_quota", () => addFault({ on: SEND, do: "error", errcode: 45009 })],
  ["t_busy", () => addFault({ on: SEND, do: "error", errcode: -1 })],
  ["t_drop", () => addFault({ on: SEND, do: "drop" })],
  ["t_expire", endTokens],
];
const SHOWN = 60;

/** Beside the phone: what the platform sees of bot and account, and how to make trouble. */
export class Inspector {
  constructor(root, redraw) {
    this.root = root;
    this.redraw = redraw;
    this.checked = "";
    this.opened = new Set();
  }

  draw(state, thread) {
    this.state = state;
    const app = state.apps.find((one) => one.kind === thread.kind);
    const top = this.root.scrollTop;
    this.root.replaceChildren(
      this.head(),
      this.account(app),
      this.quota(thread),
      this.happened(state, thread, app),
      this.trouble(state),
      this.clock(state),
    );
    this.root.scrollTop = top;
  }

  head() {
    const onclick = () => {
      localStorage.language = language() === "zh" ? "en" : "zh";
      this.redraw();
    };
    return make("header", "", [
      make("h2", "", say("inspector")),
      make("button", "small", say("other"), { type: "button", onclick }),
    ]);
  }

  account(app) {
    const modes = ["plain", "compatible", "safe"].map((mode) =>
      make("option", "", mode, { value: mode, ...(mode === app.mode ? { selected: "" } : {}) }),
    );
    const select = make("select", "", modes, {
      "aria-label": say("mode"),
      onchange: (event) => setMode(event.target.value),
    });
    const check = async () => {
      this.checked = (await checkUrl(app.kind)).said;
      this.draw(this.state, this.state.threads.find((one) => one.kind === app.kind));
    };
    return make("section", "account", [
      make("div", "line", [make("code", "", app.appid), app.kind === "official" ? select : make("span", "chip", app.mode)]),
      make("div", "line", [
        make("code", "url", app.url || say("o_nowhere")),
        this.checked ? make("span", `chip ${this.checked === "ok" ? "good" : "bad"}`, this.checked) : null,
        make("button", "small", say("check"), { type: "button", onclick: check }),
      ]),
      app.suspended ? make("p", "alarm", say("suspended")) : null,
    ]);
  }

  quota(thread) {
    const windows = thread.windows;
    const rows = windows.map((window) =>
      make("div", "window", [
        make("span", "", say(`cause_${window.cause}`)),
        make("span", "dots", Array.from({ length: window.of }, (_, at) => make("i", at < window.left ? "full" : ""))),
        make("b", "", `${window.left}/${window.of}`),
        make("small", "", `${say("until")} ${time(window.until, window.cause === "message")}`),
      ]),
    );
    return make("section", "", [make("h3", "", say("quota")), ...(rows.length ? rows : [make("p", "soft", say(thread.kind === "wecom" ? "noLimit" : "noWindow"))])]);
  }

  happened(state, thread, app) {
    const deliveries = thread.deliveries.map((one) => ({ at: one.at, node: () => this.delivery(one) }));
    const mine = (call) => (call.openid ? call.openid === thread.openid : !call.app || call.app === app.appid);
    const calls = state.calls.filter(mine).map((one) => ({ at: one.at, node: () => this.call(one) }));
    const all = [...deliveries, ...calls].sort((a, b) => b.at.localeCompare(a.at)).slice(0, SHOWN);
    const nodes = all.map((one) => one.node());
    return make("section", "happened", [
      make("h3", "", say("happened")),
      ...(nodes.length ? nodes : [make("p", "soft", say("happenedNone"))]),
    ]);
  }

  delivery(one) {
    const good = ["replied", "silent"].includes(one.outcome);
    const tone = one.outcome === "pending" ? "" : good ? "good" : "bad";
    const last = one.attempts.at(-1);
    const many = one.attempts.length > 1 ? `${one.attempts.length}${say("attempt")}` : null;
    const line = make("summary", "", [
      make("span", "way", "→"),
      make("span", "what", one.about),
      many ? make("span", "chip bad", many) : null,
      make("span", `chip ${tone}`, say(`o_${one.outcome}`)),
      make("span", "ms", last && one.outcome !== "pending" ? took(last.ms) : ""),
    ]);
    return this.folded(`d${one.id}`, [
      line,
      ...one.attempts.map((attempt) =>
        make("p", "attempt", [
          make("b", "", `${attempt.number}`),
          make("span", "", `${verdict(attempt)} · ${took(attempt.ms)}`),
          attempt.detail ? make("code", "", attempt.detail) : null,
        ]),
      ),
      make("pre", "", JSON.stringify(one.fields, null, 1)),
    ]);
  }

  call(one) {
    const line = make("summary", "", [
      make("span", "way back", "←"),
      make("span", "what", [one.path.replace("/cgi-bin/", ""), make("span", "soft", said(one.body))]),
      make("span", `chip ${one.errcode ? "bad" : "good"}`, one.errcode ? String(one.errcode) : "ok"),
      make("span", "ms", took(one.ms)),
    ]);
    const refused = one.errcode ? make("p", "attempt", one.errmsg) : null;
    return this.folded(`c${one.at}${one.path}`, [line, refused, one.body ? make("pre", "", one.body) : null]);
  }

  /** Details that stay open when the panel is drawn anew. */
  folded(key, content) {
    const ontoggle = (event) => (event.target.open ? this.opened.add(key) : this.opened.delete(key));
    return make("details", "", content, { ontoggle, ...(this.opened.has(key) ? { open: "" } : {}) });
  }

  trouble(state) {
    const buttons = TROUBLE.map(([word, onclick]) => make("button", "small", say(word), { type: "button", onclick }));
    const waiting = state.faults.map((one) => make("code", "", `${one.on} ${one.do} ${one.errcode || ""} ×${one.times}`));
    return make("section", "", [
      make("h3", "", say("trouble")),
      make("div", "buttons", buttons),
      waiting.length
        ? make("p", "waiting", [
            `${say("waitingFaults")}: `,
            ...waiting,
            make("button", "small", say("clear"), { type: "button", onclick: clearFaults }),
          ])
        : null,
    ]);
  }

  clock(state) {
    const ahead = [["minute", 60], ["hour", 3600], ["days", 172_800]];
    const buttons = ahead.map(([word, seconds]) =>
      make("button", "small", say(word), { type: "button", onclick: () => moveClock(seconds) }),
    );
    return make("section", "", [
      make("h3", "", [say("clock"), make("small", "", time(state.now, true))]),
      make("div", "buttons", buttons),
    ]);
  }
}

const took = (ms) => (ms ? `${ms} ms` : "< 1 ms");

/** The first words of what a call said. It may have been cut: then none. */
function said(body) {
  const found = /"(?:content|head_content)": "((?:[^"\\]|\\.)*)/.exec(body);
  return found ? ` ${found[1].replaceAll("\\n", " ")}` : "";
}

function verdict(attempt) {
  return say(`${["late", "unreachable", "status", "waiting"].includes(attempt.verdict) ? "v" : "o"}_${attempt.verdict}`);
}

function time(at, day) {
  const locale = language() === "zh" ? "zh-CN" : "en-GB";
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
  return new Date(at).toLocaleString(locale, day ? { month: "short", day: "numeric", ...parts } : parts);
}
