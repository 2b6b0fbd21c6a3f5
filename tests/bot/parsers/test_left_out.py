# ruff: noqa: E501 - patterns and word lists read better on one line

from datetime import datetime

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate


def wishes(text: str, now: datetime, knowledge: Knowledge) -> list[tuple[str, str]]:
    spans = annotate(text, now, knowledge)
    return [(one.entity, one.value) for one in spans if one.entity in ("option", "note")]


@pytest.mark.parametrize(
    "text",
    [
        "my colleague doesn't get on with scallions, so one of the beef noodles had better come without them",
        "Tom can't eat scallions, please leave them out of one of the beef noodles",
        "scallions are no good for her, one beef noodles without those pls",
        "she never eats scallions, so one beef noodles without please",
        "two beef noodles, one with extra scallions and one without any",
        "他不能吃葱，其中一碗牛肉面别放那个",
    ],
)
def test_what_was_named_before_is_left_out(
    text: str, morning: datetime, knowledge: Knowledge
) -> None:
    assert wishes(text, morning, knowledge)[-1] == ("option", "no_scallion")


@pytest.mark.parametrize(
    "text",
    [
        "she's allergic to scallions, so one of the beef noodles with less rice and without those please",
        "he can't eat scallions. beef noodles, extra chili on the first, the second without",
        "她对葱过敏，牛肉面多加点辣椒，别放那个",
        "她葱过敏，牛肉面多放辣椒，不要放那些",
    ],
)
def test_what_somebody_may_not_have_is_left_out_and_not_what_was_wished_for_since(
    text: str, morning: datetime, knowledge: Knowledge
) -> None:
    told = wishes(text, morning, knowledge)
    assert ("option", "no_scallion") in told
    assert not [one for one in told if one[1] in ("no_chili", "without rice", "不要辣椒")]


def test_what_no_option_leaves_out_is_noted_by_its_name(
    morning: datetime, knowledge: Knowledge
) -> None:
    words = "she can't eat cashews so one garden salad without them"
    assert wishes(words, morning, knowledge) == [("note", "without cashews")]


def test_all_that_was_named_in_one_breath(morning: datetime, knowledge: Knowledge) -> None:
    words = "no luck with scallions or peanuts, so one beef noodles without either"
    told = wishes(words, morning, knowledge)
    assert told == [("option", "no_scallion"), ("note", "without peanuts")]


@pytest.mark.parametrize(
    "text",
    [
        "kung pao chicken rice and leave it at the desk",
        "I can't do without it",
        "tomato egg noodles, with or without?",
        "we can't start without them",
    ],
)
def test_words_that_refer_to_nothing_eaten(
    text: str, morning: datetime, knowledge: Knowledge
) -> None:
    assert not [one for one in wishes(text, morning, knowledge) if one[0] == "option"]


@pytest.mark.parametrize(
    "text", ["without scallions pls", "without scallions thanks", "without scallions for my lead"]
)
def test_a_wish_ends_where_the_ingredient_does(
    text: str, morning: datetime, knowledge: Knowledge
) -> None:
    assert wishes(f"beef noodles {text}", morning, knowledge) == [("option", "no_scallion")]
