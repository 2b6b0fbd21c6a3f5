"""Keys that menus put together from a code."""

FAMILIES: dict[str, set[str]] = {
    "catalogue-meal-": {"breakfast", "lunch", "dinner", "all_day"},
}
