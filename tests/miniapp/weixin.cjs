// The mini-program launched, signed in and ordering: node weixin.cjs BUILD URL.
"use strict";

const { asked, built, fillCart, launch, show, storage, tell } = require("./stand_in.cjs");

tell(async () => {
  await launch();
  const home = await show("pages/home/index.js", (data) => data.includes("晨光咖啡吧"));
  const park = built("api/park.js");
  const cart = await fillCart();
  const first = await park.placeOrder(cart, "the-same-key");
  const again = await park.placeOrder(cart, "the-same-key");
  const order = await park.order(first.order_no);
  return { asked, home: JSON.stringify(home.data).length, me: storage.get("parkline.me"), first, again, order };
});
