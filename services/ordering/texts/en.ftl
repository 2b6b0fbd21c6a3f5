### Ordering: what tenants read. The same keys as zh.ftl.

## Cart
cart-added = Added:
cart-now = Your order so far:
cart-line = { $quantity } × { $name }{ $extra }  { $price }
cart-extra = {" "}({ $wishes })
cart-total = Total { $total }
cart-empty = Your cart is empty. What would you like? Say "menu" or "shop" and I'll list it.
cart-other-outlet = { $items }: that comes from { $outlet }, so it will be an order of its own. Let's finish this one first.
item-unknown-maybe = I couldn't find "{ $name }". Did you mean:
item-unknown-plain = Sorry, I couldn't find "{ $name }". Say "menu" to see what there is today.
items-left-out = { $count } more were not added, such as { $names }. Please send those again separately.
too-much-at-once = That was a lot for one message. Please send the rest separately.
guest-limit-order = Until I know who you are, it can be { $limit } orders in an hour that are paid on pickup. Join your company (say "join company" and its code) or write on WeChat, and there is no limit. If it is urgent, call the desk: { $phone }.
guest-limit-piece = Until I know who you are, orders that are paid on pickup can be { $limit } pieces in an hour. Make it fewer, or join your company or write on WeChat first. If it is urgent, call the desk: { $phone }.
guest-limit-ticket = Until I know who you are, it can be { $limit } reports in an hour, so I did not take this one. Please report it a little later, or call the desk if it is urgent: { $phone }.
guest-limit-handoff = You have asked for a person as often as I can pass on within an hour. If it is urgent, please call the desk: { $phone }.
guest-limit-photo = Until I know who you are, it can be { $limit } photos in an hour. Please send more a little later.
item-which = There are several kinds of "{ $name }". Which one?
item-asked-which = Which one do you mean?
item-missing = What would you like, and how many? Just name the dish, or say "menu".
line-not-in-cart = { $name } isn't in your order, so I changed nothing.
quantity-too-many = The most you can order of { $name } is { $allowed }; { $wanted } is too many, so I didn't add it.
quantity-too-few = { $name } comes in orders of { $allowed } or more, so { $wanted } isn't enough. Shall I take { $allowed }?
quantity-stock = Only { $allowed } of { $name } left, so I didn't add it.
quantity-none-left = { $name } is sold out, so I didn't add it.
quantity-take = Take { $allowed }
quantity-each = You haven't said how many of you there are. How many { $name } in all?
quantity-for-all = { $count }
draft-discarded = All right, I've dropped it. Nothing was ordered.
dropped-everything = All right, I've dropped { $things }.
dropped-cart = the order that wasn't placed yet ({ $items })
dropped-repair = the unfinished repair report
dropped-visit = the unfinished registration
cancel-placed-sure = Order { $order_no } ({ $items }) is placed already. Shall I cancel it, too?
button-cancel-order = Cancel the order
button-keep-order = Keep it
order-kept = All right, order { $order_no } stays.
order-reopened = Order { $order_no } wasn't accepted yet, so I've taken it back and changed it. It counts again once you confirm:
order-add-or-new = Order { $order_no } ({ $when }: { $items }) is placed already. Shall I add { $more } to it, or make it a new order?
button-add-to-order = Add to { $order_no }
button-new-order = A new order
order-nothing-added = All right, order { $order_no } stays as it is; I've added nothing.

## Checkout
noted = Noted.
ask-location = Where should it go? For example "A-301"; or say "pick up" to fetch it yourself.
ask-location-room = Which floor and room in { $building }?
ask-location-building = Which building is { $where } in?
ask-location-fetch-only = { $outlet } is pick-up only ({ $place }). Is that all right?
ask-slot = When would you like it? You can choose:
ask-slot-none = There is no slot open for ordering in the next few days.
ask-phone = Could I have a phone number, so that they can reach you at the door?
ask-confirm =
    For { $when }, { $where }
    Total { $total }, { $payment }
    Shall I place the order?
