"""Lines that are meant by what was spoken of: "it", "the others", "the rest", what we asked."""

import pytest

from services.acts.acts import Act, Edit, Op
from services.acts.resolving import resolve
from services.acts.state import State, Thing
from services.acts.steps import Step
from services.acts.values import Ref
from tests.given.acts import ITEMS, NAMES, act, cart, edit, offering, outcome, start, state

NOODLES = ("牛肉面 x2", "可乐 x3")
DRINK = Edit(op=Op.REMOVE, on=Ref(item=ITEMS["美式咖啡"], words="drink"))
"""An item that does not stand, in the word for its shelf."""
THREE = ("牛肉面 x4", "宫保鸡丁盖饭 x2", "可乐 x3")


def spoken(*positions: int, lines: tuple[str, ...] = THREE) -> State:
    return state(cart(*lines, spoken=positions))


@pytest.mark.parametrize(
    ("stands", "said", "comes"),
    [
        # "It" is the line that the last change was on.
        (spoken(2), edit("set", among="last", quantity=1), "宫保鸡丁盖饭 2→1"),
        (spoken(2), edit("set", quantity=1), "宫保鸡丁盖饭 2→1"),
        (spoken(2), edit("double"), "宫保鸡丁盖饭 2→4"),
        (spoken(2), edit("more"), "宫保鸡丁盖饭 2→3"),
        (spoken(2), edit("fewer"), "宫保鸡丁盖饭 2→1"),
        (spoken(2), edit("remove"), "宫保鸡丁盖饭 2→0"),
        (spoken(2), edit("remove", among="last"), "宫保鸡丁盖饭 2→0"),
        (spoken(2), edit("remove", quantity=1), "宫保鸡丁盖饭 2→1"),
        (spoken(2), edit("swap", "雪碧?"), "宫保鸡丁盖饭 2→0"),
        (spoken(2), edit("swap", "雪碧?", part=1), "宫保鸡丁盖饭 2→1"),
        (spoken(2), edit("refine", note="打包"), "宫保鸡丁盖饭 2→0"),
        (spoken(2), edit("refine", options=["no_chili"], part=1), "宫保鸡丁盖饭 2→1"),
        (spoken(2), edit("keep_only", among="last"), "宫保鸡丁盖饭 2→2"),
        (spoken(2), edit("fill", quantity=10), "宫保鸡丁盖饭 2→3"),
        # What stands on a shelf that is called so, where the item of that name is not there.
        (state(cart("拿铁 x2", "可颂")), DRINK, "拿铁 2→0"),
        (state(cart("拿铁 x2", "可乐")), DRINK, "! not_in_cart cart"),
        # Of a line that was split, all portions are counted.
        (spoken(2, lines=("牛肉面 x3", "牛肉面 [no_garlic]", "可乐")),
         edit("refine", options=["no_garlic"], part=2), "牛肉面 3→2"),
        (spoken(1, 2, lines=("牛肉面 x3", "牛肉面 [no_garlic]", "可乐")),
         edit("refine", options=["no_garlic"], part=3), "牛肉面 3→1"),
        # What it is not able to is about a line that is.
        (spoken(2), edit("refine", options=["no_ice"]), "可乐 3→0"),
        # Several were spoken of together: each of them, or asked back where one is meant.
        (spoken(1, 3), edit("remove", among="last"), "牛肉面 4→0, 可乐 3→0"),
        (spoken(1, 3), edit("set", quantity=1),
         "牛肉面 4→1 | 可乐 3→1 | 牛肉面 4→1, 可乐 3→1 ?"),
        # "The other" is what was not spoken of.
        (spoken(2), edit("remove", among="other"), "牛肉面 4→0, 可乐 3→0"),
        (spoken(2), edit("set", among="other", quantity=1), "牛肉面 4→1, 可乐 3→1"),
        (spoken(1, 3), edit("remove", among="other"), "宫保鸡丁盖饭 2→0"),
        (spoken(1, 2, 3), edit("remove", among="other"), "! not_in_cart cart"),
        (spoken(2), edit("remove", among="other", has="drink"), "可乐 3→0"),
        (spoken(1, lines=NOODLES), edit("more", among="other"), "可乐 3→4"),
        (spoken(lines=NOODLES), edit("remove", among="other"),
         "牛肉面 2→0 | 可乐 3→0 | 牛肉面 2→0, 可乐 3→0 ?"),
        (spoken(2, lines=("担担面 x2", "担担面 [no_chili]")),
         edit("refine", among="other", options=["mild"]), "担担面 2→0"),
        # "The rest", where the message has named nothing: what was not spoken of.
        (spoken(2), edit("remove", among="rest"), "牛肉面 4→0, 可乐 3→0"),
        # Nobody knows what was spoken of.
        (spoken(), edit("remove", among="last"),
         "牛肉面 4→0 | 宫保鸡丁盖饭 2→0 | 可乐 3→0 ?"),
        (spoken(lines=("可乐 x3",)), edit("remove", among="last"), "可乐 3→0"),
        (spoken(lines=("可乐 x3",)), edit("remove", among="other"), "! not_in_cart cart"),
    ],
)  # fmt: skip
def test_what_was_spoken_of_last(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands).replace("cart: ", "") == comes


