### 说给租户的话。与 en.ftl 逐条对应。

## 寒暄
greet = 您好！我是{ $park }的小助手，订餐、报修、查进度、问园区里的事，直接跟我说就行。
goodbye = 好的，有需要随时叫我，祝您今天顺利！
thank = 不客气，还有需要随时说。
chitchat = 哈哈，聊天我不太在行，不过订餐、报修、园区的事我都能帮上忙。
bot-challenge = 我是园区的自动助手，不是真人。需要真人的话，说一声“转人工”，或者打服务台 { $phone }。
help =
    我可以帮您：
    · 订餐：“两份牛肉面不要辣，12点送到A座301”
    · 看菜单：“中午有什么吃的？”
    · 买东西、看商店：“两把雨伞，放快递柜”“有没有A4纸？”
    · 查单、取消、再来一单：“我的饭到哪了？”
    · 报修、催修、查进度：“B座5楼茶水间漏水”“我的报修到哪了？”
    · 登记访客、看到没到：“明天下午三点王总来，车牌粤B·D12345”
    · 园区问题：“访客Wi-Fi怎么连？”
    真人服务台电话 { $phone }，说“转人工”也可以。
affirm-nothing = 好的！想订餐的话，直接告诉我要吃什么、送到哪里就行。
deny-nothing = 好的，那先这样。需要的时候再叫我。
out-of-scope = 抱歉，这个我没听明白。我能帮您订餐、报修、查进度、回答园区里的问题；换个说法试试，或者转人工。
too-long = 这条消息太长了，我只能读 { $limit } 个字以内的。麻烦分几条说，前面的我没有处理。
bot-down = 我这边暂时有点状况，您的消息已经收到、不会丢，恢复后马上回复。着急请打服务台 { $phone }。
bot-failed = 抱歉，这条消息我处理不了，已经转给服务台同事跟进。着急请打 { $phone }。
handoff-over = 本次人工服务已结束，后面还是我来帮您，有事直接说。
handoff-over-rate = 本次人工服务已结束，后面还是我来帮您。您觉得这次服务怎么样？1 分很差，5 分很好。
photo-sent = （图片）
choose-by-number = 回复数字就能选。

## 平台（微信、企业微信等）
channel-greeting =
    您好，这里是{ $park }服务号，终于等到您！
    订餐、报修、访客登记、问园区里的事，直接发消息就行，语音和照片也可以。比如：
    · 两份牛肉面不要辣，12点送到A座301
    · B座5楼茶水间漏水
    · 明天下午三点王总来
    English works, too.
channel-greeting-back = 您好，我是{ $park }的小助手，有事直接说，语音和照片也可以。
channel-seen-at = 您在{ $place }。两小时内报修、送餐没说地点的话，就按这里来。
channel-unreadable = 这类消息我还看不了。麻烦打字、发语音或者发照片告诉我，也可以说“转人工”。
channel-voice-unheard = 这条语音我没听清，麻烦再说一遍或者打字告诉我。
channel-voice-untyped = 这里还听不了语音，麻烦打字告诉我。
channel-photo-gone = 这张照片没能收到，麻烦再发一次。
channel-still-working = 还在处理您刚才的消息，过一会儿随便回复一句，就能看到结果。
missed-notices = 之前有 { $count } 条消息没能送到您这里：

## 常见问题
faq-unsure = 您是想问下面哪一个？都不是的话，可以说“转人工”。
faq-none = 这个问题我暂时没有答案，服务台电话 { $phone }，也可以说“转人工”。

## 菜单
menu-title = { $outlet }{ $meal }：
menu-category = 【{ $category }】{ $items }
menu-item = { $name } { $price }
menu-sold-out = { $name }（已售完）
menu-hint = 想要哪样直接说，比如“两份{ $example }”。
menu-none = { $meal }暂时没有供应的菜品。
menu-service = { $slots } 供应，{ $cutoff } 前下单
menu-service-open = { $slots } 供应，提前 { $lead } 分钟下单
meal-breakfast = 早餐
meal-lunch = 午餐
meal-dinner = 晚餐
meal-all_day = 全天

