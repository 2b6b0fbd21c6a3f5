### What tenants read. Key for key with zh.ftl.

## Small talk
greet = Hello! I'm the assistant of { $park }. Order food, report something broken, check on either or ask me about the park: just write it as you would say it.
goodbye = Bye for now. Write any time, and have a good day!
thank = You're welcome. Just write if there's anything else.
chitchat = I'm not much of a talker, but I'm good with lunch, with repairs and with questions about the park.
bot-challenge = I'm the park's automatic assistant, not a person. If you'd like one, say "talk to a person" or call the service desk on { $phone }.
help =
    Here is what I can do:
    · Order food: "two beef noodles, no chili, to A-301 at noon"
    · Show the menu: "what's for lunch?"
    · Look around the shop and buy: "do you have umbrellas?", "two umbrellas to the locker in building B"
    · Track, cancel or repeat an order: "where's my order?"
    · Report a repair and follow it up: "the pantry on B5 is leaking", "how is my repair going?"
    · Register visitors: "John Smith is coming to see me tomorrow at 3pm"
    · Answer questions about the park: "how do guests get on the Wi-Fi?"
    The service desk is on { $phone }; or say "talk to a person".
affirm-nothing = Great! If you'd like to order, tell me what and where to.
deny-nothing = All right. I'm here when you need me.
out-of-scope = Sorry, I didn't get that. I can take food orders and repairs, check on them and answer questions about the park. Try it in other words, or ask for a person.
too-long = That message is too long for me; I read up to { $limit } characters. Please send it in parts. Nothing of it has been done.
bot-down = I'm having trouble on my side. Your message has arrived and won't be lost; I'll answer as soon as I'm back. If it's urgent, call the service desk on { $phone }.
bot-failed = Sorry, I couldn't handle that message, so I've passed it to the service desk. If it's urgent, call { $phone }.
handoff-over = That's the end of the chat with our staff. I'm here again if you need anything.
handoff-over-rate = That's the end of the chat with our staff, and I'm here again. How was it? 1 is poor, 5 is great.
photo-sent = (photo)
choose-by-number = Reply with a number to choose.

## Platforms (WeChat, WeCom and others)
channel-greeting =
    Hello, this is { $park }. Good to have you here!
    Order food, report a repair, register a guest or ask about the park: just write, or send a voice message or a photo. For example:
    · Two beef noodles, no chili, to A-301 at noon
    · The pantry on floor 5 of building B is leaking
    · My guest John Smith arrives tomorrow at 3 pm
    Chinese is fine, too.
channel-greeting-back = Hello, I am the assistant of { $park }. Just tell me what you need, by text, voice or photo.
channel-seen-at = You are at { $place }. If you report a repair or order within the next two hours and name no place, I take this one.
channel-unreadable = I cannot read messages of this kind yet. Please write, or send a voice message or a photo; “agent” brings you to a person.
channel-voice-unheard = I could not make out that voice message. Please say it again, or write it.
channel-voice-untyped = I can't listen to voice messages here. Please type it instead.
channel-photo-gone = That photo did not arrive. Please send it again.
channel-still-working = I am still working on your last message. Write anything in a moment, and you will see the result.
missed-notices =
    { $count ->
        [one] One message could not be delivered to you earlier:
       *[other] { $count } messages could not be delivered to you earlier:
    }

## Questions
faq-unsure = Which of these do you mean? If it's none of them, say "talk to a person".
faq-none = I don't have an answer to that. The service desk on { $phone } will, or say "talk to a person".

