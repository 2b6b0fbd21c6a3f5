/** When a thing can be had, in steps of its pool: what the pages show of it, and what they let choose. Pure. */
import type { BookingRules, Stretch, ThingsDay } from "@/api/types";
import { dayOf, parts } from "@/ui/format";

const MINUTE = 60_000;
export type Why = "free" | "mine" | "taken" | "closed" | "past" | "soon" | "short";

export interface Cell {
  /** When it begins. */
  at: string;
  /** `free` alone may be chosen; the rest says why not. */
  why: Why;
  /** Of mine. */
  booking?: string;
}

const ms = (moment: string): number => Date.parse(moment);
const iso = (at: number): string => new Date(at).toISOString();

/** The steps of a day in which a thing is open. */
export function cellsOf(thing: ThingsDay, day: string, rules: BookingRules, now = Date.now()): Cell[] {
  const step = rules.step * MINUTE;
  const found: Cell[] = [];
  for (const open of thing.open) {
    for (let at = onStep(ms(open.from_at), rules.step); at + step <= ms(open.until_at); at += step) {
      if (dayOf(iso(at)) === day) found.push(cellAt(thing, at, rules, now));
    }
  }
  return found;
}

/** The first step from a moment on, by the park's clock. */
function onStep(at: number, step: number): number {
  const { hour, minute } = parts(new Date(at));
  const over = (hour * 60 + minute) % step;
  return over ? at + (step - over) * MINUTE : at;
}

function cellAt(thing: ThingsDay, at: number, rules: BookingRules, now: number): Cell {
  const step = rules.step * MINUTE;
  const taken = thing.taken.find((one) => ms(one.from_at) < at + step && at < ms(one.until_at));
  const cell = (why: Why): Cell => ({ at: iso(at), why, booking: taken?.booking_no ?? undefined });
  if (taken) return cell(taken.what);
  if (at <= now - step) return cell("past");
  if (rules.lead > 0 && at < now + rules.lead * MINUTE) return cell("soon");
  const room = roomFrom(thing, at, now);
  // Beside a neighbour some minutes are kept free; the time is theirs as well.
  if (room < step) return cell("taken");
  return cell(room < rules.shortest * MINUTE ? "short" : "free");
}

/** For how long a thing may be had from a moment on, in milliseconds. */
function roomFrom(thing: ThingsDay, at: number, now: number): number {
  const from = Math.max(at, now);
  const free = thing.free.find((one) => ms(one.from_at) <= from && from < ms(one.until_at));
  return free ? ms(free.until_at) - at : 0;
}

/** Until when it may be had from a moment on: every step from the shortest to the longest. */
export function endsOf(thing: ThingsDay, from: string, rules: BookingRules, now = Date.now()): string[] {
  const most = Math.min(roomFrom(thing, ms(from), now), rules.longest * MINUTE);
  const found: string[] = [];
  for (let long = onMultiple(rules.shortest, rules.step); long * MINUTE <= most; long += rules.step) found.push(iso(ms(from) + long * MINUTE));
  return found;
}

const onMultiple = (minutes: number, step: number): number => Math.ceil(minutes / step) * step;

export const minutesOf = ({ from_at, until_at }: Stretch): number => Math.round((ms(until_at) - ms(from_at)) / MINUTE);

/** What a move gives up counts as free. */
export function without(thing: ThingsDay, booking: string | undefined): ThingsDay {
  const own = thing.taken.find((one) => booking && one.booking_no === booking);
  if (!own) return thing;
  const rest = [...thing.free, { from_at: own.from_at, until_at: own.until_at }].sort((one, other) => ms(one.from_at) - ms(other.from_at));
  const joined: Stretch[] = [];
  for (const one of rest) {
    const last = joined[joined.length - 1];
    if (last && ms(one.from_at) <= ms(last.until_at)) last.until_at = ms(one.until_at) > ms(last.until_at) ? one.until_at : last.until_at;
    else joined.push({ ...one });
  }
  return { ...thing, taken: thing.taken.filter((one) => one !== own), free: joined };
}

export type Repeat = "once" | "daily" | "workdays" | "weekly" | "fortnightly" | "monthly";
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** RFC 5545's rule of what recurs from a day on, with a count or a last day. */
export function ruleOf(repeat: Exclude<Repeat, "once">, day: string, end: { count: number } | { until: string }): string {
  const bound = "count" in end ? `COUNT=${end.count}` : `UNTIL=${end.until.replace(/-/g, "")}T235959`;
  if (repeat === "daily") return `FREQ=DAILY;${bound}`;
  const on = repeat === "workdays" ? "MO,TU,WE,TH,FR" : WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
  if (repeat === "monthly") return `FREQ=MONTHLY;BYDAY=${nth(day)}${on};${bound}`;
  return `FREQ=WEEKLY;${repeat === "fortnightly" ? "INTERVAL=2;" : ""}BYDAY=${on};${bound}`;
}

/** Which of its weekday in the month a day is; a fifth is the last, as not every month has one. */
function nth(day: string): number {
  const week = Math.ceil(Number(day.slice(8)) / 7);
  return week > 4 ? -1 : week;
}
