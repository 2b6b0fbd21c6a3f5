// The mini-program asks for subscribe messages: node weixin_agreed.cjs BUILD URL ACTS, where ACTS is JSON: what is done, one
// act after another, and what is said on the sheet if one opens: [["order", "accept"]]; "missing": WeChat knows no sheet.
"use strict";

const { asked, fill, fillCart, gone, known, launch, pressLast, show, storage, submit, tell, until } = require("./stand_in.cjs");

const OFF = { errMsg: "requestSubscribeMessage:fail the main switch is off", errCode: 20004 };
const acts = JSON.parse(process.argv[4]);
const sheets = [];
let answer;
let isTap = false;

function open(options) {
  sheets.push({ ids: options.tmplIds, isTap });
  if (answer === "silent") return;
  if (answer === "off") return void options.fail(OFF);
  if (answer === "broken") throw new Error("WeChat is broken");
  setTimeout(() => options.success({ errMsg: "requestSubscribeMessage:ok", [options.tmplIds[0]]: answer }), 200);
}

async function order() {
  await fillCart();
  const checkout = await show("pages/order/checkout.js", (data) => data.includes("¥30"));
  return () => pressLast(checkout);
}

async function repair() {
  const form = await show("pages/repair/new.js", () => true);
  fill(form, "choices", "hvac");
  fill(form, "field", "空调不制冷，滴水");
  return () => submit(form);
}

async function visit() {
  const form = await show("pages/visit/new.js", () => true);
  fill(form, "field", "王小明");
  fill(form, "field", "2026-12-03", 3); // The park's clock is not this one.
  return () => submit(form);
}

const WAYS = { order: [order, "/orders"], repair: [repair, "/repairs"], visit: [visit, "/visits"] };

tell(async () => {
  if (acts.every(([, said]) => said !== "missing")) known.requestSubscribeMessage = open;
  await launch();
  storage.set("parkline.place", { building: "A", floor: 3 });
  await show("pages/home/index.js", (data) => data.includes("晨光咖啡吧"));
  const done = [];
  for (const [kind, said] of acts) {
    const [begin, path] = WAYS[kind];
    answer = said;
    const press = await begin();
    await until("the park's templates are known", () => storage.has("parkline.seen.park.zh"));
    const [posted, left] = [asked.length, gone.length];
    isTap = true;
    press();
    isTap = false;
    await until(`${kind} is sent`, () => asked.slice(posted).includes(`POST /api/v1${path}`));
    if (said === "silent") break;
    await until(`${kind} leads on`, () => gone.length > left);
    done.push(gone[gone.length - 1].replace(/\?.*/, ""));
  }
  return { sheets, done };
});
