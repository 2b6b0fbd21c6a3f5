/** The carts, as the park keeps them: the same that the chat speaks of, so nothing is lost when the app closes. */
import { computed, reactive } from "vue";

import * as park from "@/api/park";
import type { Cart, Carts, Item, Line } from "@/api/types";
import { attempt } from "@/stores/load";
import { keep, kept } from "@/stores/kept";

export const basket = reactive<{ carts: Cart[] }>({ carts: kept<Cart[]>("carts") ?? [] });

export const pieces = computed(() =>
  basket.carts.reduce((sum, cart) => sum + cart.lines.reduce((n, line) => n + line.quantity, 0), 0),
);

function take(found: Carts | undefined): boolean {
  if (found === undefined) return false;
  basket.carts = found.carts;
  keep("carts", found.carts);
  return true;
}

let queue: Promise<unknown> = Promise.resolve();

/** One request after another, so that the last answer is the newest. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = queue.then(work);
  queue = done.catch(() => undefined);
  return done;
}

const change = (work: () => Promise<Carts>): Promise<boolean> => inTurn(async () => take(await attempt(work)));

export const loadCarts = (): Promise<void> =>
  inTurn(async () => {
    try {
      take(await park.carts());
    } catch {
      // What was kept stays; a change says what is wrong.
    }
  });

export function plainLine(item: Item): { cart: Cart; line: Line } | undefined {
  for (const cart of basket.carts) {
    const line = cart.lines.find((one) => one.item_id === item.id && one.options.length === 0 && !one.note);
    if (line) return { cart, line };
  }
  return undefined;
}

/** That was put in last, whatever was chosen with it. */
export function lastLine(item: Item): { cart: Cart; line: Line } | undefined {
  const lines = basket.carts.flatMap((cart) => cart.lines.map((line) => ({ cart, line })));
  return lines.filter(({ line }) => line.item_id === item.id).pop();
}

export function countOf(item: Item): number {
  return basket.carts.reduce(
    (sum, cart) => sum + cart.lines.filter((line) => line.item_id === item.id).reduce((n, l) => n + l.quantity, 0),
    0,
  );
}

export const add = (item: Item, quantity?: number, options: string[] = []) =>
  change(() => park.addLine({ item_id: item.id, quantity, options }));

export const setQuantity = (cart: Cart, line: Line, quantity: number) =>
  change(() => park.setQuantity(cart.order_no, line.id, quantity));

export const alter = (cart: string, what: park.CartChange) => change(() => park.changeCart(cart, what));

/** Throws Problem. */
export const alterOrThrow = (cart: string, what: park.CartChange) =>
  inTurn(async () => take(await park.changeCart(cart, what)));

/** Once the park has answered every change that was asked of it. */
export const settled = () => inTurn(async () => undefined);

export const discard = (cart: string) => change(() => park.discardCart(cart));

export const takeCarts = (found: Carts) => take(found);
