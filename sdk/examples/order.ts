// Signs in by a code to one's phone and orders two lattes: node order.js ORIGIN PHONE

import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { park } from "./client.js";

const [origin, phone] = process.argv.slice(2);
let token: string | undefined;
const api = park(origin, () => token);

/** The body of an answer, or an end that says what was wrong. */
function must<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const asked = must(await api.POST("/login/phone", { body: { phone } }));
const terminal = createInterface({ input: process.stdin, output: process.stdout });
const code = await terminal.question("code: ");
terminal.close();
const session = must(await api.POST("/login/phone/code", { body: { challenge: asked.challenge, code } }));
token = session.access_token;

const found = must(await api.GET("/items", { params: { query: { q: "拿铁" } } }));
const carts = must(await api.POST("/carts/lines", { body: { item_id: found.items[0].id, quantity: 2 } }));
const order_no = carts.carts[0].order_no;
const free = must(await api.GET("/carts/{order_no}/slots", { params: { path: { order_no } } }));
must(
  await api.PATCH("/carts/{order_no}", {
    params: { path: { order_no } },
    body: { fulfilment: "pickup", slot: free.slots[0].start },
  }),
);
const order = must(
  await api.POST("/orders", {
    params: { header: { "Idempotency-Key": randomUUID() } },
    body: { cart: order_no },
  }),
);
console.log(`${order.order_no} is ${order.status}`);
