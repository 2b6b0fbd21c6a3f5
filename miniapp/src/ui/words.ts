/** What a ticket is called at the head of a card. */
import type { Ticket } from "@/api/types";
import { t } from "@/locale";

export function ticketTitle(ticket: Ticket): string {
  return ticket.kind === "repair" ? t(`categories.${ticket.category}`) : ticket.category_text;
}
