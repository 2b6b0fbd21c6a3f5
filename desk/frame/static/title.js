// The browser's title: what stands before the page's own, said by whoever counts something.

const ORDER = ["danger", "alerts", "inbox"];
const own = document.title;
const parts = {};

/** Put `text` before the title, or nothing for "". */
export function before(name, text) {
  parts[name] = text;
  document.title = ORDER.map((one) => parts[one] ?? "").join("") + own;
}
