"""So many people who want one thing, and the others another."""

import pytest

from services.acts.acts import Start
from tests.given.acts import ITEMS, state
from tests.given.reading import read

WORDS = "four want a cola each, the rest want beef noodles"


def counts(words: str) -> dict[int | None, int | None]:
    [begins] = [one for one in read(words, state(), "order_food") if isinstance(one, Start)]
    return {one.item: one.quantity for one in begins.lines}


@pytest.mark.parametrize("words", [f"there are ten of us, {WORDS}", f"10 lunches: {WORDS}"])
def test_the_others_are_those_who_are_left_of_all(words: str) -> None:
    assert counts(words) == {ITEMS["可乐"]: 4, ITEMS["牛肉面"]: 6}


@pytest.mark.parametrize(
    "words",
    [
        f"room 301: {WORDS}",
        f"at 12 please, {WORDS}",
        f"my phone is 13800138000, {WORDS}",
        "送到B座12楼，四个人要可乐，剩下的要牛肉面",
    ],
)
def test_numbers_of_places_times_and_phones_are_no_people(words: str) -> None:
    assert counts(words)[ITEMS["牛肉面"]] in (None, 1)
