# ruff: noqa: E501 - patterns and word lists read better on one line

from datetime import datetime

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate
from bot.components.parsers.relations import find_relations


def roles(text: str, now: datetime, knowledge: Knowledge) -> list[tuple[str, str | None]]:
    spans = annotate(text, now, knowledge)
    return [(one.text, one.role) for one in spans if one.entity in ("item", "line_ref")]


@pytest.mark.parametrize(
    ("text", "goes", "comes"),
    [
        ("make one of them soy milk", "them", "soy milk"),
        ("can one of them be a soy milk", "them", "soy milk"),
        ("let one of those be a sprite", "those", "sprite"),
        ("of the three, two should be americanos", "the three", "americanos"),
        ("out of the 2 one should be a sprite", "the 2", "sprite"),
        ("one of the lattes was meant to be an americano", "lattes", "americano"),
        ("one of the two lattes should have been an americano", "lattes", "americano"),
        ("make two of the lattes americanos", "lattes", "americanos"),
    ],
)
def test_some_of_them_become_another_thing(
    text: str, goes: str, comes: str, morning: datetime, knowledge: Knowledge
) -> None:
    told = roles(text, morning, knowledge)
    assert told == [(goes, "replaced"), (comes, "replacement")]
    spans = annotate(text, morning, knowledge)
    old = next(one for one in spans if one.text == goes)
    assert [(one.value, one.role) for one in spans if one.entity == "quantity" and one.group == old.group] in (
        [(1, "part")], [(2, "part")],
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "I'll have two of the lattes and an americano",
        "make one of the lattes iced",
        "two lattes should be enough, and an americano",
        "one of us would like an americano",
        "one of my guests is here",
    ],
)
def test_nothing_becomes_another(text: str, morning: datetime, knowledge: Knowledge) -> None:
    told = [role for _, role in roles(text, morning, knowledge)]
    assert not {"replaced", "replacement"} & {*told}


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("drop the latte, everything else stands", True),
        ("the rest stay as they are", True),
        ("可乐不要了，其他不变", True),
        ("drop everything else", False),
        ("the rest with ice", False),
    ],
)
def test_all_else_stays(text: str, stays: bool) -> None:
    assert ("rest_stays" in [one.value for one in find_relations(text)]) is stays
