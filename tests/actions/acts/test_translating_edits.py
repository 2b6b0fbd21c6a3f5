"""What a message does to an order that stands, whatever the intent was guessed to be."""

from dataclasses import replace

import pytest

from services.acts.acts import Act, Edit, Op, Restore, Start
from services.acts.state import Change
from services.acts.values import Line, Ref
from tests.given.acts import ITEMS, NAMES, NOW, cart, dropped, order, state
from tests.given.reading import read

CART = cart("牛肉面 x2", "拿铁 x3", "可乐", "可颂 x2")
INTENTS = ("modify_order", "order_food", "out_of_scope", "complain")


def told(act: Act) -> str:
    """ "swap 可乐 → 雪碧", "refine 拿铁 part 1 oat_milk": an edit in a line."""
    assert isinstance(act, Edit)
    words = [str(act.op)]
    if act.on is not None:
        words.append(_ref(act.on))
    if act.part is not None:
        words.append(f"part {act.part}")
    if act.quantity is not None:
        words.append(str(act.quantity))
    if act.lines:
        arrow = ["→"] if act.on is not None else []
        words += [*arrow, *(_line(line.item, line.quantity, line.options) for line in act.lines)]
    return " ".join([*words, *act.options])


def _line(item: int | None, quantity: int | None, options: tuple[str, ...]) -> str:
    many = f" x{quantity}" if quantity is not None else ""
    return " ".join([f"{NAMES[item] if item else '?'}{many}", *options])


def _ref(ref: Ref) -> str:
    if ref.any_of:
        return "+".join(_ref(one) for one in ref.any_of)
    parts = [NAMES[ref.item]] if ref.item is not None else []
    parts += [f"#{ref.position}"] if ref.position is not None else []
    parts += [part for part in (ref.among, ref.has) if part is not None]
    return "·".join(parts) + "".join(f"-{_ref(one)}" for one in ref.but)


EDITS = [
    ("牛肉面改成三碗", "set 牛肉面 3"),
    ("牛肉面要四碗，不是两碗", "set 牛肉面 4"),
    ("拿铁只要两杯就行", "set 拿铁 2"),
    ("把可乐加到三罐", "set 可乐 3"),
    ("make the lattes five", "set 拿铁 5"),
    ("lattes: make it 4 please", "set 拿铁 4"),
    ("bump the cola up to 3", "set 可乐 3"),
    ("actually just one beef noodles", "set 牛肉面 1"),
    ("再加一碗牛肉面", "more 牛肉面 1"),
    ("拿铁再添一杯", "more 拿铁 1"),
    ("one more latte please", "more 拿铁 1"),
    ("add another cola", "more 可乐 1"),
    ("牛肉面少一碗", "fewer 牛肉面 1"),
    ("减一杯拿铁", "fewer 拿铁 1"),
    ("one fewer latte", "fewer 拿铁 1"),
    ("take off one of the lattes", "fewer 拿铁 1"),
    ("one latte less", "fewer 拿铁 1"),
    ("remove two lattes", "fewer 拿铁 2"),
    ("可乐换成雪碧", "swap 可乐 → 雪碧"),
    ("可乐不要了，来罐雪碧", "swap 可乐 → 雪碧 x1"),
    ("用雪碧代替可乐", "swap 可乐 → 雪碧"),
    ("一杯拿铁换成美式咖啡", "swap 拿铁 part 1 → 美式咖啡"),
    ("拿铁里有一杯改成美式咖啡", "swap 拿铁 part 1 → 美式咖啡"),
    ("swap the cola for a sprite", "swap 可乐 → 雪碧 x1"),
    ("sprite instead of the cola please", "swap 可乐 → 雪碧"),
    ("make one of the lattes an americano", "swap 拿铁 part 1 → 美式咖啡 x1"),
    ("not cola, sprite", "swap 可乐 → 雪碧"),
    ("turn the cola into a sprite", "swap 可乐 → 雪碧 x1"),
    ("可乐不要了", "remove 可乐"),
    ("可乐就算了", "remove 可乐"),
    ("scratch the cola", "remove 可乐"),
    ("把可乐和拿铁去掉", "remove 可乐|remove 拿铁"),
    ("可乐跟拿铁都不要了", "remove 可乐|remove 拿铁"),
    ("drop the cola and the lattes", "remove 可乐|remove 拿铁"),
    ("第二个不要了", "remove #2"),
    ("最后一份去掉", "remove #-1"),
    ("drop the first one", "remove #1"),
    ("只留牛肉面", "keep_only 牛肉面"),
    ("除了牛肉面都不要", "keep_only 牛肉面"),
    ("牛肉面保留，其余的全部删掉", "keep_only 牛肉面"),
    ("keep only the beef noodles", "keep_only 牛肉面"),
    ("remove all but the beef noodles", "keep_only 牛肉面"),
    ("只留拿铁和牛肉面，其他不要了", "keep_only 拿铁+牛肉面"),
    ("牛肉面不要香菜", "refine 牛肉面 no_cilantro"),
    ("拿铁都要大杯", "refine 拿铁 large"),
    ("make the lattes iced", "refine 拿铁 iced"),
    ("其中一碗牛肉面不要辣", "refine 牛肉面 part 1 no_chili"),
    ("一碗牛肉面不要香菜", "refine 牛肉面 part 1 no_cilantro"),
    ("one of the lattes with oat milk", "refine 拿铁 part 1 oat_milk"),
    ("two of the lattes large", "refine 拿铁 part 2 large"),
    ("the second latte with oat milk", "refine 拿铁·#2 oat_milk"),
    ("全部改成大杯", "refine all large"),
    ("除了可乐都要大杯", "refine all-可乐 large"),
    ("牛肉面翻倍", "double 牛肉面"),
    ("twice as many lattes", "double 拿铁"),
    ("一共凑成十份", "fill 10"),
    ("make it ten in total", "fill 10"),
    ("凑满十份，剩下的都要可乐", "fill 10 可乐"),
    ("凑够十二个，其余都要雪碧", "fill 12 雪碧"),
    ("总共十份，不够的用可乐补", "fill 10 可乐"),
    ("make it ten in all, the rest in cola", "fill 10 可乐"),
    ("top it up to ten with sprite", "fill 10 雪碧"),
]


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize(("words", "edit"), EDITS, ids=[words for words, _ in EDITS])
def test_an_edit_is_read_in_whatever_the_message_was_guessed_to_be(
    words: str, edit: str, intent: str
) -> None:
    assert [told(act) for act in read(words, state(CART), intent)] == edit.split("|")