def after(
    *acts: Act, lines: tuple[str, ...] = THREE, now: Thing | None = None
) -> tuple[State, list[Step]]:
    """What stands after acts of the same message, and their steps. `now`: the cart as it is by
    then, if its lines have changed."""
    before, steps = state(cart(*lines)), list[Step]()
    for said in acts:
        step = resolve(said, before, named_before=steps)
        assert isinstance(step, Step), step
        steps.append(step)
    return (state(now) if now is not None else before), steps


@pytest.mark.parametrize(
    ("before", "said", "comes"),
    [
        # The americanos iced, all the others hot.
        (after(edit("refine", item="美式咖啡", options=["iced"]),
               lines=("拿铁 x3", "美式咖啡 x2", "可颂"),
               now=cart("拿铁 x3", "美式咖啡 x2 [iced]", "可颂")),
         edit("refine", among="rest", options=["hot"]), "拿铁 3→0"),
        # Also that one of its kind which offers no choice of it, but not the cake.
        (after(edit("refine", item="美式咖啡", options=["iced"]),
               lines=("拿铁 x3", "美式咖啡 x2", "澳白", "可颂"),
               now=cart("拿铁 x3", "美式咖啡 x2 [iced]", "澳白", "可颂")),
         edit("refine", among="other", options=["hot"]), "拿铁 3→0, 澳白 1→0"),
        (after(edit("set", item="牛肉面", quantity=1), now=cart("牛肉面", *THREE[1:])),
         edit("double", among="rest"), "宫保鸡丁盖饭 2→4, 可乐 3→6"),
        (after(edit("set", item="牛肉面", quantity=1), now=cart("牛肉面", *THREE[1:])),
         edit("double", among="last"), "牛肉面 1→2"),
        (after(edit("set", item="牛肉面", quantity=1), now=cart("牛肉面", *THREE[1:])),
         edit("refine", options=["no_chili"]), "牛肉面 1→0"),
        (after(edit("set", item="牛肉面", quantity=1), now=cart("牛肉面", *THREE[1:])),
         edit("remove", among="other"), "宫保鸡丁盖饭 2→0, 可乐 3→0"),
        (after(edit("set", item="牛肉面", quantity=1), edit("set", item="可乐", quantity=1),
               now=cart("牛肉面", "宫保鸡丁盖饭 x2", "可乐")),
         edit("remove", among="rest"), "宫保鸡丁盖饭 2→0"),
        # Two of the noodles without chilli, the rest mild.
        (after(edit("refine", item="牛肉面", options=["no_chili"], part=2),
               now=cart("牛肉面 x2", "宫保鸡丁盖饭 x2", "可乐 x3", "牛肉面 x2 [no_chili]")),
         edit("refine", item="牛肉面", among="rest", options=["mild"]), "牛肉面 2→0"),
        (after(edit("refine", item="牛肉面", options=["no_chili"], part=2),
               now=cart("牛肉面 x2", "宫保鸡丁盖饭 x2", "可乐 x3", "牛肉面 x2 [no_chili]")),
         edit("set", among="last", quantity=1), "牛肉面 [no_chili] 2→1"),
        # Two without chilli, only one stays as it comes: the second says what the first has done.
        (after(edit("refine", item="宫保鸡丁盖饭", options=["no_chili"], part=1),
               now=cart("牛肉面 x4", "宫保鸡丁盖饭", "可乐 x3", "宫保鸡丁盖饭 [no_chili]")),
         edit("refine", item="宫保鸡丁盖饭", without=["no_chili"], part=1), "宫保鸡丁盖饭 1→1"),
        # One of it something else, and of the rest one with less oil.
        (after(edit("swap", "可颂?", item="宫保鸡丁盖饭", part=1),
               now=cart("牛肉面 x4", "宫保鸡丁盖饭", "可乐 x3", "可颂")),
         edit("refine", item="宫保鸡丁盖饭", among="rest", options=["less_oil"], part=1),
         "宫保鸡丁盖饭 1→0"),
        (after(edit("swap", "可颂?", item="宫保鸡丁盖饭", part=1),
               now=cart("牛肉面 x4", "宫保鸡丁盖饭", "可乐 x3", "可颂")),
         edit("more", among="last"), "可颂 1→2"),
        # A Sprite to that. No ice.
        (after(edit("add", "雪碧"), now=cart(*THREE, "雪碧")),
         edit("refine", options=["no_ice"]), "雪碧 1→0"),
        (after(edit("add", "雪碧"), now=cart(*THREE, "雪碧")),
         edit("more", among="last"), "雪碧 1→2"),
        (after(start("order", "雪碧"), now=cart("雪碧")),
         edit("refine", options=["no_ice"]), "雪碧 1→0"),
        (after(edit("add", "雪碧"), now=cart(*THREE, "雪碧")),
         edit("remove", among="rest"), "牛肉面 4→0, 宫保鸡丁盖饭 2→0, 可乐 3→0"),
        # Only that stays, the rest goes: it is gone already.
        (after(edit("keep_only", item="可乐"), now=cart("可乐 x3", first=3)),
         edit("remove", among="rest"), "cart"),
        (after(edit("remove", item="可乐"), now=cart(*THREE[:2])),
         edit("double", among="rest"), "牛肉面 4→8, 宫保鸡丁盖饭 2→4"),
        # What the message itself names counts more than what was spoken of before.
        (after(edit("more", item="可乐"), now=cart(*THREE, spoken=(1,))),
         edit("fewer", among="last"), "可乐 3→2"),
    ],
)  # fmt: skip
def test_what_the_message_has_named_before(
    before: tuple[State, list[Step]], said: Act, comes: str
) -> None:
    stands, steps = before
    assert outcome(said, stands, *steps).replace("cart: ", "") == comes


