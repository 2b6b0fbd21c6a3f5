lockers-free-of = 空 { $free } / { $boxes } 格
lockers-empty = 空
lockers-free = 清空
lockers-free-sure = { $box } 号格里的 { $order_no } 已经取出来了吗？清空后取件码失效，没取走的请租户到店取。
lockers-freed = 已清空
lockers-none = 还没有快递柜
