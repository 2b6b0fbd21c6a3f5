"""What a thing of the park is called, in both languages and by its other names."""

from models.catalogue import Item, ItemOption
from models.park import Building

Named = Building | Item | ItemOption


def names(row: Named) -> list[str]:
    """Everything that a thing is called, its Chinese and English names first."""
    return list(dict.fromkeys([row.name_zh, row.name_en, *row.aliases]))
