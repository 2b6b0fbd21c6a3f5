/**
 * In a browser: what can be pressed by a finger can be pressed by keys, and what the framework draws has a name and a
 * role. WeChat gives its own controls to its own screen reader.
 */
import { t } from "@/locale";
import { TABS } from "@/stores/look";

import { back } from "./layers";

const PRESSED = "[role=button],[role=checkbox],[role=link],[role=radio],[role=switch],[role=tab]";
const REACHED = `a[href],button,input,select,textarea,[tabindex="0"]`;
const NATIVE = "a,button,input,select,textarea";

export function hearKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && back()) event.preventDefault();
    else if (event.key === "Enter" || event.key === " ") press(event);
    else if (event.key === "Tab") stay(event);
    else if (event.key.startsWith("Arrow")) choose(event);
  });
  nameFramework();
  new MutationObserver(nameFramework).observe(document.body, { childList: true, subtree: true });
}

function press(event: KeyboardEvent): void {
  const at = event.target as HTMLElement;
  if (at.matches(NATIVE) || !at.matches(PRESSED)) return;
  event.preventDefault();
  at.click();
}

/** Tab goes round in the topmost dialog. */
function stay(event: KeyboardEvent): void {
  const dialog = [...document.querySelectorAll<HTMLElement>("[role=dialog],[role=alertdialog]")].filter(isShown).pop();
  if (!dialog) return;
  const inside = [...dialog.querySelectorAll<HTMLElement>(REACHED)].filter(isShown);
  const at = inside.indexOf(document.activeElement as HTMLElement);
  const next = event.shiftKey ? (at <= 0 ? inside.length - 1 : at - 1) : at === inside.length - 1 ? 0 : at + 1;
  event.preventDefault();
  inside[next]?.focus();
}

/** Arrows go from one choice to the next. */
function choose(event: KeyboardEvent): void {
  const at = (event.target as HTMLElement).closest<HTMLElement>("[role=radio],[role=tab]");
  const group = at?.closest("[role=radiogroup],[role=tablist]");
  if (!at || !group) return;
  const all = [...group.querySelectorAll<HTMLElement>("[role=radio],[role=tab]")].filter((one) => one.tabIndex >= 0);
  const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
  event.preventDefault();
  all[(all.indexOf(at) + step + all.length) % all.length]?.focus();
}

const FIELDS = "input:not([type=file]),select,textarea";

/** From a field to the one below it on the page; from the last, away from the keyboard. */
export function toNextField(from: HTMLElement): void {
  const around = from.closest("[role=dialog],[role=alertdialog],uni-page") ?? document.body;
  const fields = [...around.querySelectorAll<HTMLElement>(FIELDS)].filter(isShown);
  const next = fields[fields.indexOf(from) + 1];
  if (next) next.focus();
  else from.blur();
}

function isShown(one: HTMLElement): boolean {
  return one.offsetParent !== null || getComputedStyle(one).position === "fixed";
}

/** Bars and short messages are drawn by the framework, without a word on what they are. */
function nameFramework(): void {
  name("uni-tabbar", { role: "navigation", "aria-label": t("tabs.all") });
  name(".uni-tabbar__item", { role: "link", tabindex: "0" });
  name(".uni-page-head-btn", { role: "button", tabindex: "0", "aria-label": t("back") });
  name(".uni-page-head__title", { role: "heading", "aria-level": "1" });
  name("uni-page-body", { role: "main" });
  name("uni-toast", { role: "status" });
  nameTabs();
  name("uni-tabbar img", { alt: "" }); // The word stands beside it.
  for (const image of document.querySelectorAll("uni-image")) {
    const said = image.getAttribute("role") === "button" ? "" : (image.getAttribute("alt") ?? image.getAttribute("aria-label") ?? "");
    for (const drawn of image.querySelectorAll("img")) if (drawn.alt !== said || !drawn.hasAttribute("alt")) drawn.alt = said;
  }
}

/** A wide screen has the tabs beside every page; the framework translates them on pages with tabs alone. */
function nameTabs(): void {
  document.querySelectorAll<HTMLElement>(".uni-tabbar__label").forEach((label, index) => {
    const said = t(`tabs.${TABS[index]}`);
    if (label.textContent !== said) label.textContent = said;
  });
}

function name(selector: string, said: Record<string, string>): void {
  for (const one of document.querySelectorAll(selector)) {
    for (const [attribute, value] of Object.entries(said)) {
      if (one.getAttribute(attribute) !== value) one.setAttribute(attribute, value);
    }
  }
}
