/**
 * What people read, in two languages side by side.
 *
 * vue-i18n compiles messages with `new Function`, which neither our content policy nor WeChat allows; all that we need
 * of it are names in braces.
 */
import { ref } from "vue";

import en from "./en.json";
import zh from "./zh.json";

export type Language = "zh" | "en";
type Texts = { [key: string]: string | Texts };

const TEXTS: Record<Language, Texts> = { zh, en };

export const language = ref<Language>("zh");

/** The text at a dotted key, `{names}` filled in; reading it in a template follows the language. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  let found: string | Texts | undefined = TEXTS[language.value];
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  if (typeof found !== "string") return key;
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
