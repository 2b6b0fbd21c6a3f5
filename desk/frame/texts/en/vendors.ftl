vendors-status-pending = Waiting
vendors-status-delivered = Delivered
vendors-status-failed = Failed
vendors-status-cancelled = Cancelled
vendors-attempts = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
 }