## 购物车
cart-added = 好的，已加上：
cart-now = 现在的单子：
cart-line = { $name } ×{ $quantity }{ $extra }  { $price }
cart-extra = （{ $wishes }）
cart-total = 合计 { $total }
cart-empty = 购物车还是空的。想吃点什么、买点什么？说“看菜单”或“看商店”我给您列出来。
cart-other-outlet = { $items }是{ $outlet }的，会单独成一单；先把这一单定下来，再接着办那一单。
item-unknown-maybe = 没找到“{ $name }”，您要的是不是：
item-unknown-plain = 抱歉，没找到“{ $name }”。说“看菜单”可以看看今天有什么。
items-left-out = 还有 { $count } 样没有加上，比如{ $names }。请分开再发一次。
too-much-at-once = 一条消息里的内容有点多，剩下的请分开再说。
guest-limit-order = 您还没有登记身份，一小时内最多下 { $limit } 张到店付款的订单。加入公司（说“加入公司”加邀请码）或改用微信就不受限制，着急请致电服务台 { $phone }。
guest-limit-piece = 您还没有登记身份，一小时内到店付款的订单最多 { $limit } 份。减少一些，或加入公司、改用微信再下单；着急请致电服务台 { $phone }。
guest-limit-ticket = 您还没有登记身份，一小时内最多报 { $limit } 件，这一件没有记下。请过一会儿再报，着急请致电服务台 { $phone }。
guest-limit-handoff = 您还没有登记身份，这一小时转人工的次数已经用完。着急请直接致电服务台 { $phone }。
guest-limit-photo = 您还没有登记身份，一小时内最多发 { $limit } 张照片，请过一会儿再发。
item-which = “{ $name }”有好几样，您要哪一个？
item-missing = 想要哪一样、几份？直接说菜名就行，或者说“看菜单”。
line-which = 您说的是哪一样？
line-not-in-cart = 单子里没有{ $name }，没有改动。
quantity-too-many = { $name }一次最多订 { $allowed } { $unit }，{ $wanted } { $unit }太多了，没有加上。
quantity-too-few = { $name } { $allowed } { $unit }起订，{ $wanted } { $unit }订不了，要 { $allowed } { $unit }吗？
quantity-stock = { $name }只剩 { $allowed } { $unit }了，没有加上。
quantity-none-left = { $name }已经售完了，没有加上。
quantity-take = 就要 { $allowed } { $unit }
modify-what = 想怎么改？比如“牛肉面改成三份”“去掉豆浆”“不要辣”。
draft-discarded = 好的，这单已经取消，什么都没有下。
dropped-everything = 好的，这些都不要了：{ $things }。
dropped-cart = 没下的单（{ $items }）
dropped-repair = 没说完的报修
dropped-visit = 没说完的访客登记
cancel-placed-sure = 订单 { $order_no }（{ $items }）已经下了，也要取消吗？
button-cancel-order = 取消这单
button-keep-order = 留着
order-kept = 好的，订单 { $order_no } 照常。
order-reopened = 订单 { $order_no } 还没接单，我先撤回了，按您说的改好放回购物车；您确认后才重新下单。
order-correct-late = 订单 { $order_no } 现在是“{ $status }”，改不了了。可以取消后重新订。

## 下单
noted = 好的，记下了。
ask-location = 送到哪里？比如“A座3楼301”；自己来取就说“自取”。
ask-location-room = 送到{ $building }的几楼、哪个房间？
ask-location-building = { $where }在哪栋楼？
ask-location-fetch-only = { $outlet }只能自取（{ $place }），可以吗？
ask-slot = 什么时候要？可以选：
ask-slot-none = 最近几天都没有可以下单的时段了。
ask-phone = 请留一个手机号，送到时好联系您。
ask-confirm =
    { $when }
    { $where }
    { $payment }，合计 { $total }
    确认下单吗？
where-delivery = 送到 { $where }
where-pickup = 自取：{ $outlet }，{ $place }
phone-short = 电话 { $phone }
payment-on_pickup = 到付
payment-pickup = 取餐时付款
payment-company = 记{ $company }的账（本月还剩 { $left }）
payment-company-above = 记{ $company }的账（本月还剩 { $left }，超出 { $over }，要公司负责人批准）
payment-not-entitled = 您还没有可以用的公司账户，这单先按您自己付。公司有账户的话，向服务台（{ $phone }）要一个加入码，发“加入公司 加上码”给我就行。
payment-account-gone = 公司账户刚刚用不了了，这单改成您自己付，请再确认一下：
payment-wechat_pay = 微信支付
payment-no-wechat = 微信支付还没有开通，现在是到付：取餐或送到时付给商家。
payment-no-wechat-yet = 微信支付还没有开通。现在可以到付，也可以挂公司账。
wechat-pay-elsewhere = 微信支付要在微信里付，这里付不了：在微信里打开园区小程序下单，就能用微信支付。想在这里点、到小程序里付，先在微信那边发“绑定账号”，把绑定码发到这里。这单的付款方式先不变。
wechat-pay-unlinked = 微信支付要在园区小程序里付，而小程序还不认识您：打开小程序直接下单就行。想在这里点、到小程序里付，先在小程序的聊天里发“绑定账号”，把绑定码发到这里。这单的付款方式先不变。
wechat-pay-open = 打开小程序
wechat-pay-now = 订单 { $order_no } 给您留好了，共 { $sum }。请在{ $until } 前付款，付了就下单。
wechat-pay-now-elsewhere = 订单 { $order_no } 给您留好了，共 { $sum }。微信支付要在微信里付：请在{ $until } 前打开园区小程序，在“我的订单”里付款，付了就下单。
wechat-pay-go = 去付款 { $sum }
wechat-pay-gone = 微信支付刚刚用不了了，这单改成到付，请再确认一下：
button-wechat-pay = 微信支付
button-pay-on-pickup = 改成到付
button-pay-self = 我自己付
button-pay-self-now = 不等了，我自己付
button-charge-company = 挂公司账
spending-asked =
    这单 { $total }，超出公司本月额度 { $over }，还没有下。已经请{ $manager }批准（{ $order_no }），有了答复马上告诉您，最晚 { $until }。
    等的时候您可以接着订别的。
