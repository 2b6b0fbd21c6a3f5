### 订餐和订单，说给租户的话。与 en.ftl 逐条对应。

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
item-asked-which = 您问的是哪一样？
item-missing = 想要哪一样、几份？直接说菜名就行，或者说“看菜单”。
line-not-in-cart = 单子里没有{ $name }，没有改动。
quantity-too-many = { $name }一次最多订 { $allowed } { $unit }，{ $wanted } { $unit }太多了，没有加上。
quantity-too-few = { $name } { $allowed } { $unit }起订，{ $wanted } { $unit }订不了，要 { $allowed } { $unit }吗？
quantity-stock = { $name }只剩 { $allowed } { $unit }了，没有加上。
quantity-none-left = { $name }已经售完了，没有加上。
quantity-take = 就要 { $allowed } { $unit }
quantity-each = 还不知道一共几位。{ $name }总共要多少？
quantity-for-all = { $count } { $unit }
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
order-add-or-new = 订单 { $order_no }（{ $when }，{ $items }）已经下好了。{ $more }要加进这一单，还是另下一单？
button-add-to-order = 加进 { $order_no }
button-new-order = 另下一单
order-nothing-added = 好的，订单 { $order_no } 不动，没有加。

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
phone-invalid = 这个号码好像不对（手机号是 11 位），麻烦核对一下；如果没错，再发一次，我就照这样记下。
pickup-not-offered = { $outlet }不能自取。送到哪里？
delivery-not-offered = { $outlet }不送餐，到{ $place }自取可以吗？
slot-closed = { $when } 已经过了下单时间（{ $closed } 截止）。
slot-full = { $when } 已经约满了。
slot-not-served = 您点的这几样在那个时间不供应。
slot-too-far = 最多可以提前 { $days } 天下单。
slot-past = { $when } 已经过了。
slot-which-day = 今天的 { $clock } 已经过了，您要哪一天的？
slot-repeats = 现在每次只能订一单，还不能每天或每周自动下单。
no-common-meal = 这几样不在同一餐供应，没法放在一单里：{ $items }。去掉哪一样？
confirm-change = 好的，先不下单。想改什么直接说，比如“改成三份”“换到B座201”“12点半送”；不要了就说“取消”。
confirm-not-yet = 好，先不下单，购物车给您留着。确定了请点“确认下单”，或者回复“确认”。
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
    下单成功！订单号 { $order_no }{ $number ->
        [none] {""}
       *[other] ，取餐号 { $number }
    }
    { $when }
    { $where }
    合计 { $total }（{ $payment }）。{ $outlet }接单后我会告诉您。
placed-elsewhere = 这一单您已经在别处下好了，订单号 { $order_no }，不用再选。
placed-next = 接下来是{ $outlet }的这一单：
out-of-stock = 很抱歉，{ $name }只剩 { $left } { $unit }了，这单还没有下。要改成 { $left } { $unit }，还是换一样？
sold-out = 很抱歉，{ $name }刚刚售完，这单还没有下。换一样，或者去掉它？
price-changed = 价格刚刚有变动，这是最新的单子，请再确认一下：
deny-in-order = 好的，这单还没有下。要取消吗？
wanted-not-sold = 这里没有找到您要的，所以什么都没加。看看菜单或商店里有没有别的合适的？
cart-rests = 您之前选的{ $items }还没有下单，先给您留着：要继续就说“继续下单”，不要了就说“取消订单”。
button-go-on-ordering = 继续下单

## 对购物车和订单做的事
order-note = 备注：{ $note }
cart-emptied = 单子里没有东西了。想要什么直接说；要找回来就说“恢复”。
cart-restored = 加回来了：
cart-back = 刚才的单子找回来了：
cart-given-up = 好的，这单不要了（{ $items }），什么都没有下。
edit-nothing-changed = 本来就是这样，没有改动。
order-amended =
    订单 { $order_no } 改好了，现在是：
    { $lines }
    { $when }
    { $where }
    合计 { $total }。{ $outlet }接单后我会告诉您。
order-amend-late = 订单 { $order_no } { $status }，这里改不了了。可以帮您申请取消，或者转人工。
order-amend-over = 订单 { $order_no } { $status }，已经没有什么可改的了。
order-amend-paid = 订单 { $order_no } 已经用微信支付付了 { $total }，没法直接改。可以先取消，钱退回去，再重新下一单。
order-amend-empty = 这样订单 { $order_no } 就什么都不剩了。要取消整单吗？要的话说“取消订单”。
order-amend-lacks =
    { $lacks ->
        [phone] 订单 { $order_no } 还没有手机号，这样改需要一个：请把要改的和手机号一起再说一遍。
        [location] 这样改需要知道送到哪里：请把要改的和地点一起再说一遍，订单 { $order_no } 先不变。
        [slot] 这样改需要知道什么时候要：请把要改的和时间一起再说一遍，订单 { $order_no } 先不变。
       *[other] 这样改还缺信息，订单 { $order_no } 先不变。
    }
