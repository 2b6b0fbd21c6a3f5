"""What the catalogue brings."""

from desk.catalogue import files, items, menu, pictures, windows
from desk.frame.areas import AuditWords, Setting, Subject, named
from models.catalogue import Item, Outlet

RANK = 100
BRINGS = (
    menu.area,
    items.area,
    pictures.area,
    files.area,
    windows.area,
    Setting("catalogue", rank=10),
    Subject({"item": (Item, named), "outlet": (Outlet, named)}),
    AuditWords(
        kinds=("item", "outlet"),
        codes={
            "meal": "catalogue-meal-",
            "meals": "catalogue-meal-",
            "allergens": "catalogue-allergen-",
            "diet": "catalogue-diet-",
            "spice": "catalogue-spice-",
        },
        money=frozenset({"price", "price_delta"}),
        without_limit=frozenset({"stock", "capacity"}),
        long_lists=frozenset({"aliases"}),
    ),
)
