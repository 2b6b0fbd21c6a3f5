// Runs the mini-program's build under a stand-in of WeChat's `wx`: node weixin.cjs BUILD URL.
// Writes one JSON object: what was asked of WeChat, and what came of logging in and ordering.
"use strict";

const path = require("node:path");

const [build, url] = process.argv.slice(2);
const asked = [];
const storage = new Map();
const pages = [];
let app;

function request(options) {
  asked.push(`${options.method ?? "GET"} ${options.url}`);
  const headers = options.header ?? {};
  const body = options.data === undefined || options.method === "GET" ? undefined : JSON.stringify(options.data);
  fetch(url + options.url, { method: options.method ?? "GET", headers, body })
    .then(async (response) => {
      const text = await response.text();
      const data = text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
      const answer = { statusCode: response.status, data, header: Object.fromEntries(response.headers) };
      options.success?.(answer);
      options.complete?.(answer);
    })
    .catch((problem) => {
      options.fail?.({ errMsg: `request:fail ${problem.message}` });
      options.complete?.({});
    });
  return { abort() {}, onHeadersReceived() {}, onChunkReceived() {} };
}

const known = {
  request,
  login: (options) => {
    asked.push("wx.login");
    options.success({ code: "code-of-wx-login", errMsg: "login:ok" });
  },
  getStorageSync: (key) => storage.get(key) ?? "",
  setStorageSync: (key, value) => void storage.set(key, structuredClone(value)),
  removeStorageSync: (key) => void storage.delete(key),
  clearStorageSync: () => storage.clear(),
  getSystemInfoSync: () => ({ language: "zh_CN", theme: "light", platform: "devtools", SDKVersion: "3.5.0", pixelRatio: 2, windowWidth: 390 }),
  getWindowInfo: () => ({ windowWidth: 390, windowHeight: 760, pixelRatio: 2, safeArea: { top: 0, bottom: 760, left: 0, right: 390 } }),
  getAppBaseInfo: () => ({ language: "zh_CN", theme: "light", SDKVersion: "3.5.0" }),
  getDeviceInfo: () => ({ platform: "devtools", brand: "devtools", model: "iPhone" }),
  getSystemSetting: () => ({}),
  getAppAuthorizeSetting: () => ({}),
  getLaunchOptionsSync: () => ({ path: "pages/home/index", query: {}, scene: 1001 }),
  getEnterOptionsSync: () => ({ path: "pages/home/index", query: {}, scene: 1001 }),
  canIUse: () => true,
};
// What only paints, or listens to what does not happen here.
const QUIET = [
  "onThemeChange", "onNetworkStatusChange", "onMemoryWarning", "onUnhandledRejection", "onError", "onWindowResize",
  "setTabBarItem", "setTabBarStyle", "setNavigationBarTitle", "setNavigationBarColor", "showToast", "nextTick",
  "navigateTo", "redirectTo", "reLaunch", "switchTab", "navigateBack", "showModal", "stopPullDownRefresh",
];
for (const name of QUIET) known[name] = () => undefined;
known.setStorage = ({ key, data, success }) => {
  known.setStorageSync(key, data);
  success?.({});
};
known.getStorage = ({ key, success, fail }) => (storage.has(key) ? success?.({ data: storage.get(key) }) : fail?.({}));
globalThis.wx = known;
globalThis.App = (options) => {
  app = options;
};
globalThis.Page = globalThis.Component = (options) => {
  pages.push(options);
};
globalThis.Behavior = (options) => options;
globalThis.getApp = () => app;
globalThis.getCurrentPages = () => [];

async function until(what, test) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (test()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`waited in vain: ${what}; asked: ${asked.join(", ")}`);
}

/** Show a page as WeChat does: its data as the page sets them. */
async function show(file, ready) {
  pages.length = 0;
  require(path.join(build, file));
  const options = pages[pages.length - 1];
  const page = { ...options.methods, data: {}, properties: {}, is: file, route: file, options: {} };
  page.setData = (changes, done) => {
    Object.assign(page.data, changes);
    done?.();
  };
  page.selectAllComponents = () => [];
  page.selectComponent = () => null;
  page.triggerEvent = () => undefined;
  options.lifetimes.attached.call(page);
  options.methods.onLoad.call(page, {});
  options.methods.onShow?.call(page);
  await until(`${file} shows what it loaded`, () => ready(JSON.stringify(page.data)));
  return JSON.stringify(page.data);
}

async function main() {
  require(path.join(build, "app.js"));
  const launched = { path: "pages/home/index", query: {}, scene: 1001 };
  app.onLaunch.call(app, launched);
  app.onShow?.call(app, launched);
  await until("somebody is signed in", () => storage.has("parkline.me"));

  const home = await show("pages/home/index.js", (data) => data.includes("晨光咖啡吧"));
  const park = require(path.join(build, "api/park.js"));
  const americano = (await park.items({ q: "美式咖啡" })).items[0];
  const cart = (await park.addLine({ item_id: americano.id, quantity: 2 })).carts[0];
  const slot = (await park.slots(cart.order_no))[0];
  await park.changeCart(cart.order_no, { fulfilment: "pickup", slot: slot.start });
  const first = await park.placeOrder(cart.order_no, "the-same-key");
  const again = await park.placeOrder(cart.order_no, "the-same-key");
  const order = await park.order(first.order_no);
  return { asked, home: home.length, me: storage.get("parkline.me"), first, again, order };
}

main().then(
  (result) => {
    process.stdout.write(JSON.stringify(result));
    process.exit(0);
  },
  (problem) => {
    process.stderr.write(`${problem.stack}\n`);
    process.exit(1);
  },
);
