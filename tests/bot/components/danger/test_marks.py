"""Who has to come: the entities of a message that alarms."""

from typing import Any

import pytest

from bot.components.danger.marks import category_of, kind_by_rule, marked
from bot.components.danger.zones import Danger

TEXT = "电梯停在两层中间，出不去"


def entity(name: str, value: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": 2, "text": "电梯"}


def test_an_alarm_takes_the_place_of_what_was_taken_for_a_repair() -> None:
    there = [entity("urgency", "normal"), entity("repair_category", "hvac"), entity("item", "7")]
    found = marked(there, Danger("alarm", "smoke", 0.8), TEXT, "DangerDetector")
    assert [(e["entity"], e["value"]) for e in found] == [
        ("item", "7"),
        ("repair_category", "fire_safety"),
        ("urgency", "critical"),
    ]
    assert {(e["start"], e["end"], e["text"]) for e in found[1:]} == {(0, len(TEXT), TEXT)}


def test_what_rules_said_of_a_danger_stays() -> None:
    there = [entity("urgency", "critical"), entity("repair_category", "elevator")]
    assert marked(there, Danger("alarm", "fire", 0.8), TEXT, "DangerDetector") == there


@pytest.mark.parametrize(
    ("kind", "text", "named", "category"),
    [
        ("trapped", TEXT, "other", "elevator"),
        ("trapped", "we're stuck in the lift", "other", "elevator"),
        ("trapped", "冷库门打不开，出不去", "access_control", "access_control"),
        ("flood", "水快到插座了", "electrical", "plumbing"),
        ("electric", "碰一下手就麻", "other", "electrical"),
        ("violence", "有人拿刀", "other", "security"),
        ("medical", "他没有呼吸了", "other", "other"),
        (None, "救命", "other", "other"),
    ],
)
def test_the_category_follows_from_the_kind(
    kind: str | None, text: str, named: str, category: str
) -> None:
    assert category_of(kind, text, named) == category


@pytest.mark.parametrize(
    ("text", "learned", "kind"),
    [
        ("B座电梯有人被困了！", "flood", "trapped"),
        ("有人被困在会议室", "medical", "trapped"),
        ("配电箱冒火花", None, "electric"),
        ("配电箱冒烟", "smoke", "smoke"),
        ("地下室进水了", "gas", "flood"),
        ("厨房着火了", "medical", "fire"),
    ],
)
def test_a_rule_says_the_kind_where_the_learned_one_does_not_fit_it(
    text: str, learned: str | None, kind: str
) -> None:
    assert kind_by_rule(text, learned) == kind