spending-asked-unheard =
    这单 { $total }，超出公司本月额度 { $over }，要{ $manager }批准（{ $order_no }），但我在这里联系不上这位负责人。
    请您直接说一声，或者请服务台（{ $phone }）代为确认，最晚 { $until }。
spending-nobody = 这单超出公司本月额度 { $over }，而公司还没有指定由谁批准（可以找服务台 { $phone } 设置）。改成您自己付，请再确认一下：
spending-yourself = 这单 { $total }，超出本月额度 { $over }。您是公司负责人，要批准吗？（{ $order_no }，{ $until } 前有效）
spending-approved = 已批准，{ $who }的订单 { $order_no } 已经下了。
spending-own-placed = 已批准，订单 { $order_no } 已经下了。{ $outlet }接单后我会告诉您。
spending-approve-failed = 已批准，但{ $why }，{ $order_no } 没有下成，{ $who }会收到消息。
spending-denied = 好的，没有批准 { $order_no }，我会告诉{ $who }。
spending-own-denied = 好的，{ $order_no } 没有下。要改成自己付吗？
spending-settled = { $order_no } { $status }，不用再答复了。
spending-status-approved = 已经批准过了
spending-status-denied = 已经拒绝过了
spending-status-expired = 等到时段截止，已经失效
spending-status-withdrawn = 下单的人已经撤回
join-done = 好了，您现在是{ $company }的人了。
join-done-account = 好了，您现在是{ $company }的人了，订餐时说“挂公司账”就记在公司账上。
join-wrong = 这个加入码不对，或者已经用过、过期了，还可以再试 { $left } 次。没有码的话找服务台 { $phone }。
join-tries-spent = 试错的次数太多了，请一个小时以后再试，或者找服务台 { $phone }。
join-already-there = 您已经是这家公司的人了，码还没有用掉。
location-unknown = 园区里没有找到这个地方：{ $where }。我们的楼有 { $buildings }。
floor-unknown = { $building }没有 { $floor } 楼。送到几楼、哪个房间？
phone-invalid = 这个号码好像不对，麻烦再发一次手机号（11 位）。
pickup-not-offered = { $outlet }不能自取。送到哪里？
delivery-not-offered = { $outlet }不送餐，到{ $place }自取可以吗？
slot-closed = { $when } 已经过了下单时间（{ $closed } 截止）。
slot-full = { $when } 已经约满了。
slot-not-served = 您点的这几样在那个时间不供应。
no-common-meal = 这几样不在同一餐供应，没法放在一单里：{ $items }。去掉哪一样？
confirm-change = 好的，先不下单。想改什么直接说，比如“改成三份”“换到B座201”“12点半送”；不要了就说“取消”。
button-confirm = 确认下单
button-change = 改一下
button-cancel = 取消
button-pickup = 自取
button-deliver-there = 送到{ $place }
button-menu = 看菜单
button-shop = 看商店
button-track = 查订单
button-keep = 先留着
placed =
    下单成功！订单号 { $order_no }
    { $when }
    { $where }
    合计 { $total }（{ $payment }）。{ $outlet }接单后我会告诉您。
placed-next = 接下来是{ $outlet }的这一单：
out-of-stock = 很抱歉，{ $name }只剩 { $left } { $unit }了，这单还没有下。要改成 { $left } { $unit }，还是换一样？
sold-out = 很抱歉，{ $name }刚刚售完，这单还没有下。换一样，或者去掉它？
price-changed = 价格刚刚有变动，这是最新的单子，请再确认一下：
deny-in-order = 好的，这单还没有下。要取消吗？

