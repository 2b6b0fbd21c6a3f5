/**
 * The cart at hand as the check-out shows it, and nothing else is sent.
 *
 * Choices (how, when, by what) go to the park at once, so they stand in the cart. Words and the place are typed: they
 * stand here by order, over the cart's, until the park has them, whatever else of the cart changes meanwhile.
 */
import { computed, reactive, type ComputedRef } from "vue";

import type { CartChange } from "@/api/park";
import type { Cart } from "@/api/types";
import { alter, alterOrThrow } from "@/stores/cart";
import { keep, kept } from "@/stores/kept";
import { isExact, lastSpot, placeOf, rememberSpot, spotOf, type Spot } from "@/stores/places";
import { session } from "@/stores/session";

export interface Typed {
  phone: string;
  note: string;
  title: string;
  taxNo: string;
  at: Spot;
}

const typed = reactive<Record<string, Partial<Typed>>>(kept("typed") ?? {});

/** What was typed of an order that is no cart any more. */
export function forgetTyped(live: Cart[]): void {
  const numbers = live.map((cart) => cart.order_no);
  for (const number of Object.keys(typed)) if (!numbers.includes(number)) delete typed[number];
  keep("typed", { ...typed });
}

export const isBrought = (cart: Cart): boolean => cart.fulfilment === "delivery" || cart.fulfilment === "desk";

export function useCheckout(cart: ComputedRef<Cart | undefined>) {
  /** What of which order has been chosen, by the reader or for them. */
  const pressed = new Set<string>();
  const shown = computed<Typed>(() => {
    const of = cart.value;
    const over = of ? typed[of.order_no] : undefined;
    return {
      phone: over?.phone ?? of?.phone ?? session.me?.phone ?? "",
      note: over?.note ?? of?.note ?? "",
      title: over?.title ?? of?.invoice?.title ?? "",
      taxNo: over?.taxNo ?? of?.invoice?.tax_no ?? "",
      at: over?.at ?? (of?.where.building ? spotOf(of.where) : lastSpot()),
    };
  });

  function type(part: Partial<Typed>): void {
    if (!cart.value) return;
    typed[cart.value.order_no] = { ...typed[cart.value.order_no], ...part };
    keep("typed", { ...typed });
  }

  /** In the order of the page. */
  const missing = computed(() => {
    const of = cart.value;
    if (!of) return [];
    const has: Record<string, boolean> = {
      location: isBrought(of) && isExact(shown.value.at),
      phone: Boolean(shown.value.phone.trim()),
      invoice: Boolean(shown.value.title.trim()),
    };
    return of.missing.filter((one) => !has[one]);
  });

  /** What is shown and the park does not have yet. */
  function changes(of: Cart): CartChange {
    const { phone, note, title, taxNo, at } = shown.value;
    const place = placeOf(at);
    const found: CartChange = {};
    if (isBrought(of)) {
      if (phone.trim() !== (of.phone ?? "")) found.phone = phone.trim() || null;
      if (place && JSON.stringify(place) !== JSON.stringify(placeOf(spotOf(of.where)))) found.location = place;
    }
    if (note.trim() !== (of.note ?? "")) found.note = note.trim() || null;
    if (of.invoice_wanted && title.trim()) {
      if (title.trim() !== (of.invoice?.title ?? "") || taxNo.trim() !== (of.invoice?.tax_no ?? "")) {
        found.invoice_title = title.trim();
        found.invoice_tax_no = taxNo.trim() || null;
      }
    }
    return found;
  }

  /** Send what is shown; the park then has all of it. Throws Problem. */
  async function send(): Promise<void> {
    const of = cart.value!;
    const found = changes(of);
    if (isBrought(of)) rememberSpot(shown.value.at);
    if (of.fulfilment) keep(`way.${of.outlet.code}`, of.fulfilment);
    if (Object.keys(found).length > 0) await alterOrThrow(of.order_no, found);
  }

  /** Whoever leaves the page finds the words again, and the chat has them, too. */
  function leave(): void {
    if (cart.value && Object.keys(changes(cart.value)).length > 0) void send().catch(() => undefined);
  }

  function choose(change: CartChange): Promise<boolean> {
    const of = cart.value;
    if (!of) return Promise.resolve(false);
    for (const part of Object.keys(change)) pressed.add(`${of.order_no}.${part}`);
    return alter(of.order_no, change);
  }

  /** For who has not chosen yet, once; they see it, and what they press comes behind it and counts. */
  function suggest(part: "fulfilment" | "slot", value: string | undefined): void {
    const of = cart.value;
    if (!of || !value || of[part] || pressed.has(`${of.order_no}.${part}`)) return;
    pressed.add(`${of.order_no}.${part}`);
    void alterOrThrow(of.order_no, { [part]: value }).catch(() => undefined);
  }

  return { shown, type, missing, send, leave, choose, suggest };
}
