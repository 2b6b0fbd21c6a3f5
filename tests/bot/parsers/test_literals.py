"""Names that an operator wrote are found as they stand, whatever signs they consist of."""

import pytest

from bot.components.parsers.literals import longest_places, places
from bot.components.parsers.places import Building, find_places


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("the hub, thehub hubs hub", "hub", [(4, 7), (21, 24)]),
        ("去食堂食堂吧", "食堂", [(1, 3), (3, 5)]),
        ("a.b axb", "a.b", [(0, 3)]),
        ("(a+)+b", "(a+)+b", [(0, 6)]),
        ("aaaa", "aa", []),
        ("anything", "", []),
    ],
)
def test_a_name_is_found_as_it_stands(text: str, name: str, found: list[tuple[int, int]]) -> None:
    assert list(places(text, name)) == found


def test_of_names_that_begin_at_one_place_the_longest_is_meant() -> None:
    assert list(longest_places("创业大厦北楼", ["创业", "创业大厦", "大厦北楼"])) == [(0, 4)]


@pytest.mark.parametrize("code", ["]", "^", "\\", "-"])
def test_a_building_whose_code_is_no_letter_breaks_nothing(code: str) -> None:
    (found,) = find_places("b", [Building(code), Building("B")], expecting=True)
    assert found.value["building"] == "B"
    assert find_places(code, [Building(code), Building("B")], expecting=True) is not None
