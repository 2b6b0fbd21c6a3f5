/** When something was lost or found: a day, and about which part of it. */
import { moment } from "@/ui/format";

export const PARTS = {
  any: ["00:00", "23:59"],
  morning: ["06:00", "12:00"],
  noon: ["11:00", "14:00"],
  afternoon: ["12:00", "18:00"],
  evening: ["18:00", "23:59"],
} as const;

export type Part = keyof typeof PARTS;

/** In UTC; it ends now at the latest. None where it has not begun, or there is no such day. */
export function periodOf(date: string, part: Part, now: Date): { from: string; until: string } | undefined {
  const [first, last] = PARTS[part];
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return undefined;
  const [from, until] = [moment(date, first), moment(date, last)];
  if (Date.parse(from) > now.getTime()) return undefined;
  return { from, until: Date.parse(until) > now.getTime() ? now.toISOString() : until };
}
