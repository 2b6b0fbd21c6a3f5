vendors-status-pending = 待推送
vendors-status-delivered = 已送达
vendors-status-failed = 失败
vendors-status-cancelled = 已取消
vendors-attempts = 尝试 { $count } 次
