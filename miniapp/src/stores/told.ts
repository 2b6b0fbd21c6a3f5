/** Which announcements were read on this device; new words make one unread again. */
import { reactive } from "vue";

import type { Announcement } from "@/api/types";
import { keep, kept } from "@/stores/kept";

const read = reactive<Record<string, string>>(kept<Record<string, string>>("told") ?? {});

export const isUnread = (one: Announcement): boolean => read[one.id] !== one.edited_at;

export function markRead(one: Announcement): void {
  read[one.id] = one.edited_at;
  keep("told", { ...read });
}

/** Nothing is remembered of those that are over. */
export function forgetOthers(live: Announcement[]): void {
  const ids = new Set(live.map((one) => String(one.id)));
  for (const id of Object.keys(read)) if (!ids.has(id)) delete read[id];
  keep("told", { ...read });
}