UMBRELLAS = offering("雨伞", "口罩")
FIFTEEN = offering("可乐", quantity=15)


@pytest.mark.parametrize(
    ("stands", "said", "lines"),
    [
        # A choice among what we offered.
        (state(asked=UMBRELLAS), edit("add", position=1, quantity=2), ["雨伞 2"]),
        (state(asked=UMBRELLAS), edit("add", position=2), ["口罩 None"]),
        (state(asked=UMBRELLAS), edit("add", position=-1), ["口罩 None"]),
        (state(asked=UMBRELLAS), edit("add", item="口罩", quantity=3), ["口罩 3"]),
        (state(asked=UMBRELLAS), edit("add", has="伞"), ["雨伞 None"]),
        (state(asked=UMBRELLAS), edit("add", among="all"), ["雨伞 None", "口罩 None"]),
        (state(asked=UMBRELLAS), edit("add", among="asked", quantity=1), ["雨伞 1", "口罩 1"]),
        (state(cart("牛肉面"), asked=UMBRELLAS), edit("add", position=1), ["雨伞 None"]),
        (state(asked=UMBRELLAS), edit("set", among="asked", position=1, quantity=2), ["雨伞 2"]),
        # More than there is was asked for, and what there is was offered: "then three".
        (state(asked=FIFTEEN), edit("set", quantity=3), ["可乐 3"]),
        (state(asked=FIFTEEN), edit("add", quantity=3), ["可乐 3"]),
        (state(cart("牛肉面"), asked=FIFTEEN), edit("set", quantity=3), ["可乐 3"]),
        (state(asked=FIFTEEN), edit("add", among="asked"), ["可乐 15"]),
        (state(asked=FIFTEEN), edit("add", item="可乐"), ["可乐 15"]),
    ],
)  # fmt: skip
def test_a_choice_of_what_was_offered_is_put_in(stands: State, said: Act, lines: list[str]) -> None:
    step = resolve(said, stands)
    assert isinstance(step, Step)
    assert step.act.act == "edit"
    assert step.act.op == "add"
    assert [f"{NAMES[one.item or 0]} {one.quantity}" for one in step.act.lines] == lines


