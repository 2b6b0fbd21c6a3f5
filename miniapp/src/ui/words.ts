/** What a ticket is called at the head of a card. */
import type { Booking, Lost, Ticket } from "@/api/types";
import { t } from "@/locale";
import { look } from "@/stores/look";
import { capital, clock, day, listed, moment, span, when } from "@/ui/format";

export function ticketTitle(ticket: Ticket): string {
  return ticket.kind === "repair" ? t(`categories.${ticket.category}`) : ticket.category_text;
}

/** How an order is paid: whoever fetches it pays there, whoever has it brought pays then. */
export function payment(order: { payment: string; fulfilment: string | null }): string {
  if (order.payment !== "on_pickup") return t(`pays.${order.payment}`);
  if (order.fulfilment === "on_site") return t("pays.when_done");
  if (order.fulfilment === "delivery" || order.fulfilment === "desk") return t("pays.on_delivery");
  return t(order.fulfilment === "locker" ? "pays.to_outlet" : "pays.on_pickup");
}

/** 报失：雨伞; Found: keys. */
export const lostTitle = (one: Lost): string => t(`lost.titles.${one.kind}`, { thing: t(`lost.categories.${one.category}`) });

/** It is theirs, and waits at the desk. */
export const isReady = (one: Lost): boolean => one.matches.some((match) => match.can.includes("code"));

/** In a word or two; the park's own sentence (`status_text`) stands on its page. */
export const lostState = (one: Lost): string => t(isReady(one) ? "lost.states.ready" : `lost.states.${one.kind}.${one.status}`);

/** The day; with the hours where they say more than the day. */
export function lostWhen({ from_at, until_at }: Lost): string {
  if (from_at === until_at) return when(from_at);
  return clock(from_at) === "00:00" && day(from_at) === day(until_at) ? day(from_at) : span(from_at, until_at);
}

/** What is waited for warns, what is theirs is good, whatever else has a tone of its own (`StatusTag`). */
export function bookingTone({ status, can }: Booking): string {
  if (["check_in", "take", "pay"].some((one) => can.includes(one as Booking["can"][number]))) return "held";
  return status === "confirmed" ? "approved" : status === "declined" ? "denied" : status === "skipped" ? "no_show" : status;
}

/** In a word or two, for a tag. */
export function bookingState({ status, status_text, can }: Booking): string {
  if (can.includes("pay")) return t("booking.state.unpaid");
  if (status === "held") return t(can.includes("take") ? "booking.state.offered" : "booking.state.asked");
  return status === "skipped" ? t("booking.state.skipped") : capital(status_text);
}

/** 每周一 09:30–10:30; what the rule says of when, where it is one that the app makes. */
export function rhythm(rule: string): string {
  const parts = Object.fromEntries(rule.split(";").map((part) => part.split("=") as [string, string]));
  const days = parts["BYDAY"]?.split(",").filter((one) => one in DAYS) ?? [];
  if (parts["FREQ"] === "DAILY" && !parts["INTERVAL"]) return t("booking.rhythm.daily");
  if (parts["FREQ"] === "WEEKLY" && !parts["INTERVAL"] && days.length === 5 && !days.includes("SA") && !days.includes("SU")) return t("booking.rhythm.workdays");
  if (parts["FREQ"] === "WEEKLY" && !parts["INTERVAL"] && days.length) return t("booking.rhythm.weekly", { days: listed(days.map((one) => t(`booking.weekdays.${DAYS[one as keyof typeof DAYS]}`))) });
  const weekday = (code: string): string => t(`booking.weekdays.${DAYS[code as keyof typeof DAYS]}`);
  if (parts["FREQ"] === "WEEKLY" && parts["INTERVAL"] === "2" && days.length === 1) return t("booking.rhythm.fortnightly", { day: weekday(days[0]!) });
  const [, which, on] = /^(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)$/.exec(parts["BYDAY"] ?? "") ?? [];
  if (parts["FREQ"] === "MONTHLY" && !parts["INTERVAL"] && which && on) return t(`booking.rhythm.monthly.${which}`, { day: weekday(on) });
  return t("booking.rhythm.other");
}
const DAYS = { MO: 1, TU: 2, WE: 3, TH: 4, FR: 5, SA: 6, SU: 0 };

/** 1 小时 30 分钟; 45 min. */
export function lasts(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return [hours ? t("booking.lasts.hours", { hours }) : "", rest || !hours ? t("booking.lasts.minutes", { minutes: rest }) : ""].filter(Boolean).join(" ");
}

/** Over a narrow column: 今天, 周四; Today, Thu. */
export function shortDay(date: string): string {
  const name = day(moment(date, "12:00"));
  const weekday = t(`booking.weekdays.${new Date(`${date}T12:00:00Z`).getUTCDay()}`);
  if (look.language === "zh") return name.length <= 2 ? name : `周${weekday}`;
  return name.length <= 5 ? name : weekday.slice(0, 3);
}
