// wechatpay-axios-plugin against a platform: what it was asked in, what it got out.
"use strict";
const fs = require("node:fs");
const { Wechatpay, Formatter, Rsa, Aes } = require("wechatpay-axios-plugin");

(async () => {
  const asked = JSON.parse(fs.readFileSync(0, "utf8"));
  const pay = new Wechatpay({
    mchid: asked.mchid,
    serial: asked.serial,
    privateKey: asked.private_key,
    certs: { [asked.platform_serial]: asked.platform_key },
    baseURL: asked.url,
  });
  const { callback } = asked;
  const said = Formatter.response(
    callback.headers["Wechatpay-Timestamp"], callback.headers["Wechatpay-Nonce"], callback.body);
  const { nonce, ciphertext, associated_data: about } = JSON.parse(callback.body).resource;
  const got = {
    verified: Rsa.verify(said, callback.headers["Wechatpay-Signature"], asked.platform_key),
    opened: JSON.parse(Aes.AesGcm.decrypt(ciphertext, asked.api_key, nonce, about)),
    prompt: Rsa.verify(
      Formatter.joinedByLineFeed(asked.appid, asked.prompt.timeStamp, asked.prompt.nonceStr, asked.prompt.package),
      asked.prompt.paySign, asked.merchant_key),
  };
  const jsapi = { appid: asked.appid, mchid: asked.mchid, description: "午餐",
    out_trade_no: "1217752501201407", notify_url: asked.notify, amount: { total: 1800, currency: "CNY" },
    payer: { openid: "o-axios" } };
  got.prepay = (await pay.v3.pay.transactions.jsapi.post(jsapi)).data;
  const one = pay.v3.pay.transactions.outTradeNo["1217752501201407"];
  got.query = (await one.get({ params: { mchid: asked.mchid } })).data;
  got.closed = (await one.close.post({ mchid: asked.mchid })).status;
  got.refused = await pay.v3.pay.transactions.jsapi.post(jsapi).catch((e) => e.response.data.code);
  process.stdout.write(JSON.stringify(got));
})().catch((problem) => {
  process.stderr.write(String(problem.stack ?? problem));
  process.exit(1);
});