## 订单
status-placed = 已下单，等{ $outlet }接单
status-accepted = { $outlet }已接单
status-preparing =
    { $kind ->
        [shopping] 正在备货
       *[other] 正在做
    }
status-ready =
    { $kind ->
        [shopping] 备好了
       *[other] 做好了
    }
status-delivering = 正在送
status-completed = 已完成
status-rejected = { $outlet }没能接单
status-cancelled = 已取消
status-expired = 已失效
status-held = 等公司负责人批准
status-unpaid = 等您付款
track-line =
    { $order_no } · { $items }
    { $when }，{ $status }
track-draft = 您手上这单（{ $items }）还没有下，确认以后才会发给商家。
track-none = 您现在没有进行中的订单。
track-last = 您没有进行中的订单。最近一单：
order-not-found = 没有找到订单 { $order_no }，麻烦核对一下订单号。
cancel-which = 要取消哪一单？
cancelled = 订单 { $order_no } 已取消（{ $items }）。
cancelled-refunded = 订单 { $order_no }（{ $items }）已取消，{ $total } 已退回公司账户。
cancelled-refunded-wechat = 订单 { $order_no }（{ $items }）已取消，{ $total } 会原路退回您的微信支付。
cancel-requested = { $outlet }已经开始做 { $order_no } 了，我已替您提出取消，等他们答复。
cancel-too-late = 订单 { $order_no } 现在是“{ $status }”，不能取消了。有问题可以说“转人工”。
cancel-none = 您没有可以取消的订单。
reorder-none = 您还没有完成过的订单，没法照原样再来一单。想吃点什么？
reorder-added = 照上次（{ $when }）的来：
reorder-gone = 这几样现在没有了：{ $items }。
reorder-price = { $name }现在是 { $now }（上次 { $before }）。
reorder-nothing-left = 上次点的几样现在都没有了。说“看菜单”看看今天有什么。

## 通知
notice-accepted = { $outlet }已接单：{ $order_no }，{ $when }。
notice-rejected =
    { $payment ->
        [company_account] 很抱歉，{ $outlet }没能接您的订单 { $order_no }：{ $reason }。{ $total } 已退回公司账户。要换别的吗？说“看菜单”就行。
        [wechat_pay] 很抱歉，{ $outlet }没能接您的订单 { $order_no }：{ $reason }。{ $total } 会原路退回您的微信支付。要换别的吗？说“看菜单”就行。
       *[other] 很抱歉，{ $outlet }没能接您的订单 { $order_no }：{ $reason }。没有扣款。要换别的吗？说“看菜单”就行。
    }
notice-preparing =
    { $kind ->
        [shopping] { $order_no } 正在备货。
       *[other] { $order_no } 已经开始做了。
    }
notice-ready-pickup = { $order_no } 做好了，请到{ $place }取餐。
notice-ready-delivery = { $order_no } 做好了，马上给您送来。
notice-delivering = { $order_no } 正在送来：{ $where }。
notice-completed =
    { $kind ->
        [shopping] { $order_no } 已完成，谢谢惠顾！
       *[other] { $order_no } 已完成，慢用！
    }
notice-expired =
    { $payment ->
        [company_account] 很抱歉，{ $outlet }一直没有接单，订单 { $order_no } 已自动取消，{ $total } 已退回公司账户。
        [wechat_pay] 很抱歉，{ $outlet }一直没有接单，订单 { $order_no } 已自动取消，{ $total } 会原路退回您的微信支付。
       *[other] 很抱歉，{ $outlet }一直没有接单，订单 { $order_no } 已自动取消，没有扣款。
    }
notice-not-accepted = { $outlet }还没有接您的订单 { $order_no }，服务台同事已经在催了。不想等可以说“取消订单”。
reason-none = 没有说明原因

## 付款通知
notice-paid = 已收到微信支付 { $sum }，订单 { $order_no } 已经下给{ $outlet }了。
notice-returned = 订单 { $order_no } 的付款来晚了，那时订单已经不在等付款；{ $sum } 会原路退回您的微信支付。
notice-payment-expired = 订单 { $order_no } 过了时间没有付款，{ $outlet }那边没有下单，单子还在，随时可以再下。
notice-refunded-wechat = 订单 { $order_no } 退款 { $sum }，会原路退回您的微信支付：{ $reason }。
notice-refunded = 订单 { $order_no } 已退 { $sum } 到公司账户：{ $reason }。
notice-spending-asks =
    { $who }有一单要记公司账，超出了本月额度，请您批准：{ $order_no }
    { $items } · 合计 { $total }，超出 { $over }
    { $when } 用，请在{ $until } 前答复。
