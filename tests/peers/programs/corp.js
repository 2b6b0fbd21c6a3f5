// node-easywechat's Work and MiniApp against a platform: what they were asked in, what they got out.
"use strict";
const fs = require("node:fs");
const { MiniApp, Work } = require("node-easywechat");

const nowhere = { get: async () => null, set: async () => true, has: async () => false, delete: async () => true };

(async () => {
  const asked = JSON.parse(fs.readFileSync(0, "utf8"));
  const http = { baseURL: asked.url };
  const { corp, mini } = asked;
  const work = new Work({ corp_id: corp.corpid, secret: corp.secret, token: corp.token, aes_key: corp.key, http });
  work.setCache(nowhere);
  const body = { touser: corp.member, agentid: corp.agent, msgtype: "text", text: { content: asked.text } };
  const sent = await work.getClient().post("cgi-bin/message/send", { json: body });
  const app = new MiniApp({ app_id: mini.appid, secret: mini.secret, token: "t", aes_key: corp.key, http });
  app.setCache(nowhere);
  const session = await app.getUtils().codeToSession(mini.code);
  process.stdout.write(JSON.stringify({ sent: sent.toObject(), session }));
})().catch((problem) => {
  process.stderr.write(String(problem.stack ?? problem));
  process.exit(1);
});
