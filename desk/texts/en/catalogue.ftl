catalogue-search = Search this menu
catalogue-new = New item
catalogue-outlets = Outlets
catalogue-item = Name
catalogue-meals = Served at
catalogue-price = Price
catalogue-stock = Stock
catalogue-on-sale = On sale
catalogue-uncategorised = No category
catalogue-none = No items found
catalogue-none-hint = Try another word, or add an item.
catalogue-no-limit = No limit
catalogue-sold-out = Sold out
catalogue-few = Few left
catalogue-price-of = Price of { $name }
catalogue-stock-of = Stock of { $name }
catalogue-more-of = Add to or take from the stock of { $name }
catalogue-more-hint = 20 adds twenty, -3 takes three away
catalogue-sell = Sell { $name }
catalogue-price-moved = The price has just been changed to { $price }; your change is not saved
catalogue-stock-moved = The stock has just changed; your change is not saved, please look again
catalogue-added = { $name } can be ordered from now on
catalogue-saved = Saved; it holds from now on

## Meals
catalogue-meal-breakfast = Breakfast
catalogue-meal-lunch = Lunch
catalogue-meal-dinner = Dinner
catalogue-meal-all_day = All day

## An item
catalogue-names = Names
catalogue-name-zh = Name in Chinese
catalogue-name-en = Name in English
catalogue-aliases = Other names
catalogue-aliases-hint = What tenants may call it, in either language, one a line.
catalogue-selling = Selling
catalogue-stock-hint = Leave empty for no limit
catalogue-min = At least, per order
catalogue-max = At most, per order
catalogue-unit-zh = Unit in Chinese
catalogue-unit-en = Unit in English
catalogue-category-zh = Category in Chinese
catalogue-category-en = Category in English
catalogue-active = On sale
catalogue-options = Options
catalogue-options-hint = Of the options in one group a tenant picks one, such as how spicy it is.
catalogue-option-new = New option
catalogue-option-group = Group
catalogue-price-delta = Price difference
catalogue-option-remove-sure = Remove this option? Orders that were placed keep it.

## When something goes wrong
catalogue-error-name-zh = A name in Chinese is needed, up to 80 characters.
catalogue-error-name-en = A name in English is needed, up to 80 characters.
catalogue-error-aliases = Up to 40 other names of 80 characters each.
catalogue-error-price = Enter a price such as 22 or 22.50.
catalogue-error-pieces = A stock is not below zero, and not above a million.
catalogue-error-meals = Choose at least one meal that this outlet serves.
catalogue-error-max-quantity = The largest quantity is not below the smallest.
catalogue-error-group = A group is needed, up to 80 characters.
catalogue-error-names-taken = Something else in the park is called “{ $names }” too, so the bot will have to ask which one is meant. If that is what you want, tick “Save anyway”.
catalogue-error-option-taken = This item has that option already.
