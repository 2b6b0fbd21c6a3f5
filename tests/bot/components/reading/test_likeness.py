"""Names are found by spelling and by sound, in a large catalogue as fast as in a small one."""

import time

from bot.components.parsers.catalogue_index import CatalogueItem
from bot.components.reading.likeness import Latest, Names

NAMES = Names([(1, "担担面"), (1, "Dan dan noodles"), (2, "牛肉面"), (3, "可乐"), (3, "cola")])


def test_the_best_name_of_each_counts_and_the_order_is_that_of_the_names() -> None:
    assert NAMES.like("单单面", 0.6) == {1: 0.95}
    assert list(NAMES.like("牛单面", 0.3)) == [1, 2]


def test_likeness_at_the_limit_to_the_digit_is_enough() -> None:
    assert Names([("a", "苹果数据线")]).like("苹果线", 0.6) == {"a": 0.6}


def test_letters_are_compared_by_spelling_alone() -> None:
    assert NAMES.like("cole", 0.6) == {3: 0.75}
    assert Names([(1, "担担面")], by_sound=False).like("单单面", 0.6) == {}


def test_ten_thousand_names_are_compared_in_a_few_milliseconds() -> None:
    names = Names((number, f"第{number}号牛肉面") for number in range(10_000))
    began = time.thread_time()
    for _ in range(10):
        assert names.like("第12号羊肉面", 0.8)
    assert (time.thread_time() - began) / 10 < 0.1


def test_what_is_made_of_a_thing_is_made_anew_only_for_another() -> None:
    made: list[tuple[CatalogueItem, ...]] = []

    def count(items: tuple[CatalogueItem, ...]) -> int:
        made.append(items)
        return len(items)

    latest, one, other = Latest(count), (CatalogueItem(1, "dish", ("面",)),), ()
    assert [latest.of(one), latest.of(one), latest.of(other), latest.of(one)] == [1, 1, 0, 1]
    assert made == [one, other, one]
