### 购物车和订单：API 说的话。与 en.ftl 逐条对应。

problem-quantity-refused = { $why ->
    [too_many] { $name }每单最多 { $allowed } 份。
    [too_few] { $name }每单至少 { $allowed } 份。
   *[stock] { $allowed ->
        [0] { $name }已经卖完了。
       *[other] { $name }只剩 { $allowed } 份了。
    }
}
problem-fulfilment-refused = 这家店不提供这种取餐方式，请换一种。
problem-no-locker-there = 那栋楼没有快递柜，请换一栋。
problem-tax-number-invalid = 税号不对，请核对一下：18 位统一社会信用代码。
problem-slot-refused = { $why ->
    [full] 这个时段已经约满，请换一个时间。
    [closed] 这个时段已经截单，请换一个时间。
   *[other] 这个时间不供应所选的餐品，请换一个时间。
}
problem-no-common-meal = 这几样不在同一餐供应，不能合成一单。
problem-empty-cart = 购物车是空的。
problem-incomplete = 还缺一些信息，补齐后才能下单。
problem-out-of-stock = { $left ->
    [0] { $name }刚刚卖完，没有下单。
   *[other] { $name }只剩 { $left } 份，没有下单。
}
problem-not-entitled = 贵公司没有可以记账的账户。
problem-limit-reached = 这一单超过了贵公司本月的额度。
problem-nobody-to-ask = 贵公司没有可以审批的负责人，请自行支付，或致电服务台。
problem-not-paid = 这一单要先付款，付了就下单。
problem-nothing-to-pay = 这一单现在没有要付的。
problem-payment-over = 付款时间已经过了，请稍等片刻再试。
problem-payment-refused = 微信支付没有受理，请换一种方式付款，或联系服务台。
problem-payer-unknown = 请在微信小程序里付款。
problem-order-held = 这一单正在等主管批准，或等您付款。
problem-price-changed = 价格刚刚有变动，请核对购物车后再下单。
shortcut-order_food = 订餐
shortcut-order_goods = 园区商店
shortcut-my_orders = 我的订单
problem-already-complained = 这一单已经反馈过了，处理结果会在工单里告诉您。
problem-not-rateable = 这一单现在还不能评价：取到餐以后再来。
problem-nothing-to-complain-of = 这一单里没有可以反馈的：还没有送到，或者已经取消。
