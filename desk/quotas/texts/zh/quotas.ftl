### 园区用量。键与 en 相同。

quotas-intro = 几个园区共用一套系统，各有约定的上限，谁也不会占了别人的。要调整请联系平台方。
quotas-what = 项目
quotas-used = 现在用了
quotas-most = 上限
quotas-refused = 达到上限的次数
quotas-last = 最近一次
quotas-none = 不限
quotas-never = 没有过
quotas-megabytes = { $count } 兆字节
quotas-share = 与其他园区一起排队时，本园区每轮连续处理 { $share } 条。
quotas-what-messages = 最近一分钟的消息
quotas-then-messages = 超过后请租户稍等，页面会自动重发；每个人一分钟里的第一条另有余量
quotas-what-turns = 同时处理的消息
quotas-then-turns = 超过后按顺序等待
quotas-what-webhooks = 最近一分钟发给商家的通知
quotas-then-webhooks = 超过后顺延，不会丢
quotas-what-storage = 照片和文件
quotas-then-storage = 超过后照常收，只是提醒
