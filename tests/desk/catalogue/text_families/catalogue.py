"""Keys that menus put together from a code."""

FAMILIES: dict[str, set[str]] = {
    "catalogue-meal-": {"breakfast", "lunch", "dinner", "all_day"},
    "catalogue-allergen-": {
        *("gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts"),
        *("celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"),
    },
    "catalogue-diet-": {"vegan", "vegetarian", "neither"},
    "catalogue-spice-": {"0", "1", "2", "3"},
}
