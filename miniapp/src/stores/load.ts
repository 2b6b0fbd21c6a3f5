/** Something that a screen shows: what was kept from last time at once, then what the park says now. */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from "vue";

import { Problem } from "@/api/problem";
import { language, t } from "@/locale";
import { keep, kept } from "@/stores/kept";

export interface Load<T> {
  data: ShallowRef<T | undefined>;
  busy: Ref<boolean>;
  problem: ShallowRef<Problem | undefined>;
  /** Ends once the newest call has its answer. */
  load: () => Promise<void>;
}

/** `key`: under which the device keeps it for a start without a network, in each language apart; none for what must
 *  not be old. `keeps`: whether what was fetched is to be kept. */
export function useLoad<T>(key: string | undefined, fetch: () => Promise<T>, keeps = () => true): Load<T> {
  const place = () => `seen.${key}.${language.value}`;
  const data = shallowRef<T | undefined>(key ? kept<T>(place()) : undefined);
  const problem = shallowRef<Problem>();
  const busy = ref(false);
  let turn = 0;
  let newest = Promise.resolve();

  function load(): Promise<void> {
    newest = ask();
    return newest;
  }

  async function ask(): Promise<void> {
    const mine = (turn += 1);
    const shelf = place();
    busy.value = true;
    try {
      const found = await fetch();
      if (mine !== turn) return newest; // A later call answers.
      data.value = found;
      problem.value = undefined;
      if (key && keeps()) keep(shelf, found);
    } catch (wrong) {
      if (mine !== turn) return newest;
      problem.value = asProblem(wrong);
    } finally {
      if (mine === turn) busy.value = false;
    }
  }

  // Words of the other language are not shown in the meantime.
  if (key) watch(language, () => (data.value = kept<T>(place())));

  return { data, busy, problem, load };
}

export function asProblem(wrong: unknown): Problem {
  if (wrong instanceof Problem) return wrong;
  console.error(wrong);
  return new Problem("unknown", -1, t("problem.unknown"));
}

/** Do something that the user asked for; what goes wrong is said where they look. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (wrong) {
    uni.showToast({ title: asProblem(wrong).detail || t("problem.unknown"), icon: "none", duration: 3000 });
    return undefined;
  }
}
