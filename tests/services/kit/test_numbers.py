import re

from services.kit.numbers import ALPHABET, new_number


def test_a_number_says_its_kind_and_is_short() -> None:
    for kind in "OTV":
        assert re.fullmatch(rf"{kind}-[0-9A-HJKMNP-TV-Z]{{6}}", new_number(kind))


def test_letters_that_are_misread_are_not_used() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ILOU")


def test_numbers_cannot_be_walked() -> None:
    """A thousand of 2^30 hardly meet and stand in no order; every place has every character."""
    numbers = [new_number("O") for _ in range(1000)]
    assert len(set(numbers)) >= 997
    assert numbers != sorted(numbers)
    for place in range(2, 8):
        assert {number[place] for number in numbers} == set(ALPHABET)