## Menu
menu-title = { $outlet }, { $meal }:
menu-category = { $category }: { $items }
menu-item = { $name } { $price }
menu-sold-out = { $name } (sold out)
menu-hint = Just say what you'd like, for example "{ $example }, two please".
menu-none = Nothing is on the menu for { $meal } at the moment.
menu-service = Served { $slots }, order by { $cutoff }
menu-service-open = Served { $slots }, order at least { $lead } min ahead
meal-breakfast = breakfast
meal-lunch = lunch
meal-dinner = dinner
meal-all_day = all day

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
item-missing = What would you like, and how many? Just name the dish, or say "menu".
line-which = Which one do you mean?
line-not-in-cart = { $name } isn't in your order, so I changed nothing.
quantity-too-many = The most you can order of { $name } is { $allowed }; { $wanted } is too many, so I didn't add it.
quantity-too-few = { $name } comes in orders of { $allowed } or more, so { $wanted } isn't enough. Shall I take { $allowed }?
quantity-stock = Only { $allowed } of { $name } left, so I didn't add it.
quantity-none-left = { $name } is sold out, so I didn't add it.
quantity-take = Take { $allowed }
modify-what = What should I change? For example "make the beef noodles three", "drop the soy milk" or "no chili".
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
order-correct-late = Order { $order_no } is { $status }, so it can't be changed any more. You can cancel it and order again.

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
phone-invalid = That number doesn't look right. Could you send the phone number again?
pickup-not-offered = { $outlet } doesn't do pick-up. Where should it go?
delivery-not-offered = { $outlet } doesn't deliver. Is picking it up at { $place } all right?
slot-closed = It's too late to order for { $when } (orders closed at { $closed }).
slot-full = { $when } is fully booked.
slot-not-served = What's in your order isn't served at that time.
no-common-meal = These are never served at the same meal, so they can't be one order: { $items }. Which one shall I drop?
confirm-change = All right, not yet. Tell me what to change, such as "make it three", "to B-201 instead" or "at 12:30"; or say "cancel".
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
    Order placed: { $order_no }
    For { $when }, { $where }
    Total { $total } ({ $payment }). I'll tell you when { $outlet } accepts it.
placed-next = Now the order from { $outlet }:
out-of-stock = Sorry, only { $left } of { $name } left, so the order isn't placed yet. Shall I make it { $left }, or would you like something else?
sold-out = Sorry, { $name } has just sold out, so the order isn't placed yet. Would you like something else, or shall I drop it?
price-changed = Prices have just changed. Here is the order as it is now; please confirm again:
deny-in-order = All right. Nothing is ordered yet. Shall I cancel it?

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
notice-accepted = { $outlet } has accepted { $order_no }, { $when }.
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
    }
notice-ready-pickup = { $order_no } is ready. Please collect it at { $place }.
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

## Notices of repairs
ticket-kind-repair = repair request
ticket-kind-complaint = complaint
ticket-kind-question = question
notice-ticket-assigned =
    { $kind ->
        [repair] { $who } is coming to take care of your repair request { $ticket_no }.
       *[other] { $who } is looking after your { $what } { $ticket_no }.
    }
notice-ticket-started = Work on your { $what } { $ticket_no } is under way. We'll tell you as soon as it's done.
notice-ticket-waiting-materials = Your { $what } { $ticket_no } is waiting for parts. We'll go on as soon as they arrive.
notice-ticket-waiting-tenant = Your { $what } { $ticket_no } is on hold until the person who reported it first gets back to us.
notice-ticket-waiting-tenant-ask = We need something from you to go on with your { $what } { $ticket_no }. Please say "talk to a person", or call the service desk on { $phone }.
notice-ticket-resolved = Your { $what } { $ticket_no } has been dealt with.
notice-ticket-resolved-ask = Your { $what } { $ticket_no } has been dealt with. Is the problem solved?
notice-ticket-closed = Your { $what } { $ticket_no } has been closed. If the problem comes back, just tell me.
notice-ticket-cancelled = Your { $what } { $ticket_no } has been cancelled. If you have any questions, call the service desk on { $phone }.
notice-ticket-merged = Your { $what } { $ticket_no } is about the same thing as { $into }, so we're handling them together. To check on it, please use { $into } from now on.
notice-ticket-reopened = Your { $what } { $ticket_no } has been reopened and we're on it again.
notice-ticket-reason = Note: { $reason }
button-fixed = Yes, it's solved
button-not-fixed = No, not yet

