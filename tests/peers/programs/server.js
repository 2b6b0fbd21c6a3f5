// The npm package `wechat` as a bot: says what it understood, and is slow if asked to be.
"use strict";
const http = require("node:http");
const wechat = require("wechat");

const config = JSON.parse(process.argv[2]);
const seen = new Map();
const bot = wechat(
  { token: config.token, appid: config.appid, encodingAESKey: config.key },
  (req, res) => {
    const told = req.weixin;
    const id = told.MsgId ?? told.Event;
    seen.set(id, (seen.get(id) ?? 0) + 1);
    const what = told.Content ?? told.Event ?? told.PicUrl ?? told.Recognition ?? told.Label;
    const answer = () => res.reply(`${told.MsgType}|${what}|${seen.get(id)}`);
    if (told.Content === "slow" && seen.get(id) < 3) setTimeout(answer, 5000);
    else answer();
  },
);
http
  .createServer((req, res) => {
    req.query = Object.fromEntries(new URL(req.url, "http://bot").searchParams);
    bot(req, res, (problem) => {
      res.statusCode = 500;
      res.end(String(problem));
    });
  })
  .listen(0, "127.0.0.1", function () {
    process.stdout.write(`${this.address().port}\n`);
  });
