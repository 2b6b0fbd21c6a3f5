### API 说的话。与 en.ftl 逐条对应。

## 为什么没办成
problem-other = 这件事现在办不了。
problem-internal = 我们这边出了点问题，请稍后再试。
problem-bad-request = 无法识别这个请求。
problem-method-not-allowed = 这里不支持这个操作。
problem-unauthorized = 请重新登录。
problem-login-refused = 登录已失效，请重新登录。
problem-not-configured = 这里还没有开通这种方式。
problem-not-found = 没有找到。
problem-invalid = 填写的内容有误，请检查。
problem-conflict = 情况有变，暂时无法完成，请刷新后再看看。
problem-illegal-transition = 状态已经变了，这一步不能再做，请刷新后再看看。
problem-idempotency-mismatch = 这个请求编号已经用过了。
problem-too-large = 内容太大了。
problem-unsupported-media-type = 这里不支持这种内容。
problem-too-many-requests = 操作有点快，请 { $retry_after } 秒后再试。
problem-unavailable = 服务暂时繁忙，请稍后再试。
problem-bad-upload = 上传不完整，请重新选择照片。
problem-photo-type = 只能发照片，支持 JPEG、PNG 和 WebP。
problem-photo-too-large = 照片太大了，每张不超过 10 MB、4000 万像素。
problem-photo-broken = 这张照片打不开，文件可能已损坏，请换一张。
problem-too-many-photos = 照片已经够多了，请稍后再发。

## 购物车与订单
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
problem-building-unknown = 园区里没有这栋楼。
problem-floor-unknown = { $building }座没有 { $floor } 楼。
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

## 通知种类
notices-order = 订单
notices-repair = 报修与投诉
notices-rating = 评价邀请
notices-stock = 到货提醒
notices-visit = 访客

## 首页
shortcut-order_food = 订餐
shortcut-order_goods = 园区商店
shortcut-my_orders = 我的订单
shortcut-report_repair = 报修
shortcut-register_visitor = 邀请访客
shortcut-ask = 问一问

## 对话
problem-text-empty = 消息是空的，写点什么再发吧。
problem-text-too-long = 这条消息超过 { $limit } 字，请分成几条发送。
problem-guest-limit = 没有登记身份时，一小时内最多只能这么多。加入公司或用微信登录后就不受限制，也可以 { $retry_after } 秒后再试。
problem-too-many-waiting = 前面的消息还没答完，请稍后再发这条。

## 报修
problem-place-needed = 请说明地点：哪栋楼，或者大家都知道的地方。
problem-only-reporter = 只有报修人才能这样操作。
problem-too-late = 这一单关闭已超过 7 天，请重新报修。
problem-already-rated = 您已经评价过了，谢谢！

## 访客
problem-visitor-blocked = 这次来访无法在这里登记，请致电服务台。
problem-too-many-visits = 24 小时内最多登记 { $limit } 次来访。
problem-too-many-waiting = 您已有 { $limit } 次来访在等前台确认，有了结果再登记吧。

## 我的数据
problem-still-under-way = 您还有订单或报修正在进行，请先完成或取消。

## 文档页面
page-raw = OpenAPI 3.1 原文
page-base = 所有路径都在
page-contents = 目录
page-open = 无需登录。
page-parameters = 参数
page-must = 必填
page-body = 请求体：
page-answers = 响应
page-schemas = 数据结构
