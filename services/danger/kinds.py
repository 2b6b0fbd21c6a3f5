"""Kinds of danger: whose work each is, and which number helps."""

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


def helpers(park: Park) -> dict[str, list[str]]:
    """Whom each of a park's numbers reaches, by the names of `phones`; a number that reaches
    several, as 999, stands once. Those who come from outside first."""
    found: dict[str, list[str]] = {}
    for name, phone in phones(park).items():
        found.setdefault(phone, []).append(name)
    return found


def several(park: Park, language: str) -> dict[str, str]:
    """Numbers that a text names side by side: 120 或 110; once where both are one, as 999."""
    either, both = (" 或 ", " 和 ") if language == "zh" else (" or ", " and ")
    return {
        "ambulance_or_police": either.join(_each_once(park.ambulance_phone, park.police_phone)),
        "fire_and_ambulance": both.join(_each_once(park.fire_phone, park.ambulance_phone)),
    }


def _each_once(*phones: str) -> list[str]:
    return list(dict.fromkeys(phones))


def advice_key(kind: str) -> str:
    """The text that says what to do at once."""
    return f"danger-{kind.replace('_', '-')}" if kind in KINDS else "emergency"
