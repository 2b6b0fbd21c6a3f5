"""What the tables of catalogue hold of people."""

from models.catalogue import (
    Item,
    ItemOption,
    ItemPicture,
    Outlet,
    ServiceWindow,
    SlotLoad,
    StockWatch,
)
from services.kit.personal import OF_PERSON, Delete, PersonalTable, Section, impersonal

TABLES = (
    PersonalTable(
        StockWatch,
        "what they want to be told is back in stock",
        "tenant",
        OF_PERSON,
        Delete(),
        Section("stock_watches"),
        kept=("watches",),
    ),
)
NOTHING_PERSONAL = impersonal(
    "what is sold, written by the park and its vendors",
    Item,
    ItemOption,
    ItemPicture,
    Outlet,
    SlotLoad,
    ServiceWindow,
)
