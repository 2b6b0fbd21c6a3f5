### What the API says. Key for key with zh.ftl.

## Why something was not done
problem-other = That can't be done.
problem-internal = Something went wrong on our side. Please try again in a moment.
problem-bad-request = The request can't be understood.
problem-method-not-allowed = That isn't possible here.
problem-unauthorized = Please sign in again.
problem-login-refused = That sign-in doesn't hold any more. Please start over.
problem-not-configured = This way isn't set up here.
problem-not-found = We can't find that.
problem-invalid = Some of what was entered doesn't fit. Please check it.
problem-conflict = That isn't possible at the moment: something has changed meanwhile. Please look again.
problem-illegal-transition = That isn't possible any more: the state has changed meanwhile. Please look again.
problem-idempotency-mismatch = This key was used for another request already.
problem-too-large = That is too much at once.
problem-unsupported-media-type = That kind of content isn't read here.
problem-too-many-requests = That was a little fast. Please wait { $retry_after ->
    [one] one second
   *[other] { $retry_after } seconds
} and try again.
problem-unavailable = The service is busy for a moment. Please try again shortly.
problem-bad-upload = The upload isn't complete. Please choose the photos again.
problem-photo-type = Only photos can be sent: JPEG, PNG or WebP.
problem-photo-too-large = That photo is too large. Each may have up to 10 MB and 40 megapixels.
problem-photo-broken = That photo can't be opened; the file may be damaged. Please choose another one.
problem-too-many-photos = There are enough photos for now.

## Carts and orders
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
problem-building-unknown = The park has no such building.
problem-floor-unknown = Building { $building } has no floor { $floor }.
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

## Kinds of notices
notices-order = Orders
notices-repair = Repairs and complaints
notices-rating = Being asked for a rating
notices-stock = What is back in stock
notices-visit = Visitors

## The first page
shortcut-order_food = Order food
shortcut-order_goods = Shop
shortcut-my_orders = My orders
shortcut-report_repair = Report a repair
shortcut-register_visitor = Invite a visitor
shortcut-ask = Ask the park

## The conversation
problem-text-empty = The message is empty. Please write something.
problem-text-too-long = That message is over { $limit } characters. Please send it in parts.
problem-guest-limit = That is as much as somebody who has not said who they are may do within an hour. Join your company or sign in by WeChat, or please wait { NUMBER($retry_after) } s.
problem-too-many-waiting = Your earlier messages are still being answered. Please send this one again in a moment.

## Repairs
problem-place-needed = Where is it? A building, or a spot that everybody knows, is needed.
problem-only-reporter = Only whoever reported this can do that.
problem-too-late = That was closed more than seven days ago. Please report it anew.
problem-already-rated = You've rated this already. Thank you!

## Visitors
problem-visitor-blocked = This visit can't be registered here. Please call the service desk.
problem-too-many-visits = You can register { $limit } visits in 24 hours.
problem-too-many-waiting = { $limit } of your visits are still waiting for reception. Please wait for an answer first.

## My data
problem-still-under-way = Something of yours is still under way. Please finish or cancel it first.

## The document as a page
page-raw = OpenAPI 3.1
page-base = Everything is under
page-contents = Contents
page-open = Needs no token.
page-parameters = Parameters
page-must = needed
page-body = Body:
page-answers = Answers
page-schemas = Shapes
