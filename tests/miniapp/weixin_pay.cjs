// The mini-program pays by WeChat Pay: node weixin_pay.cjs BUILD URL WALLET, where WALLET is JSON:
// where the platform is, the merchant's public key and appid, and what the payer does each time.
"use strict";

const crypto = require("node:crypto");

const { built, fillCart, gone, known, launch, pressLast, show, tell, until } = require("./stand_in.cjs");

const wallet = JSON.parse(process.argv[4]);
const sheets = [];

/** The sheet that asks for the payer's password: shown only for what the merchant signed just so. */
known.requestPayment = (options) => {
  const { timeStamp, nonceStr, package: prepay, signType, paySign } = options;
  const said = [wallet.appid, timeStamp, nonceStr, prepay, ""].join("\n");
  const signed = crypto.verify("sha256", Buffer.from(said), wallet.merchant_key, Buffer.from(paySign, "base64"));
  const fresh = Math.abs(Date.now() / 1000 - Number(timeStamp)) < 300;
  const outcome = signed && fresh && signType === "RSA" ? wallet.outcomes.shift() : "invalid signature";
  sheets.push({ outcome, prepay });
  if (outcome !== "paid") return void options.fail({ errMsg: `requestPayment:fail ${outcome}` });
  fetch(`${wallet.url}/pay/${prepay.replace("prepay_id=", "")}`, { method: "POST" }).then((answer) =>
    answer.ok ? options.success({ errMsg: "requestPayment:ok" }) : options.fail({ errMsg: "requestPayment:fail" }),
  );
};

/** The order's page as one comes to it from `address`; what it says at the end. */
async function orderPage(address, words) {
  const query = Object.fromEntries(new URL(address, "http://app").searchParams);
  await show("pages/order/detail.js", (data) => words.every((one) => data.includes(one)), query);
}

tell(async () => {
  await launch();
  const park = built("api/park.js");
  const cart = await fillCart();
  await park.changeCart(cart, { payment: "wechat_pay" });
  const checkout = await show("pages/order/checkout.js", (data) => data.includes("微信支付") && data.includes("¥30"));
  pressLast(checkout);
  await until("the sheet is asked for", () => sheets.length === 1);
  if (sheets[0].outcome === "invalid signature") throw new Error("no sheet opens for this signature");
  await until("the payer has closed the sheet", () => gone.length === 1);
  await orderPage(gone[0], ["等付款", "待付款"]);
  const waiting = await park.order(cart);

  const { pay } = built("stores/pay.js");
  const again = [await pay(cart)];
  again.push(await pay(cart));
  await orderPage(`/pages/order/detail?no=${cart}&paid=1`, ["下单成功", "已付款"]);
  return { gone, again, sheets, waiting, paid: await park.order(cart) };
});