notice-spending-approved = { $manager }批准了，已经下单：{ $order_no }，{ $items }，{ $when }。{ $outlet }接单后我会告诉您。
notice-spending-failed = { $manager }批准了，但{ $why }，这单（{ $items }）还没有下，东西都给您留着。
notice-spending-denied = { $manager }没有批准这单（{ $items }，{ $total }）。已经改为您自己付，要这样下单吗？
notice-spending-expired = 一直没有等到{ $manager }批准，这单（{ $items }）的时段已经截止，没有下。要换个时段吗？
notice-spending-reason = 说明：{ $reason }
spending-failure-slot_refused = 那个时段已经不能订了
spending-failure-out_of_stock = 有一样刚刚卖完了
spending-failure-price_changed = 价格刚刚有变动
spending-failure-other = 现在下不了单
spending-manager = 公司负责人
spending-colleague = 您的同事
button-approve-spending = 批准
button-deny-spending = 不批准
button-pay-self-order = 自己付，下单
button-go-on = 继续下单

## 报修通知
ticket-kind-repair = 报修
ticket-kind-complaint = 投诉
ticket-kind-question = 咨询
notice-ticket-assigned =
    { $kind ->
        [repair] 报修 { $ticket_no } 已安排{ $who }上门处理。
       *[other] { $what } { $ticket_no } 已由{ $who }跟进。
    }
notice-ticket-started = { $what } { $ticket_no } 正在处理，修好后马上告诉您。
notice-ticket-waiting-materials = { $what } { $ticket_no } 需要的配件还没到，到货后马上继续。
notice-ticket-waiting-tenant = { $what } { $ticket_no } 正在等报修人答复，收到答复后继续处理。
notice-ticket-waiting-tenant-ask = { $what } { $ticket_no } 需要您配合才能继续。请说“转人工”告诉我们，或打服务台 { $phone }。
notice-ticket-resolved = { $what } { $ticket_no } 已处理完。
notice-ticket-resolved-ask = { $what } { $ticket_no } 已处理完，问题解决了吗？
notice-ticket-closed = { $what } { $ticket_no } 已关闭。要是问题又出现，随时告诉我。
notice-ticket-cancelled = { $what } { $ticket_no } 已取消。有疑问请打服务台 { $phone }。
notice-ticket-merged = { $what } { $ticket_no } 和 { $into } 是同一件事，已合并处理，之后查进度请用 { $into }。
notice-ticket-reopened = { $what } { $ticket_no } 已重新打开，我们会接着处理。
notice-ticket-reason = 说明：{ $reason }
button-fixed = 解决了
button-not-fixed = 还没解决

## 报修
emergency = 请先确保自身安全，马上打园区应急电话 { $emergency }（火警 { $fire }，急救 { $ambulance }）。
repair-ask-problem = 好的，哪里坏了、是什么情况？说一句就行，比如“空调不制冷”“水龙头漏水”。
repair-corrected =
    改好了，工单 { $ticket_no }：
    { $category } · { $where }
repair-correct-late = 工单 { $ticket_no }目前{ $status }，您说的我补充进去了，师傅会看到。
repair-begun = 报修也记下了：{ $category }。
repair-ask-location = 在什么地方？比如“A座3楼301”“B座大堂”“地下车库B2”。说不清楚也没关系，直接告诉我。
repair-ask-location-critical = 您在哪里？哪栋楼、几楼，尽量告诉我。
repair-ask-building = { $where }是在哪栋楼？
repair-ask-room = { $building }的几楼、哪个房间或位置？整栋都这样就说“整栋楼”。
repair-floor-unknown = { $building }没有 { $floor } 楼。
repair-where-open = 位置待确认，师傅会先联系您
repair-reported =
    报修已登记，工单号 { $ticket_no }
    { $category } · { $where }
repair-preferred = 您希望的时间：{ $when }，我们尽量安排。
repair-photos = 有照片可以直接发过来，师傅能提前看到。
repair-joined = 这个问题已经有同事报过了，工单号 { $ticket_no }，目前{ $status }。您也会收到进展通知。
repair-known = 这个问题您已经报过，工单号 { $ticket_no }，目前{ $status }。您刚说的我也记上了。
repair-only-reporter = 工单 { $ticket_no } 是别人报的，您这边可以查进度、催一催；取消、确认或重开要由报修的人来说。
repair-noted = 收到，已经补充到工单 { $ticket_no }。
repair-critical =
    紧急工单 { $ticket_no } 已经开好，值班同事收到了警报。
    { $category } · { $where }