where-delivery = to { $where }
where-pickup = pick up at { $outlet }, { $place }
phone-short = Phone { $phone }
payment-on_pickup = pay on delivery
payment-pickup = pay when you pick it up
payment-company = charged to { $company } ({ $left } left this month)
payment-company-above = charged to { $company } ({ $left } left this month; { $over } above it, so the manager has to approve)
payment-not-entitled = I know of no company account that you can use, so this one you would pay yourself. If your company has one, ask the service desk ({ $phone }) for a code and send me "join company" with it.
payment-account-gone = The company account can't be used any more, so I've changed this to paying yourself. Please confirm again:
payment-wechat_pay = by WeChat Pay
payment-no-wechat = WeChat Pay isn't available yet. For now you pay the vendor when you get your order.
payment-no-wechat-yet = WeChat Pay isn't available yet. You can pay when you get your order, or charge it to your company.
wechat-pay-elsewhere = WeChat Pay works inside WeChat, not here: order in the park's mini-program in WeChat and you can pay with it. To order here and pay there, say "link my account" over in WeChat and send the code here. How this order is paid stays as it is.
wechat-pay-unlinked = WeChat Pay works in the park's mini-program, which doesn't know you yet: just order there. To order here and pay there, say "link my account" in the mini-program's chat and send the code here. How this order is paid stays as it is.
wechat-pay-open = Open the mini-program
wechat-pay-now = Order { $order_no } is kept for you, { $sum } in all. Please pay before { $until }; it is placed as soon as you have.
wechat-pay-now-elsewhere = Order { $order_no } is kept for you, { $sum } in all. WeChat Pay works inside WeChat: please open the park's mini-program before { $until } and pay under "My orders". It is placed as soon as you have.
wechat-pay-go = Pay { $sum }
wechat-pay-gone = WeChat Pay isn't available any more, so I've changed this to paying on pickup. Please confirm again:
button-wechat-pay = WeChat Pay
button-pay-on-pickup = Pay on pickup
button-pay-self = I'll pay myself
button-pay-self-now = Don't wait, I'll pay
button-charge-company = Charge the company
spending-asked =
    This is { $total }, which is { $over } above what your company has left this month, so it isn't placed yet. I've asked { $manager } to approve it ({ $order_no }) and will tell you at once, at the latest { $until }.
    Meanwhile you can go on and order something else.
spending-asked-unheard =
    This is { $total }, which is { $over } above what your company has left this month. { $manager } has to approve it ({ $order_no }), but I can't reach them here.
    Please tell them yourself, or have the service desk ({ $phone }) confirm it for them, by { $until } at the latest.
spending-nobody = This is { $over } above what your company has left this month, and nobody is named to approve it (the service desk, { $phone }, can set that). I've changed it to paying yourself. Please confirm again:
spending-yourself = This is { $total }, which is { $over } above this month's limit. You are the company's manager: do you approve it? ({ $order_no }, until { $until })
spending-approved = Approved. { $who }'s order { $order_no } is placed.
spending-own-placed = Approved. Order { $order_no } is placed; I'll tell you when { $outlet } accepts it.
spending-approve-failed = Approved, but { $why }, so { $order_no } isn't placed. { $who } will hear of it.
spending-denied = All right, { $order_no } isn't approved. I'll tell { $who }.
spending-own-denied = All right, { $order_no } isn't placed. Would you like to pay it yourself?
spending-settled = { $order_no } { $status }; no answer is needed any more.
spending-status-approved = has been approved already
spending-status-denied = has been declined already
spending-status-expired = has expired, as orders are closed
spending-status-withdrawn = was taken back by who ordered it
join-done = Done: you belong to { $company } now.
join-done-account = Done: you belong to { $company } now. When you order, say "charge it to the company" to put it on its account.
join-wrong = That code isn't right, or it has been used or is over. You can try { $left } more times. If you have none, ask the service desk on { $phone }.
join-tries-spent = Too many wrong codes. Please try again in an hour, or ask the service desk on { $phone }.
join-already-there = You belong to that company already. The code hasn't been used up.
location-unknown = I can't find { $where } in the park. Our buildings are { $buildings }.
floor-unknown = { $building } has no floor { $floor }. Which floor and room should it go to?
phone-invalid = That number doesn't look right. Could you check it? If it is right, send it once more and I'll note it as it is.
pickup-not-offered = { $outlet } doesn't do pick-up. Where should it go?
delivery-not-offered = { $outlet } doesn't deliver. Is picking it up at { $place } all right?
slot-closed = It's too late to order for { $when } (orders closed at { $closed }).
slot-full = { $when } is fully booked.
slot-not-served = What's in your order isn't served at that time.
slot-too-far = Orders are taken up to { $days } days ahead.
slot-past = { $when } has already passed.
slot-which-day = { $clock } has already passed today. Which day would you like it?
slot-repeats = I can only take one order at a time, not one that repeats every day or week.
no-common-meal = These are never served at the same meal, so they can't be one order: { $items }. Which one shall I drop?
confirm-change = All right, not yet. Tell me what to change, such as "make it three", "to B-201 instead" or "at 12:30"; or say "cancel".
confirm-not-yet = Nothing is ordered yet; your cart stays as it is. When you are sure, press "Place order" or write "confirm".
button-confirm = Place order
button-change = Change it
button-cancel = Cancel
button-pickup = Pick up
button-deliver-there = Deliver to { $place }
button-menu = Menu
button-shop = Shop
button-track = My orders
button-keep = Keep it
placed =
    Order placed: { $order_no }{ $number ->
        [none] {""}
       *[other] {" "}(pick-up number { $number })
    }
    For { $when }, { $where }
    Total { $total } ({ $payment }). I'll tell you when { $outlet } accepts it.
