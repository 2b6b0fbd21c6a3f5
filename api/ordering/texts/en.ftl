### Carts and orders, as the API speaks of them. Key for key with zh.ftl.

problem-quantity-refused = { $why ->
    [too_many] The most you can order of { $name } is { $allowed }.
    [too_few] The least you can order of { $name } is { $allowed }.
   *[stock] { $allowed ->
        [0] { $name } is sold out.
       *[other] Only { $allowed } of { $name } left.
    }
}
problem-fulfilment-refused = This outlet doesn't offer that. Please choose another way.
problem-no-locker-there = There is no locker in that building. Please choose another one.
problem-tax-number-invalid = That tax number isn't right. Please check it: it is the 18-character unified social credit code.
problem-slot-refused = { $why ->
    [full] That time is fully booked. Please choose another one.
    [closed] It's too late to order for that time. Please choose another one.
   *[other] What's in your cart isn't served at that time. Please choose another one.
}
problem-no-common-meal = These dishes are never served at the same meal, so they can't be one order.
problem-empty-cart = There is nothing in this cart.
problem-incomplete = Something is still missing before the order can be placed.
problem-out-of-stock = { $left ->
    [0] { $name } has just sold out. Nothing was ordered.
   *[other] Only { $left } of { $name } left. Nothing was ordered.
}
problem-not-entitled = Your company has no account that this could be charged to.
problem-limit-reached = That goes above your company's limit for this month.
problem-nobody-to-ask = Nobody of your company can be asked for this. Please pay it yourself, or call the service desk.
problem-not-paid = This order is placed by paying for it: pay first.
problem-nothing-to-pay = There is nothing to pay for this order just now.
problem-payment-over = The time to pay is over. Please try again in a moment.
problem-payment-refused = WeChat Pay didn't take it. Please pay in another way, or call the service desk.
problem-payer-unknown = Please pay from the mini-program in WeChat.
problem-order-held = This order waits for your manager's approval, or for you to pay.
problem-price-changed = Prices have just changed. Please look at the cart again before you order.
shortcut-order_food = Order food
shortcut-order_goods = Shop
shortcut-my_orders = My orders
problem-already-complained = You have told us about this order already; the ticket says what becomes of it.
problem-not-rateable = This order cannot be rated yet: come back once you have it.
problem-nothing-to-complain-of = There is nothing to report of this order: it has not come yet, or was cancelled.