repair-critical-where = 收到，位置已经告诉值班同事：{ $where }。
repair-critical-lost = 明白。值班同事会马上在这里联系您；方便的话请直接打 { $emergency }，说一下周围有什么。
repair-dropped = 好的，这次就不报修了。
repair-stays = 好的，先说到这里。紧急工单 { $ticket_no } 照常处理。
repair-visit-waits = 刚才的访客登记还没说完，我们接着来。
repair-cart-waits = 您的订单还在，我们接着来。
promise-soon = 同事会尽快安排。
promise-within = { $minutes } 分钟内会有人响应。
promise-from = 现在不在服务时间，{ $when } 起安排处理。
promise-by = 最晚 { $when } 前会有人响应。
category-electrical = 电路照明
category-plumbing = 水管卫浴
category-hvac = 空调通风
category-elevator = 电梯
category-network = 网络
category-access_control = 门禁
category-fire_safety = 消防安全
category-security = 安保
category-cleaning = 保洁
category-furniture = 门窗家具
category-landscaping = 绿化
category-parking = 停车设施
category-pest = 虫害
category-other = 其他维修
ticket-engineer = 维修师傅
ticket-status-reported = 已登记，等待派单
ticket-status-triaged = 已受理，正在安排师傅
ticket-status-assigned = 已派给{ $who }
ticket-status-accepted = { $who }已接单
ticket-status-in_progress = { $who }正在处理
ticket-status-waiting_materials = 正在等配件
ticket-status-waiting_tenant = 正在等您答复
ticket-status-resolved = 已处理完，等您确认
ticket-status-confirmed = 已处理完，您已确认
ticket-status-closed = 已完结
ticket-status-cancelled = 已取消
ticket-status-reopened = 已重新打开，正在安排师傅
ticket-subject = { $what } · { $where }
ticket-line =
    { $ticket_no } · { $subject }
    { $status }（{ $since }）
ticket-not-found = 没有找到工单 { $ticket_no }，麻烦核对一下工单号。
track-repair-none = 您现在没有处理中的报修。哪里坏了，直接告诉我就行。
track-repair-last = 您没有处理中的报修。最近一张工单：
repair-urge-which = 要催哪一张工单？
repair-urged = 已经替您催了工单 { $ticket_no }，服务台会优先跟进。目前{ $status }。
repair-urged-already = 工单 { $ticket_no } 一小时内已经催过，同事知道您着急。目前{ $status }。
repair-cancel-which = 要取消哪一张工单？
repair-cancel-sure =
    确定取消这张工单吗？
    { $ticket }
repair-cancelled = 工单 { $ticket_no } 已取消。
repair-kept = 好的，工单 { $ticket_no } 照常处理。
repair-cancel-late = 工单 { $ticket_no } 现在是“{ $status }”，不能取消了。有问题可以说“转人工”。
repair-cancel-none = 您没有可以取消的报修。
repair-confirmed = 修好了就好，谢谢您的确认！
repair-reopened = 抱歉没有一次修好。工单 { $ticket_no } 已重新打开，会再安排师傅过来。
repair-reopen-late = 工单 { $ticket_no } 完结已经超过 7 天，我按新的报修来登记。
photo-attached = 照片已附到工单 { $ticket_no }，师傅能看到。
photo-kept = 收到照片，会和这次报修一起提交。
photo-waits = 收到照片。哪里坏了、在什么地方？说一句，我连照片一起报上去。
photo-too-many = 工单 { $ticket_no } 的照片已经够多了，这次的没有再附上。
button-repair = 报修
button-cancel-repair = 确定取消
button-keep-repair = 先不取消

## 访客
visit-ask-time = 好的，客人哪天、几点到？比如“明天下午三点”“周三到周五”。
visit-ask-hour = { $day }几点到？还没定就说“不确定”，我按 9:00–18:00 登记。
visit-ask-names = 客人怎么称呼？几位一起来，可以一起说，比如“王总等3位”。
visit-ask-plate = “{ $plate }”不像完整的车牌（一般 7 位，新能源 8 位），是不是少了一位？麻烦再发一次；不开车就说“没有”。
visit-ask-headcount = 这次一共几位？
visit-unnamed = 访客
name-self-given = { $name }（自称）
visit-host = 同事
visit-approver = 公司审批人
visit-registered = 访客已登记，登记号 { $visit_no }
visit-asks-approval = 来访 { $visit_no } 已提交，正等{ $approver }审批，有结果马上告诉您。
visit-asks-desk = 来访 { $visit_no } 已提交，要等园区前台确认，同意后才有通行证，有结果马上告诉您。急的话请打 { $phone }。
visit-asks-desk-join = 您在园区的公司如果给过邀请码，发“加入公司 邀请码”，以后登记访客就不用等前台了。
visit-who-when = { $who } · { $when }
visit-who-party = { $names }等 { $headcount } 人
visit-who-erased = 共 { $headcount } 人
visit-hours-daily = { $first }至{ $last }，每天 { $hours }
visit-where = 到访：{ $where }
visit-plate = 车牌：{ $plate }
visit-phone = 电话：{ $phone }
visit-reason = 事由：{ $reason }
visit-pass =
    通行证，转给客人，到园区出示二维码即可：
    { $url }
