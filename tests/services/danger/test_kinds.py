"""Kinds of danger: the kind that words name, and what is said at once of each."""

import pytest

from models.park import Park
from services.danger import kinds as danger_kinds
from services.texts import LANGUAGES, say

NUMBERS = {
    "fire": "1-19", "ambulance": "1-20", "police": "1-10", "emergency": "81-10", "crisis": "12-356",
}  # fmt: skip
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
    text = say(language, danger_kinds.advice_key(kind), **NUMBERS)
    assert len(text.splitlines()) <= 3
    assert [name for name in NAMED[kind] if NUMBERS[name] not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cry_without_a_kind_gets_the_park_s_numbers(language: str) -> None:
    text = say(language, danger_kinds.advice_key(danger_kinds.UNKNOWN), **NUMBERS)
    assert all(NUMBERS[name] in text for name in ("emergency", "fire", "ambulance"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("C座电梯有人被困了", "trapped"),
        ("we are stuck in the lift", "trapped"),
        ("火苗窜起来了，有人被困在里面", "fire"),
        ("闻到燃气味", "gas"),
        ("he is being electrocuted", "electric"),
        ("她说不想活了", "self_harm"),
        ("同事叫不醒", None),
        ("打印机卡纸", None),
    ],
)
def test_words_that_name_a_kind_decide_it(text: str, kind: str | None) -> None:
    assert danger_kinds.kind_by_words(text) == kind


def test_the_number_that_helps_first_goes_by_the_kind() -> None:
    park = Park(
        fire_phone="1", ambulance_phone="2", police_phone="3", emergency_phone="4", crisis_phone="5"
    )
    kinds = ("smoke", "medical", "violence", "flood", "self_harm", "other")
    assert [danger_kinds.phone_of(park, kind) for kind in kinds] == ["1", "2", "3", "4", "5", "4"]
