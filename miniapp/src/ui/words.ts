/** What a ticket is called at the head of a card. */
import type { Lost, Ticket } from "@/api/types";
import { t } from "@/locale";
import { clock, day, span, when } from "@/ui/format";

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
