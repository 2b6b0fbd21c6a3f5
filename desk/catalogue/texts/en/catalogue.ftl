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
catalogue-picture = Picture
catalogue-picture-hint = Shown in the app’s menus, shelves and cart. Square pictures with the dish in the middle look best; without one the app draws something that fits the category.
catalogue-picture-of = Picture of { $name }
catalogue-picture-new = Choose a picture (JPEG, PNG or WebP, up to 10 MB)
catalogue-picture-put = Upload
catalogue-picture-remove-sure = Remove this picture?

## What people ask of it
catalogue-facts = What people ask
catalogue-facts-hint = All of it without options. The bot and the app answer with it; where nothing is said, the bot offers to ask you.
catalogue-description-zh = Description in Chinese
catalogue-description-en = Description in English
catalogue-allergens = Contains
catalogue-allergens-known = Its allergens are known: those chosen here, and no others
catalogue-allergen-gluten = Gluten
catalogue-allergen-crustaceans = Crustaceans
catalogue-allergen-eggs = Eggs
catalogue-allergen-fish = Fish
catalogue-allergen-peanuts = Peanuts
catalogue-allergen-soybeans = Soya
catalogue-allergen-milk = Milk
catalogue-allergen-nuts = Nuts
catalogue-allergen-celery = Celery
catalogue-allergen-mustard = Mustard
catalogue-allergen-sesame = Sesame
catalogue-allergen-sulphites = Sulphites
catalogue-allergen-lupin = Lupin
catalogue-allergen-molluscs = Molluscs
catalogue-allergen-note-zh = Note on allergens in Chinese
catalogue-allergen-note-en = Note on allergens in English
catalogue-allergen-note-hint = Such as traces, a shared wok, or an option that changes it
catalogue-diet = Who may eat it
catalogue-diet-vegan = Vegan
catalogue-diet-vegetarian = Vegetarian
catalogue-diet-neither = Not vegetarian
catalogue-spice = How hot it is
catalogue-spice-0 = Not hot
catalogue-spice-1 = Mild
catalogue-spice-2 = Medium
catalogue-spice-3 = Very hot
catalogue-calories = Calories of one (kcal)
catalogue-not-said = Not said

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
catalogue-error-picture = Please choose a picture first.
catalogue-error-photo-type = Only JPEG, PNG and WebP pictures can be uploaded.
catalogue-error-photo-too-large = That picture is too large: up to 10 MB and 40 million pixels.
catalogue-error-photo-broken = That picture cannot be read. Please try another.
catalogue-error-description-zh = Up to 300 characters.
catalogue-error-description-en = Up to 300 characters.
catalogue-error-allergen-note-zh = Up to 300 characters.
catalogue-error-allergen-note-en = Up to 300 characters.
catalogue-error-allergens = Choose among the allergens listed.
catalogue-error-diet = That does not go with the allergens chosen: vegan is without milk and eggs, vegetarian without fish and seafood.
catalogue-error-spice = Choose one of the levels.
catalogue-error-calories = Enter a whole number from 0 to 10000, or nothing.

## The menu as a file
catalogue-file = Menu as a file
catalogue-file-download = Download (.xlsx)
catalogue-file-bring = Bring a file back
catalogue-file-hint = Download the menu, change it in a spreadsheet, and bring it back. An empty cell leaves what is there; a dash empties it. You see what would change before anything does.
catalogue-file-choose = Choose a workbook (.xlsx, 5 MB at most)
catalogue-file-look = Show what would change
catalogue-file-take-in = Bring it in
catalogue-file-faults = Nothing was changed: please mend these first
catalogue-file-changes = { $changed ->
    [0] Nothing would change
    [one] One item would change
   *[other] { $changed } items would change
}; { $same } as they are
catalogue-file-table = What would change
catalogue-file-item = Item
catalogue-file-field = Field
catalogue-file-before = Now
catalogue-file-after = Then
catalogue-file-new = new
catalogue-file-done = Brought in: { $changed ->
    [one] one item
   *[other] { $changed } items
} changed
catalogue-file-moved = Somebody changed the menu meanwhile. This is what would change now.
