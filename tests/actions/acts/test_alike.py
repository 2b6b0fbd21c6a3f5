"""What is told by what stands: two numbers change places, one more is like another."""

from collections.abc import Sequence

import pytest

from services.acts.acts import Act, Edit, Op, Start
from services.acts.state import State
from services.acts.values import Line
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

TWO = state(cart("牛肉面 x3", "可乐 x2"))
THREE = state(cart("拿铁 x9", "抹茶拿铁 x5", "可颂 x2"))


def counted(acts: Sequence[Act], of: State) -> list[tuple[str, int | None]]:
    """What is set to which number, by the lines' names."""
    names = {line.id: line.name_zh for line in of.things[0].lines}
    edits = [act for act in acts if isinstance(act, Edit) and act.op is Op.SET]
    assert len(edits) == len(acts)
    return [(names[act.on.lines[0]], act.quantity) for act in edits if act.on is not None]


@pytest.mark.parametrize("intent", ["modify_order", "out_of_scope", "deny"])
@pytest.mark.parametrize(
    "words",
    [
        "数量我写反了",
        "不对，两个数反过来",
        "个数对调",
        "sorry, the other way round",
        "I mixed up the numbers",
        "swap the two quantities please",
        "got them the wrong way",
    ],
)
def test_two_numbers_change_places(words: str, intent: str) -> None:
    acts = read(words, TWO, intent)
    assert counted(acts, TWO) == [("牛肉面", 2), ("可乐", 3)]


@pytest.mark.parametrize("words", ["两种拿铁的数量我写颠倒了", "拿铁和抹茶拿铁的数量写反了"])
def test_of_three_lines_the_two_that_are_called_so(words: str) -> None:
    assert counted(read(words, THREE, "out_of_scope"), THREE) == [("拿铁", 5), ("抹茶拿铁", 9)]


def test_of_three_lines_nobody_knows_which_two() -> None:
    assert not any(isinstance(act, Edit) for act in read("数量写反了", THREE, "out_of_scope"))


def test_the_two_numbers_of_one_message() -> None:
    [act] = read("三份牛肉面两罐可乐，不对，反过来", state(), "order_food")
    assert isinstance(act, Start)
    assert [(line.item, line.quantity) for line in act.lines] == [
        (ITEMS["牛肉面"], 2),
        (ITEMS["可乐"], 3),
    ]


WISHED = state(cart("牛肉面 [no_chili]", "可乐 x2"))
LATTES = state(cart("拿铁 x2 [oat_milk]"))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("第三份照抄第一份", Line(item=ITEMS["牛肉面"], quantity=1, options=("no_chili",))),
        ("a copy of the first one", Line(item=ITEMS["牛肉面"], quantity=1, options=("no_chili",))),
    ],
)
def test_one_like_the_line_that_is_named(words: str, line: Line) -> None:
    [act] = read(words, WISHED, "out_of_scope")
    assert isinstance(act, Edit)
    assert (act.op, act.lines) == (Op.ADD, (line,))


@pytest.mark.parametrize(
    "words", ["the same again", "再来一份一样的", "another one like that", "一样的再来一杯"]
)
def test_one_more_like_the_only_line(words: str) -> None:
    [act] = read(words, LATTES, "out_of_scope")
    assert isinstance(act, Edit)
    assert act.lines == (Line(item=ITEMS["拿铁"], quantity=1, options=("oat_milk",)),)


def test_the_same_again_where_nothing_is_put_together_is_the_last_order() -> None:
    [act] = read("same again", state(), "reorder")
    assert isinstance(act, Start)
    assert act.again


def test_the_same_again_as_yesterday_is_an_order_though_one_is_put_together() -> None:
    [act] = read("same again as yesterday", LATTES, "reorder")
    assert isinstance(act, Start)
    assert act.again


@pytest.mark.parametrize("words", ["跟昨天一样来一份", "one of the same as yesterday"])
def test_one_of_the_same_sets_no_line_to_one(words: str) -> None:
    [act] = read(words, state(), "reorder")
    assert isinstance(act, Start)
    assert act.again


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("同事说他也要一份跟我一样的饭不过他要少辣可乐他不要", ("宫保鸡丁盖饭", 1)),
        ("小王也要一瓶跟我一样的可乐", ("可乐", 1)),
        ("再来两份跟我一样的饭", ("宫保鸡丁盖饭", 2)),
    ],
)
def test_one_more_like_mine_is_of_what_is_named(words: str, line: tuple[str, int]) -> None:
    stands = state(cart("宫保鸡丁盖饭", "可乐"))
    edits = [one for one in read(words, stands, "modify_order") if isinstance(one, Edit)]
    assert [one.op for one in edits] == [Op.ADD]
    assert [(one.item, one.quantity) for one in edits[0].lines] == [(ITEMS[line[0]], line[1])]
