/** Sums, days and hours as the reader writes them. Sums are minor units; moments are shown in the park's time zone. */
import { reactive } from "vue";

import { look } from "@/stores/look";

const SIGNS: Record<string, string> = { CNY: "¥", GBP: "£", USD: "$", EUR: "€", HKD: "HK$", SGD: "S$" };

export function money(minor: number, currency = "CNY"): string {
  const sign = minor < 0 ? "−" : "";
  const whole = Math.abs(minor);
  const decimals = whole % 100 === 0 ? "" : "." + String(whole % 100).padStart(2, "0");
  return `${sign}${SIGNS[currency] ?? currency + " "}${grouped(Math.floor(whole / 100))}${decimals}`;
}

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** Until it is known, and where a runtime knows no zones, the device's clock stands for the park's. */
const park = reactive({ zone: "" });
const SHOWN = ["year", "month", "day", "hour", "minute"] as const;
const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

export function useParkZone(zone: string): void {
  park.zone = zone;
}

/** Whether plates, numbers and the like look as they do in China. */
export const inChina = (): boolean => ["Asia/Shanghai", "Asia/Urumqi"].includes(park.zone);

/** Minutes that the park's clock is before UTC at a moment; summer time counts. */
function offsetAt(at: number): number {
  const clock = clockOf(park.zone);
  if (!clock) return -new Date(at).getTimezoneOffset();
  const shown = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const [year, month, day, hour, minute] = SHOWN.map((part) => shown.get(part) ?? 0) as [number, number, number, number, number];
  const there = Date.UTC(year, month - 1, day, hour % 24, minute);
  return Math.round(there / 60_000) - Math.floor(at / 60_000);
}

function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(zone)) clocks.set(zone, madeClock(zone));
  return clocks.get(zone);
}

function madeClock(timeZone: string): Intl.DateTimeFormat | undefined {
  const shows = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  try {
    return timeZone ? new Intl.DateTimeFormat("en-US", { ...shows, hour12: false, timeZone }) : undefined;
  } catch {
    return undefined;
  }
}

/** 王强、李娜; John Smith, Anna Lee. */
export function listed(words: (string | null | undefined)[], between = look.language === "zh" ? "、" : ", "): string {
  return words.filter(Boolean).join(between);
}

/** Names or plates as people write several of them: 王强、李娜; Anna Lee, Bob Chen. */
export const apart = (said: string): string[] => said.split(/[,，、;；\n]|\s{2,}/).map((one) => one.trim()).filter(Boolean);

/** As it begins a line: Brown. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface Parts {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

export function parts(moment: string | Date): Parts {
  const at = new Date(moment).getTime();
  const shifted = new Date(at + offsetAt(at) * 60_000);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

/** The moment at which the park's clock shows this day and time. */
export function moment(day: string, time: string): string {
  const shown = Date.parse(`${day}T${time}:00Z`);
  const near = shown - offsetAt(shown) * 60_000; // On the day on which clocks change it may be an hour off.
  return new Date(shown - offsetAt(near) * 60_000).toISOString();
}

/** 2026-12-02, the day of a moment in the park: what inputs take. */
export function dayOf(at: string): string {
  const { year, month, day } = parts(at);
  return `${year}-${pad(month)}-${pad(day)}`;
}

/** 2026-12-02, of today plus so many days in the park. */
export function isoDay(ahead = 0): string {
  const { year, month, day } = parts(new Date(Date.now() + ahead * 86_400_000));
  return `${year}-${pad(month)}-${pad(day)}`;
}

const ZH_DAYS = "日一二三四五六";
const EN_DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const EN_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function clock(of: string | Date): string {
  const { hour, minute } = parts(of);
  return `${pad(hour)}:${pad(minute)}`;
}

export function day(of: string | Date): string {
  const that = parts(of);
  const away = daysAway(of);
  const zh = look.language === "zh";
  if (away === 0) return zh ? "今天" : "Today";
  if (away === 1) return zh ? "明天" : "Tomorrow";
  if (away === -1) return zh ? "昨天" : "Yesterday";
  if (zh) return `${that.month}月${that.day}日 周${ZH_DAYS[that.weekday]}`;
  return `${EN_DAYS[that.weekday]} ${that.day} ${EN_MONTHS[that.month - 1]}`;
}

export function daysAway(of: string | Date): number {
  const midnight = (p: Parts) => Date.UTC(p.year, p.month - 1, p.day);
  return Math.round((midnight(parts(of)) - midnight(parts(new Date()))) / 86_400_000);
}

export function when(of: string | Date): string {
  return `${day(of)} ${clock(of)}`;
}

/** When something ends, which midnight itself is no part of: the end of a Monday is "Monday". */
export function ending(of: string): string {
  return clock(of) === "00:00" ? day(new Date(Date.parse(of) - 60_000)) : when(of);
}

/** 今天 12:00–12:15; over several days both ends say their day. */
export function span(from: string, until: string | null | undefined): string {
  if (!until) return when(from);
  const sameDay = day(from) === day(until);
  return `${when(from)}–${sameDay ? clock(until) : when(until)}`;
}

/** 09:00–11:00 of what a server says of when: it stays in one line. */
export function hours(text: string): string {
  return /\d{1,2}:\d{2}.*$/.exec(text)?.[0] ?? text;
}

/** What stands before the hours: Tomorrow, Thu 3 Dec. */
export const beforeHours = (text: string): string => text.slice(0, text.length - hours(text).length);

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