## Repairs
emergency = Get to safety first and call the park's emergency number { $emergency } now (fire { $fire }, ambulance { $ambulance }).
repair-ask-problem = All right. What is broken, and how? One sentence will do, such as "the AC isn't cooling" or "the tap is dripping".
repair-corrected =
    Changed. { $ticket_no } now says:
    { $category } · { $where }
repair-correct-late = { $ticket_no } is { $status }; I've added what you said, so the engineer sees it.
repair-begun = And a repair, then: { $category }.
repair-ask-location = Where is it? For example "A-301", "the lobby of building B" or "garage B2". If you can't say exactly, just tell me so.
repair-ask-location-critical = Where are you? Building and floor, as far as you can tell.
repair-ask-building = Which building is that in ({ $where })?
repair-ask-room = Which floor and room or spot in { $building }? If it's everywhere, say "the whole building".
repair-floor-unknown = { $building } has no floor { $floor }.
repair-where-open = place to be confirmed with you
repair-reported =
    Your repair is reported: { $ticket_no }
    { $category } · { $where }
repair-preferred = Your preferred time: { $when }. We'll do our best.
repair-photos = You can send photos right here, so the engineer sees them beforehand.
repair-joined = Somebody has reported this already: { $ticket_no }, { $status }. You'll be told how it goes on, too.
repair-known = You have reported this already: { $ticket_no }, { $status }. I've added what you just said.
repair-only-reporter = Somebody else reported { $ticket_no }: you can follow it and urge it, but only who reported it can cancel, confirm or reopen it.
repair-noted = Thanks, I've added that to { $ticket_no }.
repair-critical =
    Emergency ticket { $ticket_no } is open and the staff on duty have been alarmed.
    { $category } · { $where }
repair-critical-where = Thanks, the staff on duty know where it is: { $where }.
repair-critical-lost = Understood. The staff on duty will contact you here right away; if you can, call { $emergency } and say what is around you.
repair-dropped = All right, I won't report it.
repair-stays = All right. Emergency ticket { $ticket_no } goes on as it is.
repair-visit-waits = Your visitor isn't registered yet; let's go on with that.
repair-cart-waits = Your order is still here; let's go on with it.
promise-soon = Someone will take care of it as soon as possible.
promise-within = Someone will respond within { $minutes } minutes.
promise-from = We're outside service hours; it will be taken up from { $when }.
promise-by = Someone will respond by { $when }.
category-electrical = power and lighting
category-plumbing = plumbing
category-hvac = air conditioning
category-elevator = lift
category-network = network
category-access_control = access control
category-fire_safety = fire safety
category-security = security
category-cleaning = cleaning
category-furniture = doors and furniture
category-landscaping = landscaping
category-parking = parking
category-pest = pests
category-other = other repairs
ticket-engineer = an engineer
ticket-status-reported = reported, waiting to be assigned
ticket-status-triaged = accepted, an engineer is being found
ticket-status-assigned = assigned to { $who }
ticket-status-accepted = taken on by { $who }
ticket-status-in_progress = { $who } is working on it
ticket-status-waiting_materials = waiting for parts
ticket-status-waiting_tenant = waiting for your answer
ticket-status-resolved = done, waiting for you to confirm
ticket-status-confirmed = done and confirmed by you
ticket-status-closed = closed
ticket-status-cancelled = cancelled
ticket-status-reopened = open again, an engineer is being found
ticket-subject = { $what } · { $where }
ticket-line =
    { $ticket_no } · { $subject }
    { $status } (since { $since })
ticket-not-found = I can't find ticket { $ticket_no }. Could you check the number?
track-repair-none = You have no open repairs. If something is broken, just tell me.
track-repair-last = You have no open repairs. The latest one:
repair-urge-which = Which ticket shall I chase?
repair-urged = I've chased { $ticket_no } for you, and the desk will put it first. Right now: { $status }.
repair-urged-already = { $ticket_no } was chased within the last hour; they know that you're waiting. Right now: { $status }.
repair-cancel-which = Which ticket shall I cancel?
repair-cancel-sure =
    Shall I really cancel this ticket?
    { $ticket }