@pytest.mark.parametrize(
    ("words", "edits"),
    [
        ("牛肉面加一碗，可乐去掉", ["more 牛肉面 1", "remove 可乐"]),
        ("两碗牛肉面，其中一碗不要香菜", ["refine 牛肉面 part 1 no_cilantro"]),
        ("拿铁两杯要热的，可乐换成雪碧", ["swap 可乐 → 雪碧", "refine 拿铁 part 2 hot"]),
    ],
)
def test_a_message_may_hold_several_edits(words: str, edits: list[str]) -> None:
    assert [told(act) for act in read(words, state(CART), "modify_order")] == edits


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize(
    ("words", "edits"),
    [
        ("一份不要辣，不对，两份都不要辣", ["refine all no_chili"]),
        ("一份不要辣，no wait，两份都不要辣", ["refine all no_chili"]),
        ("一份不要辣，两份都不要香菜", ["refine part 1 no_chili", "refine all no_cilantro"]),
    ],
)
def test_lines_that_are_named_after_a_wish_are_not_those_of_that_wish(
    words: str, edits: list[str], intent: str
) -> None:
    assert [told(act) for act in read(words, state(cart("牛肉面 x2")), intent)] == edits


def test_as_many_as_stand_already_are_so_many_more() -> None:
    assert [told(one) for one in read("两碗牛肉面", state(CART), "order_food")] == ["add 牛肉面 x2"]


def test_what_is_only_said_to_stay_is_not_changed() -> None:
    acts = read("可乐换成雪碧，其他不变", state(CART), "modify_order")
    assert [told(one) for one in acts] == ["swap 可乐 → 雪碧"]


def test_an_edit_right_after_the_order_was_placed_is_one_of_it() -> None:
    acts = read("牛肉面改成三碗", state(order("牛肉面 x2")), "order_food")
    assert [told(one) for one in acts] == ["set 牛肉面 3"]


def test_another_dish_after_the_order_was_placed_begins_a_new_one() -> None:
    [act] = read("来一杯拿铁", state(order("牛肉面 x2")), "order_food")
    assert act.act == "start"


WAS_TWO = replace(
    state(cart("牛肉面 x2", "可乐 x4")),
    changed=(
        Change(
            cart("可乐").id,
            NOW,
            lines=(Line(item=ITEMS["牛肉面"], quantity=2), Line(item=ITEMS["可乐"], quantity=3)),
        ),
    ),
)


