// Seals and opens with other people's libraries: a line with a JSON list of cases in, one of
// results out.
"use strict";
const readline = require("node:readline");
const { parseStringPromise } = require("xml2js");
const Biz = require("wechat-crypto");
const wecom = require("@wecom/crypto");
const Encryptor = require("node-easywechat/dist/Core/Encryptor");

const libraries = {
  "wechat-crypto": {
    seal(c) {
      const box = new Biz(c.token, c.key, c.appid);
      const encrypt = box.encrypt(c.text);
      return { encrypt, signature: box.getSignature(c.timestamp, c.nonce, encrypt) };
    },
    open(c) {
      const box = new Biz(c.token, c.key, c.appid);
      const { message, id } = box.decrypt(c.encrypt);
      return { text: message, id, signature: box.getSignature(c.timestamp, c.nonce, c.encrypt) };
    },
  },
  "@wecom/crypto": {
    seal(c) {
      const encrypt = wecom.encrypt(c.key, c.text, c.appid);
      return { encrypt, signature: wecom.getSignature(c.token, c.timestamp, c.nonce, encrypt) };
    },
    open(c) {
      const { message, id } = wecom.decrypt(c.key, c.encrypt);
      const signature = wecom.getSignature(c.token, c.timestamp, c.nonce, c.encrypt);
      return { text: message, id, signature };
    },
  },
  "node-easywechat": {
    write(c) {
      const box = new Encryptor(c.appid, c.token, c.key, c.appid);
      return { xml: box.encrypt(c.text, c.nonce, c.timestamp) };
    },
    async read(c) {
      const box = new Encryptor(c.appid, c.token, c.key, c.appid);
      const { xml: sealed } = await parseStringPromise(c.xml, { explicitArray: false });
      const clear = box.decrypt(sealed.Encrypt, sealed.MsgSignature, sealed.Nonce, sealed.TimeStamp);
      const { xml } = await parseStringPromise(clear, { explicitArray: false });
      return { text: xml.Content, to: xml.ToUserName, from: xml.FromUserName };
    },
    async seal(c) {
      const box = new Encryptor(c.appid, c.token, c.key, c.appid);
      const { xml } = await parseStringPromise(box.encrypt(c.text, c.nonce, c.timestamp));
      return { encrypt: xml.Encrypt[0], signature: xml.MsgSignature[0] };
    },
    open(c) {
      const box = new Encryptor(c.appid, c.token, c.key, c.appid);
      const text = box.decrypt(c.encrypt, c.signature, c.nonce, c.timestamp);
      return { text, id: c.appid, signature: c.signature };
    },
  },
};

async function run(c) {
  try {
    return await libraries[c.library][c.op](c);
  } catch (problem) {
    return { error: String(problem.message ?? problem) };
  }
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const results = [];
    for (const one of JSON.parse(line)) results.push(await run(one));
    process.stdout.write(JSON.stringify(results) + "\n");
  }
})();
