// What the page says, both languages side by side.

export const TEXTS = {
  greeting: { zh: "你好，需要什么帮助？", en: "Hello, how can we help?" },
  introduction: {
    zh: "点餐、报修、问园区里的事，直接告诉我就行，也可以发照片。中文、英文都可以。",
    en: "Order lunch, report a repair, ask about the park. Just write, or send a photo, in English or Chinese.",
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
  by_you: { zh: "你", en: "you" },
  bot: { zh: "助手", en: "Assistant" },
  attach: { zh: "添加照片", en: "Add photos" },
  chosen: { zh: "待发送的照片", en: "Photos to send" },
  drop: { zh: "松开鼠标，添加照片", en: "Drop photos here" },
  only_photos: { zh: "这里只能发照片", en: "Only photos can be sent here." },
  six_photos: { zh: "一次最多发 6 张照片", en: "Up to 6 photos can be sent at once." },
  uploading: { zh: "照片上传进度", en: "Upload progress" },
  upload_failed: {
    zh: "照片没有传上去，请检查网络后重试。",
    en: "The photos were not uploaded. Check your connection and try again.",
  },
  enlarge: { zh: "点开查看大图", en: "open full size" },
  close: { zh: "关闭", en: "Close" },
  rating: { zh: "评分，1 到 5 星", en: "Rating, 1 to 5 stars" },
  today: { zh: "今天", en: "Today" },
  yesterday: { zh: "昨天", en: "Yesterday" },
  other_language: { zh: "EN", en: "中文" },
  switch_language: { zh: "Switch to English", en: "切换到中文" },
};

export const tooLong = {
  zh: (length, limit) => `${length} / ${limit} 字，请分成几条发送`,
  en: (length, limit) => `${length} / ${limit} characters. Please send it in parts.`,
};

export const stars = {
  zh: (count) => `${count} 星`,
  en: (count) => (count === 1 ? "1 star" : `${count} stars`),
};

// A member of staff, so that a tenant sees that a person writes.
export const person = {
  zh: (name) => name,
  en: (name) => `Service desk: ${name}`,
};

export const photoAlt = {
  zh: (who, number, total) => `照片${total > 1 ? ` ${number}/${total}` : ""}，来自${who}`,
  en: (who, number, total) => `Photo${total > 1 ? ` ${number} of ${total}` : ""} from ${who}`,
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