@pytest.mark.parametrize(
    ("stands", "said", "comes"),
    [
        # What is in the cart already is counted there.
        (state(cart("可乐 x2", "牛肉面"), asked=FIFTEEN), edit("set", quantity=3), "可乐 2→3"),
        (state(cart("可乐 x2", "牛肉面"), asked=FIFTEEN), edit("more", quantity=3), "可乐 2→5"),
        (state(cart("可乐 x2", "牛肉面"), asked=FIFTEEN),
         edit("remove", among="asked"), "可乐 2→0"),
        (state(cart("牛肉面", "可乐 x2", spoken=(1,)), asked=FIFTEEN), edit("set", quantity=3),
         "可乐 2→3"),
        # Yes to so many of what was offered.
        (state(asked=FIFTEEN), act("confirm"), "new order"),
        (state(cart("可乐 x2", "牛肉面"), asked=FIFTEEN), act("confirm"), "可乐 2→15"),
        (state(cart("牛肉面"), asked=FIFTEEN), act("confirm"), "cart"),
        (state(asked=UMBRELLAS), act("confirm"), "-"),
        (state(asked=offering("可乐")), act("confirm"), "-"),
        # An offer of several says nothing of a bare number.
        (state(cart("可乐 x2"), asked=UMBRELLAS), edit("set", quantity=3), "可乐 2→3"),
        (state(asked=UMBRELLAS), edit("set", quantity=3), "! nothing_there"),
        (state(asked=UMBRELLAS), edit("add", position=3), "! nothing_there"),
        (state(asked=UMBRELLAS), edit("add", position=0), "! nothing_there"),
        (state(cart("可乐 x2"), asked=UMBRELLAS), edit("remove", position=1), "可乐 2→0"),
    ],
)  # fmt: skip
def test_an_offer_that_is_not_chosen_from(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands).replace("cart: ", "") == comes


def test_a_property_is_an_option_a_tag_or_a_name_before_it_is_a_part_of_one() -> None:
    """ "The latte" is the latte, although the matcha latte is called so in part."""
    stands = state(cart("抹茶拿铁", "拿铁"))
    assert outcome(edit("remove", has="拿铁"), stands) == "cart: 拿铁 1→0"
    assert outcome(edit("remove", has="latte"), stands) == "cart: 拿铁 1→0"


def test_what_was_ordered_without_chilli_is_not_the_spicy_one() -> None:
    stands = state(cart("牛肉面 [no_chili]", "可乐"))
    assert outcome(edit("remove", has="辣"), stands) == "! not_in_cart cart"
