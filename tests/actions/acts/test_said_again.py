"""What is named again, or only as what is not wanted."""

import pytest

from services.acts.acts import Edit, Op, Start
from tests.given.acts import ITEMS, cart, state, visit
from tests.given.reading import read


def test_what_stands_is_done_so_beside_what_is_put_in() -> None:
    acts = read("牛肉面微辣，再来一份可乐", state(cart("牛肉面")), "order_food")
    edits = {one.op: one for one in acts if isinstance(one, Edit)}
    refined, added = edits[Op.REFINE], edits[Op.ADD]
    assert refined.on is not None
    assert refined.on.lines == (1,) or refined.on.item == ITEMS["牛肉面"]
    assert refined.options == ("mild",)
    assert [one.item for one in added.lines] == [ITEMS["可乐"]]


def test_what_is_counted_is_one_more() -> None:
    acts = read("一份牛肉面微辣，再来一份可乐", state(cart("牛肉面")), "order_food")
    assert not any(isinstance(one, Edit) and one.op is Op.REFINE for one in acts)


@pytest.mark.parametrize("words", ["two lattes, not the americano", "两杯拿铁，不要美式咖啡"])
def test_what_is_not_wanted_begins_nothing(words: str) -> None:
    [begins] = [one for one in read(words, state(), "order_food") if isinstance(one, Start)]
    assert [one.item for one in begins.lines] == [ITEMS["拿铁"]]


def test_what_is_replaced_does_not_come() -> None:
    words = "饮料不要柠檬茶了，换雪碧"
    acts = read(words, state(cart("牛肉面", "柠檬茶")), "modify_order")
    [swap] = [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
    assert [one.item for one in swap.lines] == [ITEMS["雪碧"]]


@pytest.mark.parametrize(
    ("words", "plate"),
    [
        ("车牌最后一位看错了，是G不是Q", "浙A35T7G"),
        ("the last letter of the plate is a G, not a Q", "浙A35T7G"),
        ("on the plate the 3 should be an 8", "浙A85T7Q"),
    ],
)
def test_one_sign_of_a_plate(words: str, plate: str) -> None:
    stands = state(visit(plate="浙A35T7Q"))
    acts = read(words, stands, "modify_order", acts={"correct": 0.9})
    assert [one.fields.plate for one in acts if one.act == "correct"] == [plate]
