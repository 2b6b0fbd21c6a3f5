### 报价：租户看到的文字。键与 en.ftl 一致。

quote-head =
    { $which ->
        [first] 工单 { $ticket_no } 的维修报价：
       *[other] 工单 { $ticket_no } 的新报价（第 { $version } 版，之前的作废）：
    }
quote-line = · { $name } × { $n }：{ $sum }
quote-total = 合计 { $total }
quote-total-tax = 合计 { $total }（含税 { $rate }，税额 { $tax }）
quote-note = 说明：{ $note }
quote-until = 请在{ $until }前答复。
button-quote-accept = 同意，完工后付款
button-quote-accept-company = 同意，记公司账
button-quote-decline = 不同意

## 答复
quote-accepted =
    { $payment ->
        [company_account] 已同意报价，{ $total }记公司账。订单号 { $order_no }，工单 { $ticket_no } 接着安排。
       *[other] 已同意报价，{ $total }，完工后付款。订单号 { $order_no }，工单 { $ticket_no } 接着安排。
    }
quote-declined = 好的，工单 { $ticket_no } 的报价不做，已告诉服务台。如果想谈谈价格或范围，直接在这里说。
quote-limit = 记公司账会超出本月额度 { $over }，报价还没有同意。可以改成完工后自己付款：
quote-not-entitled = 您目前不能记公司账，报价还没有同意。可以改成完工后自己付款：
quote-none = 目前没有等您答复的报价。
quote-which = 有 { $n } 份报价等您答复，请点其中一份下面的按钮：
quote-over-accepted = 这份报价已经同意过了，不会重复下单。
quote-over-declined = 这份报价之前已经回绝了。想继续的话，请服务台再发一份。
quote-over-replaced = 这是旧报价，已经有新的了，以下面这份为准：
quote-over-replaced-gone = 这是旧报价，已经作废。
quote-over-expired = 这份报价已经过期。想继续的话，请服务台再发一份。
quote-over-withdrawn = 这份报价已经撤回。
quote-ticket-over = 工单 { $ticket_no } 已经结束，报价不再有效。

## 通知
quote-expired = 工单 { $ticket_no } 的报价已过期。想继续的话告诉我们，会再发一份。
quote-withdrawn = 工单 { $ticket_no } 的报价已撤回，不用答复了。
quote-accepted-by-staff = 服务台已按您说的同意了工单 { $ticket_no } 的报价：{ $total }。订单号 { $order_no }。如有出入请马上告诉我们。
quote-declined-by-staff = 服务台已按您说的回绝了工单 { $ticket_no } 的报价。

## 员工提醒
alert-quote-accepted = 报价已同意：{ $number }
alert-quote-declined = 报价被回绝：{ $number }
alert-quote-expired = 报价过期没答复：{ $number }
