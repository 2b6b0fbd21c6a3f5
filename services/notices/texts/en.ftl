### Alarms to a group: what tenants read. The same keys as zh.ftl.

## Alarms in a group
alarm-critical = Emergency ticket { $number }
alarm-not-accepted = Order not accepted { $number }
alarm-late-respond = Ticket not answered in time { $number }
alarm-late-resolve = Ticket not done in time { $number }
alarm-payment-disputed = Order { $number }: WeChat Pay collected another sum than was due
alarm-payment-return-failed = Order { $number }: a refund by WeChat Pay failed
alarm-payment-unreconciled = WeChat Pay's bill of { $day } differs from our books
alarm-payment-bill-missing = WeChat Pay's bill of { $day } is a day late
alarm-sum = due, or to be given back: { $sum }
alarm-differences = { $count ->
    [one] { $count } difference
   *[other] { $count } differences
 }
alarm-endpoint = A vendor's endpoint is disabled
alarm-what = { $what }, { $where }
alarm-order = Order { $number }, { $outlet }
alarm-slot = Wanted { $when }
alarm-vendor = Vendor: { $vendor }
alarm-due = Due { $when }
alarm-at = At { $when }
alarm-link = Open it at the desk