placed-elsewhere = You have placed this order elsewhere already: { $order_no }. There is nothing left to choose.
placed-next = Now the order from { $outlet }:
out-of-stock = Sorry, only { $left } of { $name } left, so the order isn't placed yet. Shall I make it { $left }, or would you like something else?
sold-out = Sorry, { $name } has just sold out, so the order isn't placed yet. Would you like something else, or shall I drop it?
price-changed = Prices have just changed. Here is the order as it is now; please confirm again:
deny-in-order = All right. Nothing is ordered yet. Shall I cancel it?
wanted-not-sold = I couldn't find that on any menu or in the shop, so I've added nothing. Would you like to look at what there is?
cart-rests = Your { $items } isn't ordered yet. I've put it aside: say "continue my order" to go on with it, or "cancel my order" if you don't want it.
button-go-on-ordering = Go on with it

## Acts on carts and orders
order-note = Note: { $note }
cart-emptied = There's nothing left in the order. Say what you'd like, or "bring it back".
cart-restored = Back in:
cart-back = Here is your order again:
cart-given-up = All right, I've dropped it ({ $items }). Nothing was ordered.
edit-nothing-changed = It's like that already, so nothing changed.
order-amended =
    Order { $order_no } is changed. It is now:
    { $lines }
    For { $when }, { $where }
    Total { $total }. I'll tell you when { $outlet } accepts it.
order-amend-late = Order { $order_no } can't be changed any more: it is { $status }. I can ask to have it cancelled, or put you through to somebody.
order-amend-over = Order { $order_no } is { $status }, so there is nothing left to change in it.
order-amend-paid = Order { $order_no } is paid by WeChat Pay ({ $total }), so I can't change it. I can cancel it: the money goes back, and you order again.
order-amend-empty = Then nothing would be left of order { $order_no }. Shall I cancel it? Then say "cancel the order".
order-amend-lacks =
    { $lacks ->
        [phone] That takes a phone number, and order { $order_no } has none: please say the change again together with one.
        [location] That takes a place to bring it to: please say the change again together with one. Order { $order_no } stays as it is for now.
        [slot] That takes a time: please say the change again together with one. Order { $order_no } stays as it is for now.
       *[other] Something is missing for that, so order { $order_no } stays as it is for now.
    }
order-payment-stays = How order { $order_no } is paid stays as it is: { $payment }. To pay otherwise, cancel it and order again.
order-enough = There are { $pieces } in the order already.
order-back = Order { $order_no } was called off, so I've put it back into your cart. It's ordered anew once you confirm it.
order-back-already = What was in { $order_no } has been put back into your cart already. Have a look at the cart and confirm to order it again.
order-until = { $outlet } takes orders for { $when } until { $until }.
option-not-offered = { $name } isn't available that way. You can have: { $options }.
option-none-offered = { $name } comes one way only; there is nothing to choose.
option-noted = { $name } has no choice of “{ $note }”, so I've put it on as a note. The kitchen decides whether it can be done.
slot-instead = You could have:
deny-change = All right. What should be different?
restore-nothing = There's nothing from the last half hour that I could bring back.
reorder-none-that-day = You didn't order anything that day that I could repeat. What would you like?
fee-none = There's no extra charge for delivery: you pay what is in the order.
item-price = { $name }: { $price }
item-extras = Extra: { $extras }
item-options = { $name } can be had: { $options }.
item-spice = You choose how hot { $name } is: { $options }.
item-there = Yes, there is { $name }.
item-left = Yes: { $left } { $unit } of { $name } left.
item-not-known =
    I don't know that about { $name }: { $outlet } hasn't told me { $what ->
        [allergen] which allergens it contains
        [diet] whether it is vegetarian
        [spice] how hot it is
        [calories] how many calories it has
       *[other] what is in it
    }. Shall I ask them?
