/** What a form still wants: said beside the field once somebody has tried to send it, and gone when it is mended. */
import { computed, reactive, ref, type ComputedRef } from "vue";

import type { Problem } from "@/api/problem";
import type { Spot } from "@/stores/places";

export interface Checks {
  /** By field; empty until the form was tried. */
  shown: ComputedRef<Record<string, string>>;
  /** Whether all is right; nothing is shown. */
  fits: () => boolean;
  /** Whether all is right; if not, what is wrong is shown and the first of it is scrolled to. */
  pass: () => boolean;
  /** What the park says is wrong with a field; it stands until the field is changed. */
  refuse: (field: string, why: string, value: unknown) => void;
}

/** `find` says what is wrong with each field; no entry or an empty one: nothing. */
export function useChecks(find: () => Record<string, string>, value: (field: string) => unknown = () => undefined): Checks {
  const tried = ref(false);
  const refused = reactive<Record<string, { why: string; value: unknown }>>({});

  const shown = computed(() => {
    const found: Record<string, string> = tried.value ? { ...find() } : {};
    for (const [field, { why, value: was }] of Object.entries(refused)) {
      if (!found[field] && value(field) === was) found[field] = why;
    }
    return found;
  });

  const fits = (): boolean => !Object.values(find()).some(Boolean);

  function pass(): boolean {
    tried.value = true;
    const right = fits();
    if (!right) toFirst();
    return right;
  }

  function refuse(field: string, why: string, of: unknown): void {
    refused[field] = { why, value: of };
    toFirst();
  }

  return { shown, fits, pass, refuse };
}

/** A room that cannot be on its floor is said beside the room; `at` is the place as it is shown. */
export function refuseRoom(checks: Checks, problem: Problem, at: Spot): boolean {
  if (problem.code !== "room_elsewhere") return false;
  checks.refuse("room", problem.detail, JSON.stringify(at));
  return true;
}

function toFirst(): void {
  // #ifdef H5
  setTimeout(() => {
    const first = [...document.querySelectorAll<HTMLElement>(".wrongly, .problem")].find((one) => one.offsetWidth > 0);
    first?.scrollIntoView({ block: "center" });
    first?.parentElement?.querySelector<HTMLElement>("input,textarea,select,[role=radio]")?.focus({ preventScroll: true });
  }, 0);
  // #endif
}
