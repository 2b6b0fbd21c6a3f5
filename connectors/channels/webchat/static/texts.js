// What the page says, both languages side by side.

export const TEXTS = {
  greeting: { zh: "您好，需要什么帮助？", en: "Hello, how can we help?" },
  introduction: {
    zh: "点餐、报修、问园区里的事，直接告诉我就行，也可以发照片。中文、英文都可以。",
    en: "Order lunch, report a repair, ask about the park. Just write, or send a photo, in English or Chinese.",
  },
  suggestions: { zh: "可以这样说", en: "You could say" },
  placeholder: { zh: "输入消息", en: "Message" },
  send: { zh: "发送", en: "Send" },
  conversation: { zh: "对话", en: "Conversation" },
  online: { zh: "服务助手在线", en: "Service assistant online" },
  waiting: { zh: "正在等同事回复", en: "Waiting for a person" },
  connecting: { zh: "正在连接…", en: "Connecting…" },
  offline: { zh: "连接已断开，正在重试…", en: "Connection lost, trying again…" },
  crowded: { zh: "打开的页面太多，请先关掉几个", en: "Too many open pages. Please close some." },
  busy: { zh: "现在比较忙，正在重新连接…", en: "Busy right now, trying again…" },
  typing: { zh: "正在输入", en: "Typing" },
  below: { zh: "新消息", en: "New messages" },
  latest: { zh: "回到最新", en: "Latest" },
  sending: { zh: "发送中", en: "Sending" },
  queued: { zh: "恢复连接后发送", en: "Will send when connected" },
  sent: { zh: "已送达", en: "Delivered" },
  read: { zh: "已读", en: "Read" },
  busy_person: { zh: "正忙", en: "busy" },
  away_person: { zh: "暂时不在", en: "away" },
  failed: { zh: "未发送", en: "Not sent" },
  retry: { zh: "重试", en: "Try again" },
  discard: { zh: "删除", en: "Remove" },
  staff: { zh: "服务台", en: "Service desk" },
  system: { zh: "通知", en: "Notice" },
  you: { zh: "您", en: "You" },
  by_you: { zh: "您", en: "you" },
  bot: { zh: "助手", en: "Assistant" },
  attach: { zh: "添加照片或 PDF", en: "Add photos or a PDF" },
  record: { zh: "发语音", en: "Record a voice message" },
  record_cancel: { zh: "取消", en: "Cancel" },
  no_microphone: { zh: "没有麦克风权限，请在浏览器里允许后再试。", en: "The microphone is not allowed. Allow it in the browser and try again." },
  chosen: { zh: "待发送的照片", en: "Photos to send" },
  drop: { zh: "松开鼠标，添加照片或 PDF", en: "Drop photos or a PDF here" },
  only_photos: { zh: "这里只能发照片和 PDF", en: "Only photos and PDF files can be sent here." },
  six_photos: { zh: "一次最多发 6 张照片", en: "Up to 6 photos can be sent at once." },
  uploading: { zh: "照片上传进度", en: "Upload progress" },
  upload_failed: {
    zh: "照片没有传上去，请检查网络后重试。",
    en: "The photos were not uploaded. Check your connection and try again.",
  },
  enlarge: { zh: "点开查看大图", en: "open full size" },
  close: { zh: "关闭", en: "Close" },
  open_app: { zh: "在小程序里打开", en: "Open in the app" },
  app_how: {
    zh: "用手机扫码，就能在小程序里接着这段对话、购物车和订单继续。",
    en: "Scan this with your phone to go on there with the same conversation, cart and orders.",
  },
  app_qr: { zh: "登录小程序的二维码", en: "QR code that signs the app in" },
  app_or: { zh: "或在小程序“我的 › 用登录码登录”里输入", en: "Or enter it in the app, under Me › Sign in with a code" },
  app_here: { zh: "就在这台设备上打开", en: "Open it on this device" },
  app_waiting: { zh: "正在生成登录码…", en: "Getting a code…" },
  app_over: { zh: "登录码已过期。", en: "The code has run out." },
  app_again: { zh: "换一个", en: "Get another" },
  app_failed: { zh: "暂时拿不到登录码，请检查网络后重试。", en: "No code just now. Check your connection and try again." },
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

const left = {
  zh: (clock) => `${clock} 内有效，只能用一次`,
  en: (clock) => `Good for ${clock}, and for one sign-in`,
};

export const stars = {
  zh: (count) => `${count} 星`,
  en: (count) => (count === 1 ? "1 star" : `${count} stars`),
};

export const orderIt = {
  zh: (name) => `来一份${name}`,
  en: (name) => `Order ${name}`,
};

// A member of staff, so that a tenant sees that a person writes.
export const person = {
  zh: (name) => name,
  en: (name) => `Service desk: ${name}`,
};

// Of staff.
export const types = {
  zh: (name) => `${name}正在输入`,
  en: (name) => `${name} is typing`,
};

export const fileSize = (code, bytes) => {
  const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1000), "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(code, { style: "unit", unit, maximumFractionDigits: unit === "megabyte" ? 1 : 0 }).format(amount);
};

export const voiceName = {
  zh: (seconds) => `语音，${seconds} 秒`,
  en: (seconds) => `Voice message, ${seconds} s`,
};

export const photoAlt = {
  zh: (who, number, total) => `照片${total > 1 ? ` ${number}/${total}` : ""}，来自${who}`,
  en: (who, number, total) => `Photo${total > 1 ? ` ${number} of ${total}` : ""} from ${who}`,
};

// What a card is about, by the number that names it, and how far that is.
export const things = {
  order_no: { zh: "订单", en: "Order" },
  ticket_no: { zh: "工单", en: "Ticket" },
  visit_no: { zh: "访客", en: "Visit" },
};

export const states = {
  placed: { zh: "已下单", en: "Placed" },
  accepted: { zh: "已接单", en: "Accepted" },
  preparing: { zh: "制作中", en: "In the making" },
  ready: { zh: "已备好", en: "Ready" },
  delivering: { zh: "配送中", en: "On its way" },
  completed: { zh: "已完成", en: "Completed" },
  rejected: { zh: "没有接单", en: "Declined" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  expired: { zh: "已失效", en: "Expired" },
  reported: { zh: "已登记", en: "Reported" },
  triaged: { zh: "已受理", en: "Received" },
  assigned: { zh: "已派人", en: "Assigned" },
  in_progress: { zh: "处理中", en: "Under way" },
  waiting_materials: { zh: "等配件", en: "Awaiting parts" },
  waiting_tenant: { zh: "等您答复", en: "Awaiting you" },
  resolved: { zh: "请确认", en: "Please confirm" },
  confirmed: { zh: "已确认", en: "Confirmed" },
  closed: { zh: "已完结", en: "Closed" },
  reopened: { zh: "重新打开", en: "Reopened" },
  requested: { zh: "待审批", en: "Awaiting approval" },
  approved: { zh: "已登记", en: "Registered" },
  denied: { zh: "没有通过", en: "Declined" },
  checked_in: { zh: "已到访", en: "Checked in" },
  checked_out: { zh: "已离开", en: "Left" },
  no_show: { zh: "没有来", en: "Did not come" },
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

  // Days as all our English writes them: Wed 2 Dec.
  get dates() {
    return this.code === "zh" ? "zh-CN" : "en-GB";
  }

  text(key) {
    return TEXTS[key][this.code];
  }

  // How long a code holds, counted down.
  left(clock) {
    return left[this.code](clock);
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
