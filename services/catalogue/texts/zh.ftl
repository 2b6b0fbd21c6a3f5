### 菜单和商店，说给租户的话。与 en.ftl 逐条对应。

## 菜单
menu-title = { $outlet }{ $meal }：
menu-category = 【{ $category }】{ $items }
menu-item = { $name } { $price }
menu-sold-out = { $name }（已售完）
menu-hint = 想要哪样直接说，比如“两份{ $example }”。
menu-none = { $meal }暂时没有供应的菜品。
menu-closed = 近几天不接单
menu-service-missed = { $hours }（今天的已截单）
menu-service = { $slots } 供应，{ $cutoff } 前下单
menu-service-open = { $slots } 供应，提前 { $lead } 分钟下单
meal-breakfast = 早餐
meal-lunch = 午餐
meal-dinner = 晚餐
meal-all_day = 全天

## 租户问菜
food-contains = { $name }含有：{ $allergens }。
food-contains-none = 按{ $outlet }登记的资料，{ $name }不含 14 类常见过敏原。
food-contains-too = 另外还含有：{ $allergens }。
food-allergens = 过敏原：{ $allergens }。
food-has = 有的，{ $name }里有{ $allergens }。
food-has-not = 按{ $outlet }登记的资料，{ $name }里没有{ $allergens }。
food-traces = 厨房里微量残留排除不了；过敏严重的话，请先问{ $outlet }。
food-diet-vegan = { $name }是纯素的，不含蛋奶。
food-diet-vegetarian = { $name }是蛋奶素：没有肉和鱼，但有蛋、奶或蜂蜜，不是纯素。
food-diet-neither = { $name }不是素的。
food-spice-0 = { $name }不辣。
food-spice-1 = { $name }微辣。
food-spice-2 = { $name }中辣。
food-spice-3 = { $name }很辣。
food-calories = { $name }一{ $unit }约 { $calories } 千卡（不算加料）。
food-which = 想知道哪一样的？说一下菜名就行。
allergen-gluten = 含麸质的谷物
allergen-crustaceans = 甲壳类（虾、蟹）
allergen-eggs = 蛋类
allergen-fish = 鱼类
allergen-peanuts = 花生
allergen-soybeans = 大豆
allergen-milk = 奶类
allergen-nuts = 坚果
allergen-celery = 芹菜
allergen-mustard = 芥末
allergen-sesame = 芝麻
allergen-sulphites = 亚硫酸盐
allergen-lupin = 羽扇豆
allergen-molluscs = 软体类（贝、鱿鱼）
wish-diet-vegan = 纯素
wish-diet-vegetarian = 素食
wish-mild = 不辣
wish-hot = 辣的
wish-most = { $sum } 以内
wish-without = 不含{ $allergens }
wish-cheap = 最便宜的
menu-fits = { $meal } · { $wishes }：
menu-fits-outlet = { $outlet }：{ $items }
menu-fits-none = { $meal }没有找到符合的：{ $wishes }。
menu-fits-unknown = 另有 { $count } 样没有登记，没算进来。
menu-fits-careful = 以上依据各餐厅登记的资料；厨房里微量残留排除不了，过敏严重的话请先问清楚。
recommend-title = { $meal }可以试试：
recommend-often = { $name } { $price }，近 30 天有 { $count } 单点了它。{ $description }
recommend-plain = { $name } { $price }。{ $description }

## 逛店
shop-open = { $outlet }（{ $place }），今天 { $hours } 营业。
shop-closed-now = { $outlet }（{ $place }），今天 { $hours } 营业，现在没开门，可以先下单。
shop-closed-today = { $outlet }（{ $place }），今天不营业，可以先订开门以后的。
shop-which-shelf = 想看哪一类？也可以直接说要什么，比如“有没有雨伞”。
shop-shelf = { $name }（{ $goods }）
shop-shelf-title =
    { $pages ->
        [1] 【{ $name }】
       *[other] 【{ $name }】第 { $page }/{ $pages } 页
    }
shop-shelf-empty = “{ $name }”这一类现在没有商品。
shop-none = 园区里暂时没有可以在这里下单的商店。
shop-found = 有这些：
shop-not-found = 没有找到“{ $words }”。
shop-line = { $name } { $price }/{ $unit }{ $more }
shop-sold-out = 已售完
shop-few = 只剩 { $left } { $unit }
shop-least = { $least } { $unit }起订
item-sold-out = { $name }现在没有货。
button-order-it = 来 { $quantity } { $unit }
button-next-page = 下一页

