### 群里的告警，说给租户的话。与 en.ftl 逐条对应。

## 群里的告警
alarm-critical = 紧急工单 { $number }
alarm-not-accepted = 商家还没接单 { $number }
alarm-late-respond = 工单响应超时 { $number }
alarm-late-resolve = 工单处理超时 { $number }
alarm-payment-disputed = 订单 { $number }：微信支付收到的金额和应付的不一样
alarm-payment-return-failed = 订单 { $number }：微信支付退款没有成功
alarm-payment-unreconciled = { $day } 的微信支付账单和我们的账对不上
alarm-payment-bill-missing = { $day } 的微信支付账单过了一天还没拿到
alarm-sum = 应付或应退 { $sum }
alarm-differences = { $count } 处不同
alarm-endpoint = 商家的推送地址已停用
alarm-what = { $what }，{ $where }
alarm-order = 订单 { $number }，{ $outlet }
alarm-slot = 用餐时段：{ $when }
alarm-vendor = 商家：{ $vendor }
alarm-due = 应在 { $when } 之前
alarm-at = 发生于 { $when }
alarm-link = 在工作台打开