visit-change-hint = 要改直接说，比如“改到下午四点”“再加一位”；不来了就说“取消访客”。
visit-change = 来访 { $visit_no } 还没有改：刚才说的我没看明白，麻烦把要改的说完整，比如完整的车牌。
visit-changed = 好的，改好了。原来的 { $visit_no } 已取消，它的通行证作废，请把新的转给客人。
visit-changed-waits = 好的，改好了。原来的 { $visit_no } 已取消，它的通行证作废；新的要等审批通过才有通行证。
visit-changed-asked = 好的，改好了，原来的 { $visit_no } 已撤回。
visit-approver-unreached = 不过{ $approver }还没有在这里说过话，我通知不到，麻烦您直接告诉一声；客人先到的话，前台核实后也可以代为同意，电话 { $phone }。
visit-past = 这个时间已经过了。
visit-backwards = 这个时间前后对不上。
visit-too-long = 一次来访最长 { $days } 天，更久的请联系服务台 { $phone }。
visit-too-far = 最多提前 { $days } 天登记，更早的请联系服务台 { $phone }。
visit-too-many-people = 一次最多登记 { $limit } 人，人更多请联系服务台 { $phone }。
visit-too-often = 24 小时内最多登记 { $limit } 次来访，这次没有登记上。急的话请联系服务台 { $phone }。
visit-too-many-wait = 您已有 { $limit } 次来访在等前台确认，这次没有登记上。等有了结果再登记，或请联系服务台 { $phone }。
visit-refused = 这次来访在这里登记不了，请联系服务台 { $phone }，同事会为您说明。
visit-dropped = 好的，这次就不登记了。
visit-repair-waits = 刚才的报修还没说完，我们接着来。
visit-line =
    { $visit_no } · { $who }
    { $when }，{ $status }
visit-status-requested = 等待审批
visit-status-needs-desk = 等待前台确认
visit-status-approved = 已登记，还没到
visit-status-denied = 没有获批
visit-status-checked_in = 已于 { $arrived } 到达
visit-status-checked_out = 已离开
visit-status-cancelled = 已取消
visit-status-expired = 没有等到审批，已失效
visit-status-no_show = 没有来
visit-not-found = 没有找到来访登记 { $visit_no }，麻烦核对一下登记号。
track-visit-none = 您还没有登记过访客。要登记，直接说谁、什么时候来就行。
track-visit-last = 您没有将要到访的客人。最近一次：
visit-cancel-which = 要取消哪一个？
visit-cancel-sure =
    确定取消这次来访吗？
    { $visit }
visit-cancelled = 来访 { $visit_no }（{ $who }）已取消，通行证已作废。
visit-kept = 好的，来访 { $visit_no } 照旧。
visit-cancel-none = 您没有可以取消的来访。
visit-settled = 来访 { $visit_no } 现在是“{ $status }”，不能再改了。
visit-approved = 已同意，{ $host }会收到 { $visit_no } 的通行证。
visit-denied = 已拒绝，我会告诉{ $host }：{ $visit_no } 没有获批。
button-cancel-visit = 确定取消
button-keep-visit = 先不取消
button-drop-visit = 取消这次来访
button-approve-visit = 同意
button-deny-visit = 拒绝
button-visit-pass = 查看通行证

## 访客通知
notice-visit-asks =
    { $host }登记了访客，请您审批：{ $visit_no }
    { $who } · { $when }
notice-visit-asks-host =
    { $who }在前台，说来找您，请他进来吗？
    { $visit_no } · { $when }
notice-visit-approved = 您的来访登记 { $visit_no } 已获批：{ $who }，{ $when }。
notice-visit-denied = 很抱歉，来访登记 { $visit_no }（{ $who }，{ $when }）没有获批。
notice-visit-cancelled = 来访 { $visit_no }（{ $who }，{ $when }）已取消，通行证已作废。有疑问请打服务台 { $phone }。
notice-visit-expired = 来访登记 { $visit_no }（{ $who }，{ $when }）一直没有等到审批，已失效。
notice-visit-no-show = { $who }没有来（{ $when }），来访 { $visit_no } 已结束。改期的话，再登记一次就行。
notice-visit-arrived = { $who }到了（{ $visit_no }）。
notice-visit-lost-right = 说明：您已不在登记时的公司，以该公司名义邀请的来访不再有效。
notice-visit-reason = 说明：{ $reason }

