"""Words that are known to name a dish need not be its name."""

from bot.components.parsers.catalogue import Catalogue, CatalogueItem
from bot.components.reading.naming import named

CATALOGUE = Catalogue.build(
    [
        CatalogueItem(1, "dish", ("担担面", "Dan dan noodles")),
        CatalogueItem(2, "dish", ("牛肉面", "Beef noodles")),
        CatalogueItem(3, "dish", ("宫保鸡丁盖饭", "Kung pao chicken rice")),
        CatalogueItem(4, "dish", ("可乐", "Cola")),
    ]
)


def test_a_dish_is_known_by_its_sound() -> None:
    found = named("单单面", CATALOGUE)
    assert found is not None
    assert found["value"] == 1


def test_a_dish_is_known_by_its_spelling() -> None:
    found = named("kung poa chiken rice", CATALOGUE)
    assert found is not None
    assert found["value"] == 3


def test_what_is_like_no_name_is_none() -> None:
    assert named("火箭", CATALOGUE) is None