repair-cancelled = Ticket { $ticket_no } is cancelled.
repair-kept = All right, { $ticket_no } goes on as it is.
repair-cancel-late = Ticket { $ticket_no } is "{ $status }" now and can't be cancelled any more. If something's wrong, say "talk to a person".
repair-cancel-none = You have no repair that could be cancelled.
repair-confirmed = Good to hear that it works. Thank you for confirming!
repair-reopened = I'm sorry it wasn't fixed the first time. { $ticket_no } is open again and somebody will come back.
repair-reopen-late = { $ticket_no } was closed more than 7 days ago, so I'm taking this as a new report.
photo-attached = The photo is attached to { $ticket_no }; the engineer will see it.
photo-kept = Got the photo; it goes along with this report.
photo-waits = Got the photo. What is broken, and where? Tell me, and I'll report it together with the photo.
photo-too-many = { $ticket_no } has plenty of photos already, so I didn't add this one.
button-repair = Report a repair
button-cancel-repair = Yes, cancel it
button-keep-repair = Keep it

## Visitors
visit-ask-time = All right. Which day and what time will they arrive? For example "tomorrow at 3pm" or "Wednesday to Friday".
visit-ask-hour = What time will they arrive ({ $day })? If it isn't settled yet, say "not sure" and I'll register 9:00–18:00.
visit-ask-names = Who is coming? If it's several people, you can say so too, such as "John Smith, 3 people".
visit-ask-plate = "{ $plate }" doesn't look like a complete plate (usually 7 characters, 8 for new energy). Is one missing? Please send it again, or say "no car".
visit-ask-headcount = How many people are coming in all?
visit-unnamed = Visitor
name-self-given = { $name } (self-given name)
visit-host = your colleague
visit-approver = your company's approver
visit-registered = Your visitor is registered: { $visit_no }
visit-asks-approval = Visit { $visit_no } is waiting for { $approver } to approve it. I'll tell you as soon as there's an answer.
visit-asks-desk = Visit { $visit_no } has been sent to the park's reception. There is no pass until they say yes; I'll tell you as soon as there's an answer. If it's urgent, call { $phone }.
visit-asks-desk-join = If your company in the park gave you a code, send "join company CODE", and your next visitors need not wait for reception.
visit-who-when = { $who } · { $when }
visit-who-party = { $names } (party of { $headcount })
visit-who-erased = party of { $headcount }
visit-hours-daily = { $first } to { $last }, { $hours } each day
visit-where = Visiting: { $where }
visit-plate = Plate: { $plate }
visit-phone = Phone: { $phone }
visit-reason = Reason: { $reason }
visit-pass =
    Please forward the pass to your guest; its QR code opens the gate:
    { $url }
visit-change-hint = To change something, just say so ("make it 4pm", "one more person"), or say "cancel the visit".
visit-change = Visit { $visit_no } isn't changed yet: I couldn't make that out. Please tell me the change in full, such as the whole plate.
visit-changed = All right, it's changed. { $visit_no } is cancelled and its pass no longer works, so please forward the new one.
visit-changed-waits = All right, it's changed. { $visit_no } is cancelled and its pass no longer works; there is no new pass until the change is approved.
visit-changed-asked = All right, it's changed, and { $visit_no } is withdrawn.
visit-approver-unreached = I can't reach { $approver }, though: they have never written here. Please let them know yourself. If your visitor comes first, reception can check and approve for them; the number is { $phone }.
visit-past = That time has already passed.
visit-backwards = Those times don't fit together.
visit-too-long = A visit can last { $days } days at most. For longer ones, please call the service desk on { $phone }.
visit-too-far = Visits can be registered up to { $days } days ahead. For later ones, please call the service desk on { $phone }.
visit-too-many-people = Up to { $limit } people can be registered at once. For more, please call the service desk on { $phone }.
visit-too-often = You can register { $limit } visits in 24 hours, so this one isn't registered. If it's urgent, please call the service desk on { $phone }.
visit-too-many-wait = { $limit } of your visits are still waiting for reception, so this one isn't registered. Please wait for an answer first, or call the service desk on { $phone }.
visit-refused = I can't register this visit here. Please call the service desk on { $phone }; they will help you.
visit-dropped = All right, I won't register it.
visit-repair-waits = Your repair report isn't finished yet; let's go on with it.
visit-line =
    { $visit_no } · { $who }
    { $when }: { $status }
