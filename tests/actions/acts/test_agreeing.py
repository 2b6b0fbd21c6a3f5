"""What rules have found of lines, beside what the reader heard of the same words."""

from collections.abc import Mapping

import pytest

from actions.acts.translating.agreeing import agreed
from actions.acts.translating.by_roles import edits_by_roles
from services.acts.acts import Act, Edit, Op
from services.acts.values import Line, Ref
from tests.actions.acts.test_choosing import heard
from tests.actions.acts.test_translating_edits import told
from tests.given.acts import ITEMS, cart, state


def edit(op: str, name: str | None = None, *lines: Line, **more: object) -> Edit:
    on = Ref(item=ITEMS[name]) if name else None
    return Edit.model_validate({"op": Op(op), "on": on, "lines": lines, **more})


def line(name: str, quantity: int | None = None, *options: str) -> Line:
    return Line(item=ITEMS[name], quantity=quantity, options=options)


def read(text: str, found: list[Act], acts: Mapping[str, float]) -> str:
    """What the acts of rules become beside the marked words; a cart of noodles and cola stands."""
    said = heard(text, "modify_order", acts)
    stands = state(cart("牛肉面 x2", "可乐"))
    return " | ".join(told(act) for act in agreed(found, edits_by_roles(said), said, stands))


@pytest.mark.parametrize(
    ("text", "found", "acts", "comes"),
    [
        # Which line is meant, where rules find none.
        (
            "[牛肉面|item:refine=牛肉面]里头[一份|quantity:part=1][微辣|option=mild]",
            edit("refine", part=1, options=("mild",)),
            {"edit:refine": 1.0},
            "refine 牛肉面 part 1 mild",
        ),
        (
            "[colas|item:mention=可乐] are for the kids, [double|op:more] those",
            edit("double"),
            {"edit:double": 1.0},
            "double 可乐",
        ),
        (
            "the [latte|item:mention=拿铁] was good, [double|op:more] it",
            edit("double"),
            {"edit:double": 1.0},
            "double",
        ),
        (
            "[可乐|item:mention=可乐]和[牛肉面|item:mention=牛肉面]都看了，要两份",
            edit("set", quantity=2),
            {"edit:set": 1.0},
            "set 2",
        ),
        (
            "make it [two|quantity:set=2]",
            edit("set", quantity=2),
            {"edit:set": 1.0},
            "set 2",
        ),
        # What stands and is only mentioned is not put in once more.
        (
            "[雪碧|item:add=雪碧]比[可乐|item:mention=可乐]好喝，来一个",
            edit("add", None, line("雪碧", 1), line("可乐")),
            {"edit:add": 0.9},
            "add 雪碧 x1",
        ),
        (
            "trade the [cola|item:out=可乐] for a [Sprite|item:mention=雪碧]",
            edit("add", None, line("可乐"), line("雪碧")),
            {"edit:swap": 0.99},
            "swap 可乐 → 雪碧",
        ),
        (
            "[可乐|item:add=可乐]和[雪碧|item:add=雪碧]",
            edit("add", None, line("可乐"), line("雪碧")),
            {"edit:add": 1.0},
            "add 可乐 雪碧",
        ),
        (
            "[可乐|item:mention=可乐]要两罐，[雪碧|item:add=雪碧]也要",
            edit("add", None, line("可乐", 2), line("雪碧")),
            {"edit:add": 1.0},
            "add 可乐 x2 雪碧",
        ),
        (
            "[拿铁|item:mention=拿铁]、[雪碧|item:add=雪碧]",
            edit("add", None, line("拿铁"), line("雪碧")),
            {"edit:add": 1.0},
            "add 拿铁 雪碧",
        ),
        # What alone would be kept, and nobody heard so.
        (
            "no, leave the [cola|item:mention=可乐]",
            edit("keep_only", "可乐"),
            {"edit:add": 1.0},
            "keep_only 可乐",
        ),
    ],
)
def test_lines_of_rules_follow_what_was_heard(
    text: str, found: Edit, acts: dict[str, float], comes: str
) -> None:
    assert read(text, [found], acts) == comes


def test_nothing_is_taken_out_for_a_word_of_keeping_that_was_not_heard_so() -> None:
    both: list[Act] = [edit("keep_only", "可乐"), edit("add", None, line("雪碧", 2))]
    words = (
        "no, leave the [cola|item:mention=可乐], just add [2|quantity:add=2] [Sprite|item:add=雪碧]"
    )
    assert read(words, both, {"edit:add": 1.0}) == "add 雪碧 x2"
    assert read(words, both, {"edit:add": 1.0, "edit:keep_only": 0.4}) == (
        "keep_only 可乐 | add 雪碧 x2"
    )


def test_a_number_that_is_said_again_with_its_line_sets_nothing_else() -> None:
    both: list[Act] = [edit("set", quantity=5), edit("set", "牛肉面", quantity=5)]
    assert read("来了五个人，牛肉面五份", both, {"edit:set": 1.0}) == "set 牛肉面 5"
    other: list[Act] = [edit("set", quantity=3), edit("set", "牛肉面", quantity=5)]
    assert read("三个，牛肉面五份", other, {"edit:set": 1.0}) == "set 3 | set 牛肉面 5"


def test_an_option_of_all_the_others_is_not_one_of_the_line_before() -> None:
    one = edit("refine", "牛肉面", options=("iced", "hot"))
    rest = Edit(op=Op.REFINE, on=Ref(among="rest"), options=("hot",))
    found: list[Act] = [one, rest]
    assert read("that iced, the rest hot", found, {"edit:refine": 1.0}).startswith(
        "refine 牛肉面 iced |"
    )