order-payment-stays = 订单 { $order_no } 的付款方式不变：{ $payment }。想换一种付法，要先取消再重新下单。
order-enough = 单子里已经有 { $pieces } 份了。
order-back = 订单 { $order_no } 已经取消过了，我把它放回购物车，您确认后重新下单。
order-back-already = 订单 { $order_no } 的东西已经放回过购物车了，看一下购物车，确认后就重新下单。
order-until = { $outlet } { $when } 的单，{ $until } 前都可以下。
option-not-offered = { $name }不能这样做，可以选：{ $options }。
option-none-offered = { $name }只有一种做法，没有可选的。
option-noted = { $name }没有“{ $note }”这个选项，已经替您写进备注，厨房能不能照做要看情况。
slot-instead = 这些时间可以：
deny-change = 好的，那要怎么改？
restore-nothing = 最近半小时里没有可以找回来的。
reorder-none-that-day = 那天没有可以照着再来一份的订单。想要点什么？
fee-none = 送餐不另外收费，单子上多少就是多少。
item-price = { $name } { $price }
item-extras = 加料：{ $extras }
item-options = { $name }可以选：{ $options }。
item-spice = { $name }的辣度可以选：{ $options }。
item-there = { $name }有的。
item-left = { $name }有，还剩 { $left } { $unit }。
item-not-known =
    这个我不知道：{ $outlet }没有登记{ $name }{ $what ->
        [allergen] 有哪些过敏原
        [diet] 是不是素的
        [spice] 辣不辣
        [calories] 的热量
       *[other] 里有什么
    }。要我去问问吗？
item-known-options = 我知道的是它可以选：{ $options }。
item-question =
    { $of ->
        [allergen] 里面有什么过敏原？
        [spice] 辣不辣？
        [diet] 是不是素的？
        [calories] 有多少热量？
       *[other] 里面有什么？
    }
button-ask-vendor = 问问{ $outlet }
button-not-needed = 不用了
button-recommend = 推荐一下
ask-recommend = 推荐一个菜
button-order-this = 来一份{ $name }
button-ask-person = 转人工
ask-vendor-not = 好的，那就不问了。
asked-vendor = 您的问题转过去了（{ $ticket_no }）。服务台会去问{ $outlet }，有答复就在这里告诉您。

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
notice-accepted =
    { $expected ->
        [none] { $outlet }已接单：{ $order_no }，{ $when }。
       *[other] { $outlet }已接单：{ $order_no }，{ $when }。商家预计{ $expected } 左右好。
    }
notice-reduced =
    很抱歉，{ $outlet }没有{ $items }了（{ $reason }），已从订单 { $order_no } 里去掉。其余照常准备，现在合计 { $total }，{ $payment ->
        [company_account] 差额已退回公司账户。
        [wechat_pay] 差额正在退回您的微信支付。
       *[other] 到时按这个数付款。
    }如果不想要了，说“取消订单”就行。
notice-estimated = { $outlet }更新了时间：{ $order_no } 预计{ $expected } 左右好。
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
    }{ $expected ->
        [none] {""}
       *[other] 预计{ $expected } 左右好。
    }
notice-ready-pickup = { $order_no } 做好了，请到{ $place }取餐。取餐号 { $number }。
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
notice-cancelled-by-desk = { $outlet }一直没有接单，服务台已经帮您取消了订单 { $order_no }。原因：{ $reason }
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

## 用餐以后
complaint-what =
    { $what ->
        [missing] 少送了：{ $items }
        [wrong] 送错了：{ $items }
        [quality] { $items ->
            [none] 质量有问题
           *[other] 质量有问题：{ $items }
        }
        [late] 送晚了
       *[other] 这一单有问题
    }
after-which = 是订单 { $order_no }（{ $items }）吗？少送、送错或有质量问题，点下面说明是哪一样、拍张照，服务台一天内答复；核实后按付款方式退。
after-taken = 很抱歉。订单 { $order_no }（{ $items }）的问题已登记，编号 { $ticket_no }，商家和服务台都会看到，一天内答复您。点下面可以补充、加照片。
after-known = 订单 { $order_no }（{ $items }）的问题已经登记过，编号 { $ticket_no }，目前{ $status }。要补充点下面。
after-settled = 订单 { $order_no }（{ $items }）的问题（{ $ticket_no }）已经处理过，目前{ $status }。还没解决就点下面说明。
after-not-yet = 订单 { $order_no }（{ $items }）还没有交到您手上。不要了可以取消，付过的钱原路退回。
after-none = 没有查到您这两天收到的订单，所以没有可退的。是别的情况，服务台同事可以帮您查。
after-open-order = 说明问题
after-open-ticket = 查看、补充
notice-completed-rate =
    { $kind ->
        [shopping] { $order_no } 已完成，谢谢惠顾！用过以后，点几颗星告诉我们怎么样。
       *[other] { $order_no } 已完成，慢用！吃完点几颗星，告诉我们怎么样。
    }

button-catering = { $name } ×{ $count }