visit-status-requested = waiting for approval
visit-status-needs-desk = waiting for reception to approve it
visit-status-approved = registered, not here yet
visit-status-denied = not approved
visit-status-checked_in = arrived at { $arrived }
visit-status-checked_out = has left
visit-status-cancelled = cancelled
visit-status-expired = never approved, expired
visit-status-no_show = didn't come
visit-not-found = I can't find visit { $visit_no }. Could you check the number?
track-visit-none = You haven't registered any visitors yet. Just tell me who is coming and when.
track-visit-last = You aren't expecting any visitors. The latest one:
visit-cancel-which = Which visit shall I cancel?
visit-cancel-sure =
    Shall I really cancel this visit?
    { $visit }
visit-cancelled = Visit { $visit_no } ({ $who }) is cancelled and its pass no longer works.
visit-kept = All right, visit { $visit_no } stays as it is.
visit-cancel-none = You have no visit that could be cancelled.
visit-settled = Visit { $visit_no } is "{ $status }" now, so that can't be changed any more.
visit-approved = Approved. The pass of { $visit_no } goes to { $host }.
visit-denied = Declined. I'll tell { $host } that { $visit_no } wasn't approved.
button-cancel-visit = Yes, cancel it
button-keep-visit = Keep it
button-drop-visit = Cancel this visit
button-approve-visit = Approve
button-deny-visit = Decline
button-visit-pass = Show the pass

## Notices of visitors
notice-visit-asks =
    { $host } is expecting a visitor and needs your approval: { $visit_no }
    { $who } · { $when }
notice-visit-asks-host =
    { $who } is at reception to see you. Shall we let them in?
    { $visit_no } · { $when }
notice-visit-approved = Your visit { $visit_no } is approved: { $who }, { $when }.
notice-visit-denied = Sorry, your visit { $visit_no } ({ $who }, { $when }) wasn't approved.
notice-visit-cancelled = Visit { $visit_no } ({ $who }, { $when }) has been cancelled and its pass no longer works. If you have any questions, call the service desk on { $phone }.
notice-visit-expired = Nobody approved visit { $visit_no } ({ $who }, { $when }) in time, so it has expired.
notice-visit-no-show = { $who } didn't come ({ $when }), so visit { $visit_no } is closed. If they come another day, just register them again.
notice-visit-arrived = { $who } has arrived ({ $visit_no }).
notice-visit-lost-right = Note: you no longer belong to the company for which you registered it.
notice-visit-reason = Note: { $reason }

## Handoff
handed-off = Done, I've passed you on to the service desk.
handed-off-waits = You're in the queue already.
answered-now = Someone will answer you here right away. If it's urgent, call { $phone }.
answered-after = There are { $ahead } before you; someone will answer you here when it's your turn. If it's urgent, call { $phone }.
answered-from = We're outside service hours: someone will answer you here from { $when }. If it's urgent, call { $phone }.
out-of-scope-in-form = Sorry, I didn't get that.
out-of-scope-handed-off = Sorry, I still don't get it, so I've passed you on to the service desk.
complaint-taken = I'm really sorry about that. Your complaint is recorded as { $ticket_no } and you'll hear back within 24 hours. I've also passed you on to the service desk.
bot-down-handed-off = I'm still not back, so I've passed you on to the service desk; someone will answer you here. If it's urgent, call { $phone }.
button-person = Talk to a person

