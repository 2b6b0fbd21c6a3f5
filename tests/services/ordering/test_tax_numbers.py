"""Numbers of companies are read as GB 32100-2015 has them; what is wrong is said."""

import pytest

from services.ordering.tax_numbers import TaxNumberInvalid, checked


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("91110000802100433B", "91110000802100433B"),
        ("914403001922038216", "914403001922038216"),
        ("9144 0300 7152 6726 xg", "9144030071526726XG"),
        ("91350100m000100y43", "91350100M000100Y43"),
    ],
)
def test_a_number_is_taken_however_it_is_spaced(said: str, number: str) -> None:
    assert checked(said) == number


@pytest.mark.parametrize(
    ("said", "why", "details"),
    [
        ("91440300MA5DC5TX9K", "check", {}),  # Its last character would be G.
        ("91110000802100433A", "check", {}),
        ("9111000080210043B", "length", {"length": 17}),
        ("440300123456789", "length", {"length": 15}),
        ("91110000802I00433B", "character", {"character": "I"}),
        ("91110000802100433Z", "character", {"character": "Z"}),
        ("9111A000802100433B", "form", {}),
    ],
)
def test_what_is_wrong_with_one_is_said(said: str, why: str, details: dict[str, object]) -> None:
    with pytest.raises(TaxNumberInvalid) as invalid:
        checked(said)
    assert (invalid.value.why, invalid.value.details) == (why, {"why": why} | details)


def test_two_neighbours_changed_over_are_noticed() -> None:
    number = "9144030071526726XG"
    for at in range(17):
        if number[at] != number[at + 1]:
            swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
            with pytest.raises(TaxNumberInvalid):
                checked(swapped)
