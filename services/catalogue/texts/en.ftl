### Menu and shop: what tenants read. The same keys as zh.ftl.

## Menu
menu-title = { $outlet }, { $meal }:
menu-category = { $category }: { $items }
menu-item = { $name } { $price }
menu-sold-out = { $name } (sold out)
menu-hint = Just say what you'd like, for example "{ $example }, two please".
menu-none = Nothing is on the menu for { $meal } at the moment.
menu-closed = Takes no orders in the coming days
menu-service-missed = { $hours } (today's orders are closed)
menu-service = Served { $slots }, order by { $cutoff }
menu-service-open = Served { $slots }, order at least { $lead } min ahead
meal-breakfast = breakfast
meal-lunch = lunch
meal-dinner = dinner
meal-all_day = all day

## What people ask of dishes
food-contains = { $name }: contains { $allergens }.
food-contains-none = By what { $outlet } has told us, { $name } contains none of the 14 common allergens.
food-contains-too = It also contains { $allergens }.
food-allergens = Allergens: { $allergens }.
food-has = Yes: { $name } contains { $allergens }.
food-has-not = By what { $outlet } has told us, { $name } contains no { $allergens }.
food-traces = Traces can't be ruled out in a kitchen: with a severe allergy, please ask { $outlet } first.
food-diet-vegan = Yes, { $name } is vegan.
food-diet-vegetarian = { $name } is vegetarian: no meat and no fish, but eggs, milk or honey, so it isn't vegan.
food-diet-neither = No, { $name } isn't vegetarian.
food-spice-0 = { $name }: not hot at all.
food-spice-1 = { $name }: mildly hot.
food-spice-2 = { $name }: medium hot.
food-spice-3 = { $name }: very hot.
food-calories = { $name }: about { $calories } kcal each, without extras.
food-which = Of what would you like to know it? Just say the dish.
allergen-gluten = cereals with gluten
allergen-crustaceans = crustaceans (shrimp, crab)
allergen-eggs = eggs
allergen-fish = fish
allergen-peanuts = peanuts
allergen-soybeans = soya
allergen-milk = milk
allergen-nuts = nuts
allergen-celery = celery
allergen-mustard = mustard
allergen-sesame = sesame
allergen-sulphites = sulphites
allergen-lupin = lupin
allergen-molluscs = molluscs (clams, squid)
wish-diet-vegan = vegan
wish-diet-vegetarian = vegetarian
wish-mild = not spicy
wish-hot = spicy
wish-most = up to { $sum }
wish-without = without { $allergens }
wish-cheap = the cheapest
menu-fits = { $meal }, { $wishes }:
menu-fits-outlet = { $outlet }: { $items }
menu-fits-none = Nothing found for { $meal } that fits: { $wishes }.
menu-fits-unknown =
    { $count ->
        [one] One more isn't counted: nobody has told us that of it.
       *[other] { $count } more aren't counted: nobody has told us that of them.
    }
menu-fits-careful = This is what the outlets have told us. Traces can't be ruled out in their kitchens: with a severe allergy, please ask them first.
recommend-title = For { $meal } you could try:
recommend-often = { $name } { $price }, in { $count } orders of the last 30 days. { $description }
recommend-plain = { $name } { $price }. { $description }

## Looking around
shop-open = { $outlet } ({ $place }) is open { $hours } today.
shop-closed-now = { $outlet } ({ $place }) is open { $hours } today. It's closed right now, but you can order already.
shop-closed-today = { $outlet } ({ $place }) is closed today, but you can order for when it opens.
shop-which-shelf = What would you like to see? You can also just ask, such as "do you have umbrellas?"
shop-shelf = { $name } ({ $goods })
shop-shelf-title =
    { $pages ->
        [1] { $name }:
       *[other] { $name }, page { $page } of { $pages }:
    }
shop-shelf-empty = There is nothing under "{ $name }" at the moment.
shop-none = There is no shop in the park that you can order from here yet.
shop-found = Here is what we have:
shop-not-found = I couldn't find "{ $words }".
shop-line = { $name } { $price }{ $more }
shop-sold-out = sold out
shop-few = only { $left } left
shop-least = { $least } or more
item-sold-out = { $name } is out of stock at the moment.
button-order-it = Order { $quantity }
button-next-page = Next page

## Back in stock
button-watch = Tell me when it's back
button-unwatch = Never mind
watching = All right, I'll tell you as soon as { $name } is back.
watch-over = All right, I won't tell you about { $name }.
watch-not-needed = { $name } is in stock now:
notice-back-in-stock = { $name } is back in stock, { $price }.
notice-back-in-stock-left = { $name } is back in stock, { $price }, { $left } available.

## How it gets to you
ask-fulfilment = To a locker, to your desk, or will you fetch it at the counter ({ $place })?
ask-location-desk = Which desk should it go to? For example "A-301".
ask-locker = Which locker?
locker-at = { $locker } ({ $place })
locker-not-there = There is no locker in building { $building }. There is { $banks }.
locker-not-offered = { $outlet } doesn't use the lockers.
button-locker = Locker
button-desk = My desk
button-counter = At the counter
where-counter = fetch it at { $outlet }, { $place }
where-locker = in { $locker } ({ $place })
payment-counter = pay when you fetch it
track-box = { $locker }, box { $box }, code { $code }
notice-ready-counter = { $order_no } is ready. Please fetch it at { $place }. Your pick-up number is { $number }.
notice-ready-desk = { $order_no } is ready and will be at your desk shortly.
notice-ready-locker =
    { $order_no } is in { $locker }, box { $box }. Your code: { $code }
    You'll find it at { $locker_place }.
notice-ready-locker-full = { $order_no } is ready. As { $locker } is full, it's waiting for you at { $place }. Your pick-up number is { $number }.
notice-box-emptied = { $order_no } has been taken out of { $locker }, and its code no longer opens the box. Please fetch it at { $place }.

## Carts that have expired
cart-expired = Your cart ({ $items }) wasn't ordered within a day, so it has been emptied. Shall I fill it again?
refill-added = Back in your cart:
button-refill = Fill it again

## Invoices
ask-invoice = Who is the invoice for? Please send the company's name and tax number, such as "Daybreak Technology Ltd, 9144…"; or say "personal".
ask-invoice-again = Is the invoice for the same as last time? If not, please send the name and tax number.
ask-invoice-number = What is the tax number of { $title }? It's the 18-character unified social credit code.
button-invoice-same = Same: { $title }
button-invoice-personal = Personal
button-invoice-none = No invoice
invoice-personal = personal
invoice-company = { $title } ({ $tax_no })
invoice-open = name to follow
invoice-short = Invoice: { $invoice }
invoice-noted = All right, with an invoice: { $invoice }.
invoice-noted-placed = All right, an invoice for { $order_no }: { $invoice }. I've told { $outlet }.
invoice-declined = All right, no invoice for this order.
invoice-placed-stays = { $outlet } has the invoice details of { $order_no } already. If you don't want it, please call the service desk on { $phone }.
invoice-no-order = You have no order under way. Just ask for the invoice when you order; for earlier orders, please call the service desk on { $phone }.
tax-number-length = A tax number has { $length } characters; yours has { $given }. Could you check it?
tax-number-character = A tax number never contains "{ $character }" (nor I, O, S, V or Z). Could you check it?
tax-number-form = That isn't how a tax number is built: characters 3 to 8 are digits. Could you check it?
tax-number-check = The last character of that tax number doesn't match the others, so one of them must be mistyped. Could you check it?

## A menu's workbook
menu-sheet-missing = this is needed
menu-sheet-unfit = "{ $said }" doesn't fit here
menu-sheet-twice = { $said } stands in the sheet twice
menu-sheet-unknown-item = the sheet of items has no "{ $said }"
menu-sheet-unknown-column = there is no column "{ $said }"
menu-sheet-no-column = the column "{ $said }" is missing
menu-sheet-too-many = more than { $said } rows
menu-sheet-too-big = the file is too large: 5 MB at most
menu-sheet-no-workbook = this is no workbook: save it as .xlsx
menu-sheet-empty = there is no item in it
menu-sheet-refused = { $said }
