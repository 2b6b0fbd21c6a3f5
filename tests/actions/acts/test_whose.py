"""Somebody's portion, by the name with which it was ordered."""

from dataclasses import replace

import pytest

from services.acts.acts import Edit, Op
from services.acts.state import Eater, State
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

EATERS = (
    Eater("阿敏", ITEMS["担担面"]),
    Eater("ben", ITEMS["牛肉面"]),
    Eater("我", ITEMS["拿铁"]),
)


def stands(*written: str) -> State:
    return replace(state(cart(*written)), eaters=EATERS)


THREE = ("牛肉面", "担担面", "拿铁")


def edits(words: str, given: State) -> list[tuple[Op, tuple[int, ...], int | None]]:
    told = [one for one in read(words, given, "modify_order") if isinstance(one, Edit)]
    return [(one.op, one.on.lines if one.on is not None else (), one.part) for one in told]


@pytest.mark.parametrize(
    ("words", "op", "line"),
    [
        ("阿敏不吃了", Op.REMOVE, 2),
        ("Ben's not eating after all", Op.REMOVE, 1),
        ("阿敏的那份划掉，她带饭了", Op.REMOVE, 2),
        ("drop Ben's, he is out sick", Op.REMOVE, 1),
        ("我的那杯不要了", Op.REMOVE, 3),
        ("Ben's should be hot dry noodles instead", Op.SWAP, 1),
        ("阿敏换成红烧肉盖饭", Op.SWAP, 2),
        ("阿敏的微辣", Op.REFINE, 2),
    ],
)
def test_of_one(words: str, op: Op, line: int) -> None:
    assert edits(words, stands(*THREE)) == [(op, (line,), None)]


def test_of_several_portions_one() -> None:
    assert edits("阿敏换成红烧肉盖饭", stands("担担面 x3")) == [(Op.SWAP, (1,), 1)]
    assert edits("阿敏不吃了", stands("担担面 x3")) == [(Op.FEWER, (1,), None)]


def test_whoever_was_named_with_nothing_that_stands() -> None:
    assert all(not lines for _, lines, _ in edits("阿敏不吃了", stands("拿铁")))


def test_a_name_within_another_word_is_nobody() -> None:
    assert edits("the bench is not wanted", stands(*THREE)) == []


def test_what_is_one_more_like_somebodys_is_like_theirs() -> None:
    given = stands("牛肉面", "担担面 [mild]")
    acts = read("给老李来份跟阿敏一模一样的", given, "reorder")
    [copy] = [one for one in acts if isinstance(one, Edit)]
    assert (copy.op, copy.lines[0].item) == (Op.ADD, ITEMS["担担面"])
