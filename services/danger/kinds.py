"""Kinds of danger: whose work each is, and which number helps."""

import re
from collections.abc import Mapping
from typing import Literal

from models.park import Park

Kind = Literal[
    "fire", "smoke", "gas", "trapped", "flood", "electric",
    "medical", "violence", "chemical", "collapse", "self_harm",
]  # fmt: skip

KINDS: tuple[Kind, ...] = (
    "fire", "smoke", "gas", "trapped", "flood", "electric",
    "medical", "violence", "chemical", "collapse", "self_harm",
)  # fmt: skip
UNKNOWN = "other"
"""A cry for help that does not say what it is about."""

_CATEGORIES: Mapping[str, str] = {
    "fire": "fire_safety", "smoke": "fire_safety", "gas": "fire_safety", "chemical": "fire_safety",
    "flood": "plumbing", "electric": "electrical", "violence": "security", "trapped": "elevator",
}  # fmt: skip
_KIND_OF: Mapping[str, str] = {
    "fire_safety": "fire", "elevator": "trapped", "electrical": "electric", "plumbing": "flood",
}  # fmt: skip
_PHONES: Mapping[str, str] = {
    "fire": "fire_phone", "smoke": "fire_phone", "gas": "fire_phone", "trapped": "fire_phone",
    "collapse": "fire_phone", "electric": "ambulance_phone", "medical": "ambulance_phone",
    "chemical": "ambulance_phone", "violence": "police_phone", "self_harm": "crisis_phone",
}  # fmt: skip

_BY_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "self_harm",
        re.compile(r"不想活|自杀|轻生|寻死|\bsuicid|\bkill (?:my|her|him|them)sel", re.I),
    ),
    ("fire", re.compile(r"着火|起火|失火|火苗|着了着了|\bon fire\b|\bburning\b", re.I)),
    ("gas", re.compile(r"煤气|燃气|天然气|\bgas (?:leak|smell)|\bsmell (?:of )?gas\b", re.I)),
    ("electric", re.compile(r"触电|电到了|\belectrocut", re.I)),
    (
        "trapped",
        re.compile(r"困在|被困|\btrapped\b|\bstuck in (?:the|a|an) (?:lift|elevator)", re.I),
    ),
)
"""Words that leave no doubt about the kind, the graver kind first."""


def kind_by_words(text: str) -> str | None:
    """The kind that the words name outright: of these the detector knows less than a rule."""
    return next((kind for kind, words in _BY_WORDS if words.search(text)), None)


def category_of(kind: str) -> str:
    """The ticket's category where the message names none."""
    return _CATEGORIES.get(kind, "other")


def kind_of(category: str) -> str:
    """The likeliest kind of a critical repair of which nothing but the category is known."""
    return _KIND_OF.get(category, UNKNOWN)


def phone_of(park: Park, kind: str) -> str:
    """The number that helps first: of the fire brigade, an ambulance, the police, or the park."""
    return str(getattr(park, _PHONES.get(kind, "emergency_phone")))


def phones(park: Park) -> dict[str, str]:
    """Every emergency number of a park, by the name that texts use."""
    return {
        "fire": park.fire_phone,
        "ambulance": park.ambulance_phone,
        "police": park.police_phone,
        "emergency": park.emergency_phone,
        "crisis": park.crisis_phone,
    }


def advice_key(kind: str) -> str:
    """The text that says what to do at once."""
    return f"danger-{kind.replace('_', '-')}" if kind in KINDS else "emergency"