## Ratings
rating-ask = How was it, from 1 to 5? You can add a word, such as "4 stars, a bit slow".
rating-thanks = Thank you for rating!
rating-sorry = Thank you for telling us, and sorry that it wasn't better. If you like, a person will follow it up.
rating-over = You've rated this already. Thank you!

## Linking channels
link-code =
    Your code is { $code }
    Within 10 minutes, send it to me on the other channel, such as WeChat or the web chat. Once you have said yes on both, they know you as one person, with the same orders, repairs and visitors. Keep it to yourself.
link-done = Done! Both channels now know you as one person: look up orders, repairs and visitors on either; news goes to the one that you wrote on last.
link-offer = This code was asked for on { $channel } by somebody called { $name }, who has been talking to us since { $since }. Once linked, orders, repairs, visitors and the company of both sides become one, and either side sees them. Is that you as well? If somebody else asked you to press this, please choose "Don't link".
link-nameless = (no name given)
link-agreed = All right. Please also press "It's me, link" where you asked for the code, within { $minutes } minutes. Nothing is joined before that.
link-is-it-you = Somebody has typed your code on { $channel }; they are called { $name } and have been talking to us since { $since }. Once linked, orders, repairs, visitors and the company of both sides become one, and either side sees them. Is that you? You can answer within { $minutes } minutes.
link-is-it-you-company = Once linked, you are registered with { $company }.
link-refused = The other side did not agree; nothing was linked.
link-over = That is over, and nothing was changed. To link the two, say "link my account" on the other channel again.
link-wrong =
    { $left ->
        [0] That code is wrong or no longer valid. There were too many tries; please come back in an hour.
        [one] That code is wrong or no longer valid. Say "link my account" on the other channel to get a new one. You can try once more.
       *[other] That code is wrong or no longer valid. Say "link my account" on the other channel to get a new one. You can try { $left } more times.
    }
link-tries-spent = There were too many wrong codes. Please try again in an hour, or call the service desk on { $phone }.
link-same-conversation = That code is for the other channel; sending it here does nothing.
link-already-one = The two are linked already.
link-which-company = The two are registered with different companies: { $first } and { $second }. Which one is it once they are linked?
link-which-company-found = WeChat tells us that you have talked to us on another channel too, but under different companies: { $first } and { $second }. Which one is it, if we link the two?
link-not-done = All right, nothing was linked.
unlink-sure = Each channel will then count as a person of its own, with its own orders, repairs and visitors. Unlink them?
unlink-done = They are unlinked; each channel is on its own again.
unlink-none = No other channel is linked to this one.
unlink-kept = All right, they stay linked.
button-not-me = Not me, unlink
button-link = It's me, link
button-not-link = Don't link
button-unlink = Unlink
button-keep-linked = Keep linked
channel-webchat = the web chat
channel-wechat = WeChat
channel-miniapp = the mini-program
channel-miniprogram = the mini-program's customer service
channel-wecom = WeCom
channel-wecom_kf = WeChat customer service
channel-console = the terminal

## Alarms in a group
alarm-critical = Emergency ticket { $number }
alarm-not-accepted = Order not accepted { $number }
alarm-late-respond = Ticket not answered in time { $number }
alarm-late-resolve = Ticket not done in time { $number }
alarm-payment-disputed = Order { $number }: WeChat Pay collected another sum than was due
alarm-payment-return-failed = Order { $number }: a refund by WeChat Pay failed
alarm-payment-unreconciled = WeChat Pay's bill of { $day } differs from our books
alarm-payment-bill-missing = WeChat Pay's bill of { $day } is a day late
alarm-sum = due, or to be given back: { $sum }
alarm-differences = { $count ->
    [one] { $count } difference
   *[other] { $count } differences
 }
alarm-endpoint = A vendor's endpoint is disabled
alarm-what = { $what }, { $where }
alarm-order = Order { $number }, { $outlet }
alarm-slot = Wanted { $when }
alarm-vendor = Vendor: { $vendor }
alarm-due = Due { $when }
alarm-at = At { $when }
alarm-link = Open it at the desk
