### 门口屏幕。与 en.ftl 的键一一对应。

door-free = 空闲
door-taken = 使用中
door-held = 已预订
door-closed = 暂停使用
door-until = 到 {"{time}"}
door-all-day = 今天都空着
door-next = 下一场 {"{time}"}
door-nothing-next = 之后没有预订
door-book = 现在就用
door-check-in = 签到
door-extend = 延长
door-end = 提前结束
door-end-sure = 现在结束？
door-back = 先不
door-offline = 连不上网络，显示的可能不是最新情况
door-wait-check-in = 请在 {"{time}"} 前签到，否则会放给别人
door-scan = 扫码签到或预订
door-not-now = 情况刚刚变了，请再看一下
door-too-many = 操作太频繁，请稍等
door-language = English
door-theme = 深色 / 浅色
door-holds = 可容纳 {"{count}"} 人
door-book-app = 现在不能在门口直接用，扫码看什么时候可以订
door-unknown = 这个地址已经失效，请联系服务台。
