"""Entities of a message that alarms: how urgent it is, and who has to come."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.components.danger.zones import Danger
from bot.components.parsers.normalise import normalise
from bot.components.parsers.repairs import find_danger

Entity = Mapping[str, Any]

CATEGORY, URGENCY, CRITICAL, OTHER = "repair_category", "urgency", "critical", "other"

_CATEGORIES = {
    "fire": "fire_safety", "smoke": "fire_safety", "gas": "fire_safety", "chemical": "fire_safety",
    "flood": "plumbing", "electric": "electrical", "violence": "security",
}  # fmt: skip
"""Whose the danger is; of other kinds, what the message names."""
_KINDS = {
    "elevator": ("trapped",),
    "plumbing": ("flood",),
    "electrical": ("electric", "smoke", "fire"),
    "fire_safety": ("fire", "smoke", "gas", "chemical"),
}
"""By what a rule names, the likeliest kind first. A rule that names nothing is of people who are
trapped somewhere else than in a lift."""
_OUTRIGHT = (
    ("electric", re.compile(r"触电|electrocut")),
    ("gas", re.compile(r"煤气|燃气|天然气|瓦斯|\bgas", re.ASCII)),
    (
        "fire",
        re.compile(r"着火|著火|起火|失火|火灾|火苗|烧起来|点着|\b(?:fire|flames?)\b", re.ASCII),
    ),
)
"""What a rule's own words leave no doubt about, the likelier one first."""
_LIFT = re.compile(
    r"电梯|扶梯|[货客直]梯|轿厢|\d号梯|升降机|\b(?:elevators?|lifts?|escalators?)\b|𨋢", re.ASCII
)


def marked(
    entities: Sequence[Entity], danger: Danger, text: str, extractor: str
) -> list[dict[str, Any]]:
    """The entities of a message that alarms: with `urgency` critical, and the category of its kind.

    What rules or the repair classifier said of a danger by its words stays.
    """
    critical = any(e["entity"] == URGENCY and e["value"] == CRITICAL for e in entities)
    if critical and any(e["entity"] == CATEGORY and e["value"] != OTHER for e in entities):
        return [dict(e) for e in entities]
    named = next((e["value"] for e in entities if e["entity"] == CATEGORY), OTHER)
    kept = [dict(e) for e in entities if e["entity"] not in (CATEGORY, URGENCY)]
    whole = {
        "start": 0, "end": len(text), "text": text,
        "confidence": round(danger.p, 4), "extractor": extractor,
    }  # fmt: skip
    category = category_of(danger.kind, text, named)
    return [
        *kept,
        {**whole, "entity": CATEGORY, "value": category},
        {**whole, "entity": URGENCY, "value": CRITICAL},
    ]


def doubted(entities: Sequence[Entity]) -> list[dict[str, Any]]:
    """The entities of a message that does not alarm, without `urgency` critical: it was doubted."""
    return [dict(e) for e in entities if (e["entity"], e["value"]) != (URGENCY, CRITICAL)]


def kind_by_rule(text: str, learned: str | None) -> str:
    """The kind of a danger that a rule heard: the one that its words name outright, else the
    learned one where it fits what the rule is about, for a rule knows its words better."""
    found = find_danger(text)
    if not found:
        return "trapped"
    words = normalise(found[0].text).text
    outright = next((kind for kind, pattern in _OUTRIGHT if pattern.search(words)), None)
    fitting = _KINDS[found[0].value]
    if outright in fitting:
        return outright
    return learned if learned in fitting else fitting[0]


def category_of(kind: str | None, text: str, named: str = OTHER) -> str:
    """The `repair_category` of a danger. `named`: what the message was taken for otherwise."""
    if kind == "trapped":
        return "elevator" if _LIFT.search(normalise(text).text) else named
    return _CATEGORIES.get(kind or "", named)