item-known-options = What I do know is that it can be had: { $options }.
item-question =
    { $of ->
        [allergen] What allergens are in it?
        [spice] Is it hot?
        [diet] Is it vegetarian?
        [calories] How many calories does it have?
       *[other] What is in it?
    }
button-ask-vendor = Ask { $outlet }
button-not-needed = No need
button-recommend = Recommend something
ask-recommend = recommend a dish
button-order-this = Order { $name }
button-ask-person = Talk to a person
ask-vendor-not = All right, I won't ask.
asked-vendor = I've passed your question on ({ $ticket_no }). The service desk asks { $outlet }, and you hear of it here.

## Orders
status-placed = placed, waiting for { $outlet } to accept
status-accepted = accepted by { $outlet }
status-preparing =
    { $kind ->
        [shopping] being packed
       *[other] being prepared
    }
status-ready =
    { $kind ->
        [shopping] packed and ready
       *[other] ready
    }
status-delivering = on its way
status-completed = completed
status-rejected = { $outlet } couldn't take it
status-cancelled = cancelled
status-expired = expired
status-held = waiting for your company's manager to approve it
status-unpaid = waiting for you to pay
track-line =
    { $order_no } · { $items }
    For { $when }: { $status }
track-draft = The order in front of you ({ $items }) isn't placed yet; it goes out once you confirm it.
track-none = You have no open orders.
track-last = You have no open orders. The latest one:
order-not-found = I can't find order { $order_no }. Could you check the number?
cancel-which = Which order shall I cancel?
cancelled = Order { $order_no } is cancelled ({ $items }).
cancelled-refunded = Order { $order_no } ({ $items }) is cancelled, and { $total } went back to the company account.
cancelled-refunded-wechat = Order { $order_no } is cancelled ({ $items }). { $total } is on its way back to your WeChat Pay.
cancel-requested = { $outlet } has already started on { $order_no }. I've asked them to cancel it and will tell you what they say.
cancel-too-late = Order { $order_no } is "{ $status }" now and can't be cancelled any more. If something's wrong, say "talk to a person".
cancel-none = You have no order that could be cancelled.
reorder-none = You have no completed order yet that I could repeat. What would you like?
reorder-added = The same as last time ({ $when }):
reorder-gone = No longer available: { $items }.
reorder-price = { $name } is { $now } now (was { $before }).
reorder-nothing-left = Nothing of your last order is available any more. Say "menu" to see what there is today.

## Notices
notice-accepted =
    { $expected ->
        [none] { $outlet } has accepted { $order_no }, { $when }.
       *[other] { $outlet } has accepted { $order_no }, { $when }. They expect it { $expected }.
    }
notice-reduced =
    Sorry, { $outlet } can't serve { $items } of your order { $order_no }: { $reason }. The rest goes on as ordered, { $total } in all. { $payment ->
        [company_account] The difference went back to the company account.
        [wechat_pay] The difference is on its way back to your WeChat Pay.
       *[other] You pay that much less.
    } If you'd rather not have it, say "cancel my order".
notice-estimated = { $outlet } now expects your order { $order_no } { $expected }.
notice-rejected =
    { $payment ->
        [company_account] Sorry, { $outlet } couldn't take your order { $order_no }: { $reason }. { $total } went back to the company account. Would you like something else? Just say "menu".
        [wechat_pay] Sorry, { $outlet } couldn't take your order { $order_no }: { $reason }. { $total } is on its way back to your WeChat Pay. Would you like something else? Just say "menu".
       *[other] Sorry, { $outlet } couldn't take your order { $order_no }: { $reason }. You haven't been charged. Would you like something else? Say "menu".
    }
notice-preparing =
    { $kind ->
        [shopping] { $order_no } is being packed.
       *[other] { $order_no } is being prepared.
    }{ $expected ->
        [none] {""}
       *[other] {" "}They expect it { $expected }.
    }
