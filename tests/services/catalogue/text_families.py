"""Keys that answers about dishes put together from a code."""

FAMILIES: dict[str, set[str]] = {
    "allergen-": {
        *("gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts"),
        *("celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"),
    },
    "food-diet-": {"vegan", "vegetarian", "neither"},
    "food-spice-": {"0", "1", "2", "3"},
    "wish-diet-": {"vegan", "vegetarian"},
}