## 到货提醒
button-watch = 到货告诉我
button-unwatch = 不用提醒了
watching = 好的，{ $name }到货了我马上告诉您。
watch-over = 好的，{ $name }到货不再提醒您。
watch-not-needed = { $name }现在就有货：
notice-back-in-stock = { $name }到货了，{ $price }。
notice-back-in-stock-left = { $name }到货了，{ $price }，现有 { $left } { $unit }。

## 怎么拿
ask-fulfilment = 放快递柜、送到工位，还是到店自取（{ $place }）？
ask-location-desk = 送到哪个工位？比如“A座3楼301”。
ask-locker = 放哪个快递柜？
locker-at = { $locker }（{ $place }）
locker-not-there = { $building }座没有快递柜，有的是：{ $banks }。
locker-not-offered = { $outlet }不放快递柜。
button-locker = 放快递柜
button-desk = 送到工位
button-counter = 到店自取
where-counter = 到店自取：{ $outlet }，{ $place }
where-locker = 放进{ $locker }（{ $place }）
payment-counter = 取货时付款
track-box = { $locker } { $box } 号格，取件码 { $code }
notice-ready-counter = { $order_no } 备好了，请到{ $place }取货。取货号 { $number }。
notice-ready-desk = { $order_no } 备好了，马上给您送到工位。
notice-ready-locker =
    { $order_no } 已放进{ $locker } { $box } 号格，取件码 { $code }。
    柜子在{ $locker_place }。
notice-ready-locker-full = { $order_no } 备好了。{ $locker }已经放满，东西先留在{ $place }，请到店来取。取货号 { $number }。
notice-box-emptied = { $order_no } 已由工作人员从{ $locker }取出，原来的取件码不能用了。请到{ $place }领取。

## 过期的购物车
cart-expired = 之前的购物车（{ $items }）放了一天没有下单，已经清空了。要照原样再放回去吗？
refill-added = 已经放回购物车：
button-refill = 放回去

## 发票
ask-invoice = 发票开给谁？请发公司抬头和税号，比如“启明科技有限公司，9144…”；个人发票说“个人”。
ask-invoice-again = 发票还开给上次的抬头吗？换一个的话，请发抬头和税号。
ask-invoice-number = { $title }的税号是多少？18 位统一社会信用代码。
button-invoice-same = 同上次：{ $title }
button-invoice-personal = 个人
button-invoice-none = 不要发票
invoice-personal = 个人
invoice-company = { $title }（{ $tax_no }）
invoice-open = 抬头待填
invoice-short = 发票：{ $invoice }
invoice-noted = 好的，这单开发票：{ $invoice }。
invoice-noted-placed = 好的，订单 { $order_no } 开发票：{ $invoice }，已经告诉{ $outlet }。
invoice-declined = 好的，这单不开发票。
invoice-placed-stays = 订单 { $order_no } 的发票信息已经交给{ $outlet }，不开的话请打服务台 { $phone }。
invoice-no-order = 您手上没有进行中的订单。要开发票，下单时说一声就行；以前的订单请打服务台 { $phone }。
tax-number-length = 税号应该是 { $length } 位，您发的是 { $given } 位，麻烦核对一下。
tax-number-character = 税号里不会有“{ $character }”这个字符（不用 I、O、S、V、Z），麻烦核对一下。
tax-number-form = 这个税号的格式不对：第 3 到 8 位应该是数字。麻烦核对一下。
tax-number-check = 这个税号的最后一位校验码对不上，应该有哪一位抄错了，麻烦核对一下。

## 菜单表格
menu-sheet-missing = 这一格必填
menu-sheet-unfit = “{ $said }”不合适
menu-sheet-twice = { $said } 在表里出现了两次
menu-sheet-unknown-item = 菜单表里没有“{ $said }”
menu-sheet-unknown-column = 没有“{ $said }”这一列
menu-sheet-no-column = 缺少“{ $said }”这一列
menu-sheet-too-many = 超过 { $said } 行
menu-sheet-too-big = 文件太大，最多 5 MB
menu-sheet-no-workbook = 这不是表格文件，请另存为 .xlsx
menu-sheet-empty = 表里没有商品
menu-sheet-refused = { $said }
