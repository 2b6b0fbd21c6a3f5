"""The property's own outlet, and what it asks for work: read and checked."""

from parkline.demo.entries import Code, Entry, Label, Minor, Named


class WorkEntry(Named):
    """`price` of one unit, tax included."""

    code: Code
    unit_zh: Label
    unit_en: Label
    price: Minor


class WorksEntry(Named):
    """The property as a vendor, with one outlet of the same code."""

    code: Code
    place_zh: Label
    place_en: Label
    items: list[WorkEntry]


class QuotesData(Entry):
    works: list[WorksEntry]
