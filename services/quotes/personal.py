"""What the tables of quotes hold of people."""

from models.quotes import Quote, QuoteLine
from services.kit.personal import (
    BOOKS,
    OF_PERSON,
    Forget,
    Link,
    PersonalTable,
    Section,
    nothing,
    stays,
)

TABLES = (
    PersonalTable(
        QuoteLine,
        "what work for somebody would cost, and what it is for",
        "tenant",
        (Link("quote_id", Quote),),
        Forget({"words": None}, BOOKS),
        Section("quote_lines"),
        kept=("order_details", "books"),
    ),
    PersonalTable(
        Quote,
        "what work on somebody's ticket would cost, and what they said to it",
        "tenant",
        OF_PERSON,
        Forget(nothing("note reason"), BOOKS),
        Section("quotes"),
        stays("status currency"),
        kept=("order_details", "books"),
    ),
)
