/** An order's page of the mini-program, as much of it as the phone needs: what it is, paying, cancelling. */
import { make } from "./elements.js";
import { show } from "./sheet.js";
import { language, say } from "./words.js";

const ORDER = /^pages\/order\/detail\?no=([\w-]+)$/;
const LOOK_MS = 1000;
const LOOKS = 15;
const person = location.pathname.split("/")[2] ?? "";

const ask = async (number, act = "") => {
  const headers = { "accept-language": language(), ...(act ? { "content-type": "application/json" } : {}) };
  const how = act ? { method: "POST", headers, body: "{}" } : { headers };
  const answer = await fetch(`/phone/${person}/program/orders/${encodeURIComponent(number)}${act}`, how);
  return { ok: answer.ok, said: await answer.json() };
};

/** Open a page of the program; one that is not there says so. */
export async function openProgram(page) {
  const number = ORDER.exec(page)?.[1];
  if (!number) return show(say("program"), [make("p", "hint", say("programElsewhere"))], []);
  await order(number);
}

async function order(number, note = "") {
  const { ok, said } = await ask(number);
  if (!ok) return show(say("program"), [make("p", "hint", said.detail ?? said.message ?? "")], []);
  const waits = said.payment_status === "waiting";
  const entries = [
    ...(waits ? [[`${say("payNow")} ${said.sum}`, () => cashier(number)]] : []),
    ...(said.can_cancel ? [[say("cancelOrder"), () => cancel(number)]] : []),
  ];
  show(`${said.outlet} · ${said.order_no}`, [
    ...said.lines.map((line) => make("p", "line", line)),
    make("p", "sum", said.sum),
    make("p", "state", said.status_text),
    ...said.trades.flatMap(trades),
    note ? make("p", "hint", note) : null,
  ], entries);
}

const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`;

function trades(trade) {
  const paid = trade.state === "SUCCESS" ? [make("p", "paid", `${say("walletPaid")} ${yuan(trade.total)}`)] : [];
  return [...paid, ...trade.refunds.map((one) => make("p", "paid", `${say(`refund_${one.status}`)} ${yuan(one.amount)}`))];
}

async function cashier(number) {
  const { ok, said } = await ask(number, "/pay");
  if (!ok) return order(number, said.detail ?? said.message ?? "");
  show(said.payee, [make("p", "sum", said.sum), make("p", "state", say("wallet"))], [
    [say("confirmPay"), () => pay(number, said.prepay_id)],
  ], () => order(number, say("notPaid")));
}

async function pay(number, prepayId) {
  const answer = await fetch(`/pay/${encodeURIComponent(prepayId)}`, { method: "POST" });
  if (!answer.ok) return order(number, (await answer.json()).message);
  await settled(number, (said) => said.payment_status !== "waiting");
}

async function cancel(number) {
  const { ok, said } = await ask(number, "/cancel");
  if (!ok) return order(number, said.detail ?? "");
  const back = (trade) => trade.refunds.length > 0 && trade.refunds.every((refund) => refund.status !== "PROCESSING");
  const ended = (one) => one.trades.filter((trade) => trade.state === "SUCCESS").every(back);
  await settled(number, ended);
}

/** Look until the park has heard of it, or long enough. */
async function settled(number, done) {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    await order(number);
    const { ok, said } = await ask(number);
    if (!ok || done(said)) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  await order(number);
}
