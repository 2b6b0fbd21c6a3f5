"""Kinds of danger: the kind that words name, and what is said at once of each."""

import re

import pytest

from models.park import Park
from services.danger import kinds as danger_kinds
from services.danger import saying
from services.texts import LANGUAGES, say

NUMBERS = {
    "fire": "1-19", "ambulance": "1-20", "police": "1-10", "emergency": "81-10", "crisis": "12-356",
}  # fmt: skip
PARK = Park(**{f"{name}_phone": number for name, number in NUMBERS.items()})
NAMED = {
    "fire": ["fire", "emergency"], "smoke": ["fire", "emergency"], "gas": ["fire", "emergency"],
    "trapped": ["emergency", "ambulance", "fire"], "flood": ["emergency", "fire"],
    "electric": ["ambulance", "emergency"], "medical": ["ambulance", "emergency"],
    "violence": ["police", "emergency"], "chemical": ["ambulance", "emergency"],
    "collapse": ["fire", "ambulance", "emergency"], "self_harm": ["crisis", "ambulance", "police"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", danger_kinds.KINDS)
def test_what_to_do_at_once_is_short_and_names_the_numbers_that_help(
    kind: str, language: str
) -> None:
    text = saying.advice(PARK, language, kind).text
    assert len(text.splitlines()) <= 3
    assert [name for name in NAMED[kind] if NUMBERS[name] not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", danger_kinds.KINDS)
def test_one_number_for_fire_brigade_ambulance_and_police_is_not_named_twice_in_a_row(
    kind: str, language: str
) -> None:
    """As 999 in Cambridge, or 112."""
    names = ("fire_phone", "ambulance_phone", "police_phone")
    cambridge = Park(emergency_phone="2222", crisis_phone="116 123", **dict.fromkeys(names, "999"))
    text = saying.advice(cambridge, language, kind).text
    assert re.search(r"999\W*(or|and|或|和)\W*999", text) is None


def test_a_number_for_several_stands_once_with_all_whom_it_reaches() -> None:
    beijing = Park(
        emergency_phone="8110", fire_phone="119", ambulance_phone="120", police_phone="110",
        crisis_phone="12356",
    )  # fmt: skip
    assert danger_kinds.helpers(beijing) == {
        "119": ["fire"], "120": ["ambulance"], "110": ["police"], "8110": ["emergency"],
        "12356": ["crisis"],
    }  # fmt: skip
    names = ("fire_phone", "ambulance_phone", "police_phone")
    cambridge = Park(emergency_phone="2222", crisis_phone="116 123", **dict.fromkeys(names, "999"))
    assert danger_kinds.helpers(cambridge) == {
        "999": ["fire", "ambulance", "police"], "2222": ["emergency"], "116 123": ["crisis"],
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cry_without_a_kind_gets_the_park_s_numbers(language: str) -> None:
    text = say(language, danger_kinds.advice_key(danger_kinds.UNKNOWN), **NUMBERS)
    assert all(NUMBERS[name] in text for name in ("emergency", "fire", "ambulance"))


def test_the_number_that_helps_first_goes_by_the_kind() -> None:
    park = Park(
        fire_phone="1", ambulance_phone="2", police_phone="3", emergency_phone="4", crisis_phone="5"
    )
    kinds = ("smoke", "medical", "violence", "flood", "self_harm", "other")
    assert [danger_kinds.phone_of(park, kind) for kind in kinds] == ["1", "2", "3", "4", "5", "4"]
