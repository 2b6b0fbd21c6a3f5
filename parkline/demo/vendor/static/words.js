/** Everything that the kitchen reads, both languages side by side. */
export const WORDS = {
  title: { zh: "订单", en: "Orders" },
  other: { zh: "EN", en: "中文" },
  soundOn: { zh: "提示音 开", en: "Sound on" },
  soundOff: { zh: "提示音 关", en: "Sound off" },
  live: { zh: "实时", en: "Live" },
  lost: { zh: "连接断开，正在重连…", en: "Connection lost, trying again…" },

  new: { zh: "新订单", en: "New" },
  making: { zh: "已接单", en: "Accepted" },
  ready: { zh: "已备好", en: "Ready" },
  done: { zh: "已结束", en: "Done" },
  none: { zh: "暂无", en: "None" },

  placed: { zh: "待接单", en: "Waiting for you" },
  accepted: { zh: "已接单", en: "Accepted" },
  preparing: { zh: "制作中", en: "Preparing" },
  delivering: { zh: "配送中", en: "On its way" },
  completed: { zh: "已完成", en: "Completed" },
  rejected: { zh: "已拒单", en: "Rejected" },
  cancelled: { zh: "顾客已取消", en: "Cancelled" },
  expired: { zh: "超时未接", en: "Expired" },

  accept: { zh: "接单", en: "Accept" },
  reject: { zh: "拒单", en: "Reject" },
  prepare: { zh: "开始制作", en: "Start" },
  makeReady: { zh: "做好了", en: "Ready" },
  deliver: { zh: "出发配送", en: "Send out" },
  complete: { zh: "已交付", en: "Handed over" },

  pickup: { zh: "自取", en: "Pickup" },
  delivery: { zh: "配送", en: "Delivery" },
  locker: { zh: "柜取", en: "Locker" },
  desk: { zh: "送到工位", en: "To the desk" },
  counter: { zh: "柜台取", en: "Counter" },
  allergy: { zh: "过敏", en: "Allergy" },
  note: { zh: "备注", en: "Note" },
  invoice: { zh: "要发票", en: "Invoice wanted" },
  asksToCancel: { zh: "顾客想取消这一单", en: "The customer asks to cancel" },
  amended: { zh: "顾客改过，请按现在的内容接单", en: "Changed by the customer: as it stands now" },
  overdue: { zh: "已超时", en: "Overdue" },
  left: { zh: "分钟后超时", en: "min left" },

  why: { zh: "为什么拒单？顾客会看到原因。", en: "Why? The customer will read it." },
  otherReason: { zh: "其他原因", en: "Another reason" },
  back: { zh: "返回", en: "Back" },
  unreachable: { zh: "订单系统没有回应，请再试一次。", en: "The order system does not answer. Try again." },
  conflict: { zh: "这一单的状态已经变了。", en: "This order has moved on already." },
  failed: { zh: "没有成功，请再试一次。", en: "That did not work. Try again." },
};

export const REASONS = [
  { zh: "今天卖完了", en: "Sold out today" },
  { zh: "现在太忙，来不及做", en: "Too busy to make it in time" },
  { zh: "已经打烊", en: "We are closed" },
];
