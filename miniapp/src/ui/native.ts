/**
 * Elements of the browser as they are. uni-app's own `input` is a drawing around one: it has no name for a screen
 * reader, and its `picker` cannot be reached by keys. Only the web build uses these.
 */
import { h, type FunctionalComponent } from "vue";

function native(tag: string): FunctionalComponent<Record<string, unknown>> {
  const made: FunctionalComponent<Record<string, unknown>> = (_, { attrs, slots }) => h(tag, attrs, slots["default"]?.());
  made.inheritAttrs = false;
  return made;
}

export const NativeInput = native("input");
export const NativeLabel = native("label");
export const NativeLink = native("a");
export const NativeSelect = native("select");
export const NativeTextarea = native("textarea");

let last = 0;

/** An id that no other element of the page has. */
export function newId(): string {
  last += 1;
  return `own-${last}`;
}
