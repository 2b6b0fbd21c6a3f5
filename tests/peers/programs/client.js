// node-easywechat's OfficialAccount against a platform: what it was asked in, what it got out.
"use strict";
const fs = require("node:fs");
const Form = require("form-data");
const { OfficialAccount } = require("node-easywechat");

class Memory {
  kept = new Map();
  async get(key) { return this.kept.get(key) ?? null; }
  async set(key, value) { this.kept.set(key, value); return true; }
  async has(key) { return this.kept.has(key); }
  async delete(key) { return this.kept.delete(key); }
}

(async () => {
  const asked = JSON.parse(fs.readFileSync(0, "utf8"));
  const app = new OfficialAccount({
    app_id: asked.appid,
    secret: asked.secret,
    token: asked.token,
    aes_key: asked.key,
    use_stable_access_token: true,
    http: { baseURL: asked.url },
  });
  app.setCache(new Memory());
  const client = app.getClient();
  const got = { token: await app.getAccessToken().getToken() };
  const json = (answer) => answer.toObject();
  const post = async (path, body) => json(await client.post(path, { json: body }));
  const say = (content) =>
    post("cgi-bin/message/custom/send", {
      touser: asked.openid,
      msgtype: "text",
      text: { content },
    });
  got.menu = await post("cgi-bin/menu/create", { button: asked.button });
  got.sent = await say(asked.text);
  got.qrcode = await post("cgi-bin/qrcode/create", {
    action_name: "QR_LIMIT_STR_SCENE",
    action_info: { scene: { scene_str: asked.scene } },
  });
  const form = new Form();
  form.append("media", Buffer.from(asked.picture, "base64"), { filename: "p.jpg" });
  const uploading = { formData: form, params: { type: "image" } };
  got.uploaded = json(await client.post("cgi-bin/media/upload", uploading));
  const media = { params: { media_id: got.uploaded.media_id }, responseType: "arraybuffer" };
  const file = await client.get("cgi-bin/media/get", media);
  got.downloaded = file.response.data.length;
  process.stdout.write(JSON.stringify(got));
})().catch((problem) => {
  process.stderr.write(String(problem.stack ?? problem));
  process.exit(1);
});
