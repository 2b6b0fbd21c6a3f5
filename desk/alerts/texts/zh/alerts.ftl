### 每页右侧的提醒。与 en/alerts.ftl 逐条对应。
alerts-bell = 提醒
alerts-unseen = 还没看的
alerts-elsewhere = 其他园区
alerts-past = 最近一小时
alerts-see-all = 全部标为已看
alerts-none = 没有提醒。
alerts-settled-by = { $name }已处理
alerts-settled = { $name }已处理：{ $what }
alerts-sound = 声音
alerts-sound-urgent = 只响紧急的
alerts-sound-all = 每条都响
alerts-sound-off = 不响
alerts-sound-on = 点一下页面，紧急提醒才会响
alerts-offline = 没连上，请再试一次
alerts-push-on = 页面关着也通知我
alerts-push-off = 不再推送到这台设备
alerts-push-denied = 浏览器不允许通知，请在地址栏旁的网站设置里打开。
