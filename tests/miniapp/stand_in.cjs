// A stand-in of WeChat's `wx`, under which the mini-program's build runs in Node: start it with BUILD URL.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const [build, url] = process.argv.slice(2);
const asked = [];
const gone = [];
const storage = new Map();
const pages = [];
const defined = new Map();
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
  "reLaunch", "navigateBack", "showModal", "stopPullDownRefresh",
];
for (const name of QUIET) known[name] = () => undefined;
for (const name of ["navigateTo", "redirectTo", "switchTab"]) known[name] = (options) => void gone.push(options.url);
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

const PATIENCE_MS = 30_000; // As long as the other tests wait: the machine is busy beside it.

async function until(what, test) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    if (test()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`waited in vain: ${what}; asked: ${asked.join(", ")}`);
}

/** Show a page as WeChat does: its data as the page sets them, once `ready` says of their JSON that all is there. */
async function show(file, ready, query = {}) {
  if (!defined.has(file)) {
    require(path.join(build, file));
    defined.set(file, pages[pages.length - 1]);
  }
  const options = defined.get(file);
  const page = { ...options.methods, data: {}, properties: {}, is: file, route: file, options: {} };
  page.setData = (changes, done) => {
    Object.assign(page.data, changes);
    done?.();
  };
  page.selectAllComponents = () => [];
  page.selectComponent = () => null;
  page.triggerEvent = () => undefined;
  options.lifetimes.attached.call(page);
  options.methods.onLoad.call(page, query);
  options.methods.onShow?.call(page);
  await until(`${file} shows what it loaded`, () => ready(JSON.stringify(page.data)));
  return page;
}

const markup = (page) => fs.readFileSync(path.join(build, page.is.replace(/\.js$/, ".wxml")), "utf8");

/** Press the last button of a page's own: those of its components come before. */
function pressLast(page) {
  const name = [...markup(page).matchAll(/<btn[^>]*bindpress="{{(\w+)}}"/g)].pop()[1];
  page[page.data[name]]({ type: "press", detail: { __args__: [] } });
}

/** Fill in a field, or take of choices: the first, or the one at `index`, of a page's own with this tag. */
function fill(page, tag, value, index = 0) {
  const there = [...markup(page).matchAll(new RegExp(`<${tag}\\b[^>]*bindupdateModelValue="{{(\\w+)}}"`, "g"))];
  const [, name] = there[index];
  page[page.data[name]]({ type: "updateModelValue", detail: { __args__: [value] } });
}

/** Press the button at the end of a form, which is a component of its own. */
function submit(page) {
  const file = "ui/Submit.js";
  if (!defined.has(file)) {
    require(path.join(build, file));
    defined.set(file, pages[pages.length - 1]);
  }
  const options = defined.get(file);
  const [, given] = markup(page).match(/<submit\b[^>]*u-p="{{([\w|']+)}}"/);
  const part = { ...options.methods, data: {}, properties: { uP: page.data[given.split("|")[0]] }, is: file };
  part.setData = (changes) => void Object.assign(part.data, changes);
  part.selectAllComponents = () => [];
  part.selectComponent = () => null;
  part.triggerEvent = () => undefined;
  options.lifetimes.attached.call(part);
  pressLast(part);
}

/** Launch the program; somebody is signed in then. */
async function launch() {
  require(path.join(build, "app.js"));
  const launched = { path: "pages/home/index", query: {}, scene: 1001 };
  app.onLaunch.call(app, launched);
  app.onShow?.call(app, launched);
  await until("somebody is signed in", () => storage.has("parkline.me"));
}

/** Two cups of the coffee bar for the first slot; the cart's number. */
async function fillCart() {
  const park = require(path.join(build, "api/park.js"));
  const americano = (await park.allItems()).find((item) => item.name === "美式咖啡");
  const cart = (await park.addLine({ item_id: americano.id, quantity: 2 })).carts[0];
  const slot = (await park.slots(cart.order_no))[0];
  await park.changeCart(cart.order_no, { fulfilment: "pickup", slot: slot.start });
  return cart.order_no;
}

/** Run a story, and write what it tells as one JSON object. */
function tell(story) {
  story().then(
    (result) => {
      process.stdout.write(JSON.stringify(result));
      process.exit(0);
    },
    (problem) => {
      process.stderr.write(`${problem.stack}\n`);
      process.exit(1);
    },
  );
}

const built = (file) => require(path.join(build, file));
module.exports = { asked, built, fill, fillCart, gone, known, launch, pressLast, show, storage, submit, tell, until };
