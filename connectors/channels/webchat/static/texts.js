// What the page says, both languages side by side.

export const TEXTS = {
  greeting: { zh: "你好，需要什么帮助？", en: "Hello, how can we help?" },
  introduction: {
    zh: "点餐、查订单、问园区里的事，直接告诉我就行。中文、英文都可以。",
    en: "Order lunch, check on it, ask about the park. Just write, in English or Chinese.",
  },
  suggestions: { zh: "可以这样说", en: "You could say" },
  placeholder: { zh: "输入消息", en: "Message" },
  send: { zh: "发送", en: "Send" },
  conversation: { zh: "对话", en: "Conversation" },
  online: { zh: "服务助手在线", en: "Service assistant online" },
  connecting: { zh: "正在连接…", en: "Connecting…" },
  offline: { zh: "连接已断开，正在重试…", en: "Connection lost, trying again…" },
  crowded: { zh: "打开的页面太多，请先关掉几个", en: "Too many open pages. Please close some." },
  typing: { zh: "正在输入", en: "Typing" },
  below: { zh: "新消息", en: "New messages" },
  latest: { zh: "回到最新", en: "Latest" },
  sending: { zh: "发送中", en: "Sending" },
  queued: { zh: "恢复连接后发送", en: "Will send when connected" },
  sent: { zh: "已发送", en: "Sent" },
  failed: { zh: "未发送", en: "Not sent" },
  retry: { zh: "重试", en: "Try again" },
  discard: { zh: "删除", en: "Remove" },
  staff: { zh: "服务台", en: "Service desk" },
  system: { zh: "通知", en: "Notice" },
  you: { zh: "你", en: "You" },
  bot: { zh: "助手", en: "Assistant" },
  today: { zh: "今天", en: "Today" },
  yesterday: { zh: "昨天", en: "Yesterday" },
  other_language: { zh: "EN", en: "中文" },
  switch_language: { zh: "Switch to English", en: "切换到中文" },
};

export const tooLong = {
  zh: (length, limit) => `${length} / ${limit} 字，请分成几条发送`,
  en: (length, limit) => `${length} / ${limit} characters. Please send it in parts.`,
};

const KEY = "parkline.language";

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export class Language {
  constructor() {
    const preferred = stored() ?? navigator.language ?? "zh";
    this.code = preferred.toLowerCase().startsWith("zh") ? "zh" : "en";
  }

  get tag() {
    return this.code === "zh" ? "zh-CN" : "en";
  }

  text(key) {
    return TEXTS[key][this.code];
  }

  toggle() {
    this.code = this.code === "zh" ? "en" : "zh";
    try {
      localStorage.setItem(KEY, this.code);
    } catch {
      // Private windows may refuse; the choice then lasts as long as the page.
    }
  }
}