@pytest.mark.parametrize("intent", [*INTENTS, "deny", "affirm"])
@pytest.mark.parametrize(
    "words",
    [
        "刚才那个数不对，还是三个",
        "说错了，三瓶",
        "还是三瓶就够",
        "数量改回三个",
        "no, back to three",
        "hmm no, three was right",
        "go back down to three",
    ],
)
def test_a_count_after_a_count_is_that_of_the_same_line(words: str, intent: str) -> None:
    acts = read(words, WAS_TWO, intent)
    assert [told(one) for one in acts] == ["set 3"]


@pytest.mark.parametrize("words", ["三", "3", "三点", "A座3楼"])
def test_a_number_that_may_be_anything_is_no_count(words: str) -> None:
    assert not any(isinstance(act, Edit) for act in read(words, WAS_TWO, "out_of_scope"))


@pytest.mark.parametrize("intent", [*INTENTS, "goodbye", "affirm"])
@pytest.mark.parametrize(
    "words",
    [
        *("撤回", "改回去", "还是原来那样吧", "撤销刚才的修改", "恢复原样", "刚才改的不算"),
        *("undo that", "revert it", "put it back how it was", "scrap that last change"),
    ],
)
def test_the_last_change_is_taken_back_whatever_it_was(words: str, intent: str) -> None:
    [act] = read(words, WAS_TWO, intent)
    assert isinstance(act, Restore)
    assert act.change


def test_what_was_taken_out_is_brought_back() -> None:
    there = cart("牛肉面 x2", removed=["可乐"])
    [act] = read("可乐加回来吧", state(there), "order_food")
    assert act.act == "restore"
    assert act.on is not None
    assert NAMES[act.on.item or 0] == "可乐"


@pytest.mark.parametrize(
    ("words", "comes"),
    [
        ("可乐加回来吧，两罐就够", ["可乐", "set 可乐 2"]),
        ("reinstate the order, minus one latte", [None, "fewer 拿铁 1"]),
        ("都恢复吧，但不要可颂", [None, "remove 可颂"]),
        ("恢复刚才的订单，牛肉面改成三份", [None, "set 牛肉面 3"]),
        ("bring it back", [None]),
    ],
)
def test_what_comes_back_may_be_otherwise_than_it_was(words: str, comes: list[str | None]) -> None:
    there = dropped(cart("牛肉面 x2", "拿铁 x3", "可颂"))
    gone = cart("牛肉面 x2", removed=["可乐 x4"])
    acts = read(words, state(gone if "可乐" in words else there), "modify_order")
    [back, *others] = acts
    assert isinstance(back, Restore)
    assert (NAMES[back.on.item or 0] if back.on else None) == comes[0]
    assert [told(one) for one in others] == comes[1:]


@pytest.mark.parametrize(
    ("words", "comes"),
    [
        ("same as yesterday, one more latte", ["more 拿铁 1"]),
        ("same order as last time, no cola", ["remove 可乐"]),
        ("同上次一样，但少一杯拿铁", ["fewer 拿铁 1"]),
        ("照昨天的再来一单，牛肉面改成三份", ["set 牛肉面 3"]),
        ("same as yesterday but two of everything", ["set all 2"]),
        ("same as yesterday", []),
    ],
)
def test_the_same_again_may_be_otherwise_than_it_was(words: str, comes: list[str]) -> None:
    [again, *others] = read(words, state(), "reorder")
    assert isinstance(again, Start)
    assert again.again
    assert [told(one) for one in others] == comes


@pytest.mark.parametrize("intent", ["modify_order", "order_food", "cancel_order"])
@pytest.mark.parametrize(
    "words", ["remove the latte", "把拿铁去掉", "拿铁不要了", "no latte please", "少一杯拿铁"]
)
def test_what_is_taken_out_of_no_order_is_not_put_into_one(words: str, intent: str) -> None:
    [act] = read(words, state(), intent)
    assert isinstance(act, Edit)
    assert (act.op, act.on and act.on.item) == (Op.REMOVE, ITEMS["拿铁"])


def test_beside_what_is_taken_out_of_no_order_the_rest_begins_one() -> None:
    [act] = read("拿铁不要了，来一碗牛肉面", state(), "order_food")
    assert isinstance(act, Start)
    assert [line.item for line in act.lines] == [ITEMS["牛肉面"]]
