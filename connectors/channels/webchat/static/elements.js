// Small pieces of markup. Text goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function button(className, text) {
  const node = element("button", className, text);
  node.type = "button";
  return node;
}

export function icon(path) {
  const node = document.createElementNS(SVG, "svg");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  node.append(line);
  return node;
}

const URLS = /https?:\/\/[^\s<>"，。；、）]+/g;
const SHOWN = 36;

// Words with their addresses as links; a long one is cut for the eye only. `phones` are numbers to
// call, which a message of danger names.
export function fill(node, text, phones = []) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(addresses(phones))) {
    const url = found[0].startsWith("http");
    const link = element("a", "", found[0].length > SHOWN ? `${found[0].slice(0, SHOWN)}…` : found[0]);
    link.href = url ? found[0] : `tel:${found[0].replace(/[^\d+]/g, "")}`;
    if (url) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
    parts.push(text.slice(at, found.index), link);
    at = found.index + found[0].length;
  }
  node.replaceChildren(...parts, text.slice(at));
}

function addresses(phones) {
  const safe = phones.filter((phone) => /^[\d+ -]{2,20}$/.test(phone));
  if (!safe.length) return URLS;
  const numbers = safe.map((phone) => phone.replace("+", "\\+")).join("|");
  return new RegExp(`${URLS.source}|(?<!\\d)(?:${numbers})(?!\\d)`, "g");
}
