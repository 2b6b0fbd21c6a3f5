"""Ways in which people say what is to be done to an order, by kind, in both languages and mixed."""

import pytest

from tests.actions.acts.test_translating_edits import told
from tests.given.acts import cart, order, state
from tests.given.reading import read

CART = cart("牛肉面 x2", "拿铁 x3", "可乐", "可颂 x2")
WORDINGS = {
    "taken out, said behind it": [
        ("可乐拿走", "remove 可乐"),
        ("可乐 cancel 掉", "remove 可乐"),
        ("可颂先撤了吧，没人吃", "remove 可颂"),
        ("cola no need already", "remove 可乐"),
        ("the croissants are not required", "remove 可颂"),
        ("croissants don't want anymore", "remove 可颂"),
        ("可乐那个 remove", "remove 可乐"),
    ],
    "taken out, said before it": [
        ("chuck out the cola", "remove 可乐"),
        ("kick the croissants out of my order", "remove 可颂"),
        ("帮我把可乐删去", "remove 可乐"),
        ("strike off the cola", "remove 可乐"),
        ("we can do without the cola", "remove 可乐"),
    ],
    "one in place of another": [
        ("可乐太甜了，改雪碧", "swap 可乐 → 雪碧"),
        ("可乐 swap with 雪碧", "swap 可乐 → 雪碧"),
        ("可乐想 change 成雪碧", "swap 可乐 → 雪碧"),
        ("cola is too sweet, sprite instead", "swap 可乐 → 雪碧"),
        ("scrap the cola, give me a sprite instead", "swap 可乐 → 雪碧 x1"),
        ("instead of cola I'll take sprite", "swap 可乐 → 雪碧"),
        ("swap out the cola, put sprite instead", "swap 可乐 → 雪碧"),
        ("can the cola become sprite", "swap 可乐 → 雪碧"),
    ],
    "some of them in place of others": [
        ("三杯拿铁里换一杯美式咖啡", "swap 拿铁 part 1 → 美式咖啡"),
        ("拿铁里面拿两杯换成美式咖啡", "swap 拿铁 part 2 → 美式咖啡"),
        ("拿铁有两杯改成美式咖啡", "swap 拿铁 part 2 → 美式咖啡"),
        ("two of the lattes become americano", "swap 拿铁 part 2 → 美式咖啡"),
        ("latte 2 of them change to americano", "swap 拿铁 part 2 → 美式咖啡"),
    ],
    "so many, exactly": [
        ("可乐补到三罐", "set 可乐 3"),
        ("拿铁减到一杯就行", "set 拿铁 1"),
        ("拿铁改五杯，三杯不够分", "set 拿铁 5"),
        ("cut the lattes down to two", "set 拿铁 2"),
        ("latte should be 5 not 3", "set 拿铁 5"),
        ("that was 4 lattes, not 3", "set 拿铁 4"),
        ("可颂 make it 5", "set 可颂 5"),
        ("可乐 change to 3 罐", "set 可乐 3"),
    ],
    "so many more": [
        ("可乐再补两罐", "more 可乐 2"),
        ("拿铁多两杯", "more 拿铁 2"),
        ("latte 再多 two 杯", "more 拿铁 2"),
        ("2 extra croissants", "more 可颂 2"),
        ("croissants another two", "more 可颂 2"),
        ("latte x2 more", "more 拿铁 2"),
        ("cola plus 2", "more 可乐 2"),
        ("bump the lattes up by two", "more 拿铁 2"),
    ],
    "so many fewer": [
        ("拿铁减掉一杯", "fewer 拿铁 1"),
        ("可颂 minus 1", "fewer 可颂 1"),
        ("lattes one less please", "fewer 拿铁 1"),
        ("2 less lattes", "fewer 拿铁 2"),
        ("bring the lattes down by one", "fewer 拿铁 1"),
        ("拿铁退掉一杯", "fewer 拿铁 1"),
    ],
    "so many in all": [
        ("拿铁凑满六杯", "fill 拿铁 6"),
        ("拿铁一共要六杯", "fill 拿铁 6"),
        ("拿铁总共六杯", "fill 拿铁 6"),
        ("latte 6 total", "fill 拿铁 6"),
        ("fill the lattes up to six", "fill 拿铁 6"),
        ("total 6 lattes please", "fill 拿铁 6"),
    ],
    "twice as many": [
        ("可乐加倍", "double 可乐"),
        ("拿铁翻个倍", "double 拿铁"),
        ("拿铁 times two", "double 拿铁"),
        ("double the croissants", "double 可颂"),
        ("全部翻个倍", "double all"),
    ],
    "by position": [
        ("后面那个不要了", "remove #-1"),
        ("最后那样不要了", "remove #-1"),
        ("前头那碗去掉", "remove #1"),
        ("drop item 2", "remove #2"),
        ("second one don't want", "remove #2"),
        ("last one cancel", "remove #-1"),
    ],
    "only these": [
        ("拿铁留着，剩下的都划掉", "keep_only 拿铁"),
        ("除开拿铁别的都不要", "keep_only 拿铁"),
        ("拿铁 only，其他都不用", "keep_only 拿铁"),
        ("only leave the lattes", "keep_only 拿铁"),
        ("keep just the lattes, rest all remove", "keep_only 拿铁"),
        ("nothing but the lattes please", "keep_only 拿铁"),
    ],
    "some of them in a way": [
        ("拿铁里头一杯要燕麦奶", "refine 拿铁 part 1 oat_milk"),
        ("拿铁有一杯去冰", "refine 拿铁 part 1 no_ice"),
        ("拿铁当中两杯要大杯", "refine 拿铁 part 2 large"),
        ("one of the three lattes iced", "refine 拿铁 part 1 iced"),
        ("latte 里头 one 要 iced", "refine 拿铁 part 1 iced"),
    ],
    "all of them in a way": [
        ("拿铁统统去冰", "refine 拿铁 no_ice"),
        ("拿铁都给我大杯", "refine 拿铁 large"),
        ("everything no cilantro", "refine all no_cilantro"),
        ("both croissants hot", "refine 可颂 hot"),
        ("除了可颂其他都要大杯", "refine all-可颂 large"),
    ],
    "a number that is taken back": [
        ("拿铁改成四杯，不对，五杯", "set 拿铁 5"),
        ("可乐要 3 罐 no wait 4 罐，改成 4 罐", "set 可乐 4"),
        ("可乐改成三罐，哦不对，四罐", "set 可乐 4"),
    ],
    "what follows is not counted": [
        ("可乐减一罐 喝不完", "fewer 可乐 1"),
        ("拿铁减一杯 小李请假了", "fewer 拿铁 1"),
        ("可颂再加两个 我妹妹爱吃", "more 可颂 2"),
        ("拿铁少一杯 有人不来了", "fewer 拿铁 1"),
    ],
    "so many of each": [
        ("可乐和可颂都加到五个", "set 可乐 5|set 可颂 5"),
        ("可乐、可颂都改成四份", "set 可乐 4|set 可颂 4"),
    ],
    "several at once": [
        ("可乐删掉，拿铁加到五杯", "remove 可乐|set 拿铁 5"),
        ("可颂翻倍，拿铁减一杯", "double 可颂|fewer 拿铁 1"),
        ("two more lattes and lose the cola", "more 拿铁 2|remove 可乐"),
        ("可乐换雪碧，可颂换芝士蛋糕", "swap 可乐 → 雪碧|swap 可颂 → 芝士蛋糕"),
        ("cola out, add one umbrella", "remove 可乐|add 雨伞 x1"),
    ],
}  # fmt: skip
"""Sayings by kind, with what they do."""


@pytest.mark.parametrize("intent", ["modify_order", "order_food", "out_of_scope"])
@pytest.mark.parametrize(
    ("words", "edits"),
    [pytest.param(*one, id=one[0]) for kind in WORDINGS.values() for one in kind],
)
def test_what_is_done_to_lines_is_read_in_many_wordings(
    words: str, edits: str, intent: str
) -> None:
    assert [told(act) for act in read(words, state(CART), intent)] == edits.split("|")


@pytest.mark.parametrize(
    ("words", "edits"),
    [pytest.param(*one, id=one[0]) for one in WORDINGS["so many, exactly"]],
)
def test_so_it_is_read_right_after_the_order_was_placed(words: str, edits: str) -> None:
    placed = order("牛肉面 x2", "拿铁 x3", "可乐", "可颂 x2")
    assert [told(act) for act in read(words, state(placed), "modify_order")] == edits.split("|")