notice-ready-pickup = { $order_no } is ready. Please collect it at { $place }. Your pick-up number is { $number }.
notice-ready-delivery = { $order_no } is ready and will be with you shortly.
notice-delivering = { $order_no } is on its way: { $where }.
notice-completed =
    { $kind ->
        [shopping] { $order_no } is completed. Thank you!
       *[other] { $order_no } is completed. Enjoy!
    }
notice-expired =
    { $payment ->
        [company_account] Sorry, { $outlet } didn't answer, so your order { $order_no } was cancelled. { $total } went back to the company account.
        [wechat_pay] Sorry, { $outlet } didn't answer, so your order { $order_no } was cancelled. { $total } is on its way back to your WeChat Pay.
       *[other] Sorry, { $outlet } never accepted order { $order_no }, so it has been cancelled. You haven't been charged.
    }
notice-not-accepted = { $outlet } hasn't accepted your order { $order_no } yet; the service desk is on to it. If you'd rather not wait, say "cancel my order".
notice-cancelled-by-desk = { $outlet } did not accept your order { $order_no }, so the service desk has cancelled it for you. Reason: { $reason }
reason-none = no reason given

## Notices of payments
notice-paid = We've got your { $sum } by WeChat Pay, and { $outlet } has your order { $order_no }.
notice-returned = Your payment for order { $order_no } came after the order had been given up. { $sum } is on its way back to your WeChat Pay.
notice-payment-expired = Nobody paid for { $order_no } in time, so nothing was ordered at { $outlet }. Your cart is still there whenever you like.
notice-refunded-wechat = { $sum } of order { $order_no } is on its way back to your WeChat Pay: { $reason }.
notice-refunded = { $sum } of order { $order_no } went back to the company account: { $reason }.
notice-spending-asks =
    { $who } wants to charge an order to the company that goes above this month's limit. Do you approve? { $order_no }
    { $items } · { $total }, which is { $over } above
    For { $when }; please answer before { $until }.
notice-spending-approved = { $manager } approved it, and your order is placed: { $order_no }, { $items }, for { $when }. I'll tell you when { $outlet } accepts it.
notice-spending-failed = { $manager } approved it, but { $why }, so the order ({ $items }) isn't placed yet. I've kept everything in it.
notice-spending-denied = { $manager } didn't approve the order ({ $items }, { $total }). I've changed it so that you pay yourself. Shall I place it like that?
notice-spending-expired = { $manager } didn't answer before orders closed, so the order ({ $items }) isn't placed. Would another time do?
notice-spending-reason = Note: { $reason }
spending-failure-slot_refused = that time can't be had any more
spending-failure-out_of_stock = something in it has just sold out
spending-failure-price_changed = prices have just changed
spending-failure-other = it can't be placed at the moment
spending-manager = Your company's manager
spending-colleague = A colleague
button-approve-spending = Approve
button-deny-spending = Decline
button-pay-self-order = I'll pay, place it
button-go-on = Go on

## After the meal
complaint-what =
    { $what ->
        [missing] Missing: { $items }
        [wrong] Wrong: { $items }
        [quality] { $items ->
            [none] Not as it should be
           *[other] Not as it should be: { $items }
        }
        [late] It came late
       *[other] Something is wrong with this order
    }
after-which = Is it order { $order_no } ({ $items })? If something is missing, wrong or not good, say which below and add a photo. The service desk answers within a day, and once checked the money goes back the way you paid.
after-taken = I'm sorry. What you say of order { $order_no } ({ $items }) is recorded as { $ticket_no }; the outlet and the service desk see it, and you'll hear back within a day. You can add to it, with photos, below.
after-known = That is recorded for order { $order_no } ({ $items }) as { $ticket_no }: { $status }. You can add to it below.
after-settled = What you said of order { $order_no } ({ $items }) was dealt with under { $ticket_no }: { $status }. If it isn't solved, say so below.
after-not-yet = You haven't got order { $order_no } ({ $items }) yet. If you don't want it any more, cancel it: what you paid goes back.
after-none = I see no order that reached you in the last two days, so there is nothing to refund. If it's about something else, somebody at the service desk can look into it.
after-open-order = Say what is wrong
after-open-ticket = See it, add to it
notice-completed-rate =
    { $kind ->
        [shopping] { $order_no } is completed. Thank you! Tell us afterwards how it was:
       *[other] { $order_no } is completed. Enjoy! Tell us afterwards how it was:
    }

button-catering = { $count } × { $name }