## 转人工
handed-off = 好的，已经为您转人工。
handed-off-waits = 您已经在排队了。
answered-now = 马上有同事在这里回复您。着急请打 { $phone }。
answered-after = 前面还有 { $ahead } 位，轮到您时同事会在这里回复。着急请打 { $phone }。
answered-from = 现在不在服务时间，{ $when } 起有同事在这里回复您。着急请打 { $phone }。
out-of-scope-in-form = 抱歉，这句我没听明白。
out-of-scope-handed-off = 抱歉，还是没听明白。我已经把您转给服务台同事。
complaint-taken = 实在抱歉让您有不好的体验。投诉已登记，编号 { $ticket_no }，24 小时内给您答复，也已经转给服务台同事。
bot-down-handed-off = 我这边还没恢复，已经把您转给服务台同事，他们会在这里回复您。着急请打 { $phone }。
button-person = 转人工

## 评价
rating-ask = 这次服务您打几分？1 到 5 分，也可以顺便说两句，比如“4分，来得有点慢”。
rating-thanks = 谢谢您的评价！
rating-sorry = 谢谢您告诉我们，很抱歉这次没做好。需要的话，可以转人工让同事跟进。
rating-over = 这次服务已经评过了，谢谢您！

## 绑定渠道
link-code =
    绑定码：{ $code }
    10 分钟内在另一个渠道（比如微信、网页）把它发给我，两边都确认以后，就认您为同一个人，订单、报修、访客互通。请只自己用，不要发给别人。
link-done = 绑定好了！两边现在认您为同一个人：订单、报修、访客哪边都能查，通知发到您最近说话的那边。
link-offer = 这个绑定码是在{ $channel }要的，那边的人自称{ $name }，从 { $since } 起跟我们聊。绑定以后，两边的订单、报修、访客和登记的公司都合在一起，两边都看得到。那边也是您本人吗？如果是别人让您来点的，请选“先不绑定”。
link-nameless = （没留名字）
link-agreed = 好的，还要在要绑定码的那一边点一下“是我，绑定”，{ $minutes } 分钟内有效。点之前什么都不会合并。
link-is-it-you = 有人在{ $channel }输入了您的绑定码，自称{ $name }，从 { $since } 起跟我们聊。绑定以后，两边的订单、报修、访客和登记的公司都合在一起，两边都看得到。那边是您本人吗？{ $minutes } 分钟内有效。
link-is-it-you-company = 绑定以后，登记的公司是：{ $company }。
link-refused = 那一边没有同意，什么都没有绑定。
link-over = 这次绑定已经结束了，什么都没有改动。要绑定的话，请在另一个渠道重新说“绑定”。
link-wrong =
    { $left ->
        [0] 这个绑定码不对，或者已经过期了。输错的次数有点多，请一小时后再试。
       *[other] 这个绑定码不对，或者已经过期了。请回到另一个渠道说“绑定”，重新拿一个。还可以再试 { $left } 次。
    }
link-tries-spent = 绑定码输错太多次了，请一小时后再试，着急请打服务台 { $phone }。
link-same-conversation = 这个绑定码要发到另一个渠道去，在这里发没有用。
link-already-one = 两边已经绑定在一起了，不用再绑。
link-which-company = 两边登记的公司不一样：{ $first } 和 { $second }。绑定后算哪一家？
link-which-company-found = 微信告诉我们，您在另一个渠道也跟我们聊过，但两边登记的公司不一样：{ $first } 和 { $second }。绑定在一起的话，算哪一家？
link-not-done = 好的，没有绑定。
unlink-sure = 解绑之后，每个渠道各算一个人，各管各的订单、报修和访客。确定解绑吗？
unlink-done = 已经解绑，每个渠道现在各管各的。
unlink-none = 您这边没有绑定别的渠道。
unlink-kept = 好的，还绑定着。
button-not-me = 不是我，解绑
button-link = 是我，绑定
button-not-link = 先不绑定
button-unlink = 确定解绑
button-keep-linked = 先不解绑
channel-webchat = 网页聊天
channel-wechat = 微信公众号
channel-miniapp = 微信小程序
channel-miniprogram = 微信小程序客服
channel-wecom = 企业微信
channel-wecom_kf = 微信客服
channel-console = 终端

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
