"""Who has what, what is shared out among so many, wishes that are made together."""

from datetime import UTC, datetime

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.options import find_options
from bot.components.parsers.order_lines import annotate
from bot.components.parsers.owners import MYSELF, find_owners
from bot.components.parsers.shared_out import find_shared

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)


def owners(text: str, knowledge: Knowledge) -> list[str]:
    spans = annotate(text, NOW, knowledge)
    return [str(one.value) for one in find_owners(text, spans) if one.entity == "owner"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("小刘要可乐，阿敏要牛肉面", ["小刘", "阿敏"]),
        ("老王牛肉面，我可乐", ["老王", MYSELF]),
        ("Team drinks: Tom a cola, Grace wants a beef noodles", ["tom", "grace"]),
        ("I'll have the beef noodles and a cola for Jo", [MYSELF, "jo"]),
        ("two beef noodles and a cola please", []),
        ("来一份牛肉面，再来一瓶可乐", []),
    ],
)
def test_who_has_what(text: str, names: list[str], knowledge: Knowledge) -> None:
    assert owners(text, knowledge) == names


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("阿敏不吃了", True),
        ("Ben's not eating after all", True),
        ("take his off", True),
        ("牛肉面不要葱", False),
        ("one more for Ben", False),
    ],
)
def test_that_somebody_has_nothing(text: str, none: bool) -> None:
    assert any(one.entity == "has_none" for one in find_owners(text, [])) is none


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("four want a cola each, the other two want beef noodles", [4, 2]),
        ("五个人每人一份牛肉面，另外三个人要可乐", [5, 3]),
        ("five want a cola and the rest want beef noodles", [5, None]),
        ("two colas and three beef noodles", []),
        ("牛肉面四碗，可乐两瓶", []),
        ("four want a cola", []),
    ],
)
def test_what_is_shared_out(text: str, shares: list[int | None], knowledge: Knowledge) -> None:
    spans = annotate(text, NOW, knowledge)
    assert [one.value for one in find_shared(text, spans)] == shares


@pytest.mark.parametrize(
    "text",
    [
        "葱和辣椒都不要",
        "不要葱、辣椒",
        "neither scallions nor chili",
        "both chili and scallion left out",
    ],
)
def test_wishes_that_are_made_together(text: str, knowledge: Knowledge) -> None:
    found = find_options(text, knowledge.options)
    assert {one.value for one in found} == {"no_scallion", "no_chili"}


@pytest.mark.parametrize("text", ["面和汤都不要了", "多加香菜", "葱蒜都要"])
def test_no_list_that_is_away(text: str, knowledge: Knowledge) -> None:
    assert not any(
        one.value in ("no_scallion", "no_chili") for one in find_options(text, knowledge.options)
    )


@pytest.mark.parametrize(
    "text", ["extra spicy, no scallions", "extra spicy and no scallion", "多加点辣椒，葱不要"]
)
def test_what_is_wished_for_and_what_is_away_are_no_list(text: str, knowledge: Knowledge) -> None:
    found = {one.value for one in find_options(text, knowledge.options)}
    assert "no_scallion" in found
    assert "no_chili" not in found
