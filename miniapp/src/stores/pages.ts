/** A list that goes on: its first page, and more when the reader reaches the end. */
import { onPullDownRefresh, onReachBottom, onShow } from "@dcloudio/uni-app";
import { computed, ref, type Ref } from "vue";

import type { Page } from "@/api/types";
import { attempt, useLoad } from "@/stores/load";

/** `keeps`: whether what is shown is the whole list, which the device keeps for a start without a network. */
export function usePages<T>(key: string, fetch: (cursor?: string) => Promise<Page<T>>, keeps = () => true) {
  const older = ref([]) as Ref<T[]>;
  const next = ref<string | null>(null);
  const first = useLoad(key, async () => {
    const page = await fetch();
    older.value = [];
    next.value = page.next;
    return page.items;
  }, keeps);

  onShow(() => void first.load());
  onPullDownRefresh(() => first.load().finally(() => uni.stopPullDownRefresh()));
  onReachBottom(async () => {
    const cursor = next.value;
    if (!cursor) return;
    next.value = null; // One page at a time.
    const page = await attempt(() => fetch(cursor));
    next.value = page ? page.next : cursor;
    older.value.push(...(page?.items ?? []));
  });

  const items = computed<T[] | undefined>(() => first.data.value && [...first.data.value, ...older.value]);
  return { items, busy: first.busy, problem: first.problem, load: first.load };
}
