"""Which order an edit is on: the one we asked about, the one at hand, or what holds the line."""

import pytest

from services.acts.acts import Act
from services.acts.state import Asked, State
from tests.given.acts import (
    accepted,
    act,
    cart,
    dropped,
    edit,
    offering,
    order,
    outcome,
    repair,
    state,
    visit,
)

LUNCH = cart("牛肉面 x2", "可乐")
COFFEE = cart("拿铁 x2", id="coffee", first=11, ago=3)
PLACED = order("牛肉面 x2", "可乐")
MORNING = order("牛肉面 x2", "可乐", ago=120)
ACCEPTED = accepted("牛肉面 x2", "可乐")
GIVEN_UP = dropped(cart("牛肉面 x2"))


@pytest.mark.parametrize(
    ("stands", "said", "comes"),
    [
        # There is one.
        (state(LUNCH), edit("set", item="可乐", quantity=2), "cart: 可乐 1→2"),
        (state(PLACED), edit("set", item="可乐", quantity=2), "order:O-1: 可乐 1→2"),
        (state(PLACED, visit()), edit("remove", item="可乐"), "order:O-1: 可乐 1→0"),
        (state(visit(), PLACED), edit("remove", item="可乐"), "order:O-1: 可乐 1→0"),
        (state(visit(ago=0), PLACED), edit("more", item="可乐"), "order:O-1: 可乐 1→2"),
        # There is none.
        (state(), edit("swap", "雪碧?", item="可乐"), "new order"),
        (state(ACCEPTED), edit("swap", "雪碧?", item="可乐"), "! too_late order:O-1"),
        (state(ACCEPTED), edit("swap", "雪碧?", item="拿铁"), "new order"),
        (state(GIVEN_UP), edit("swap", "雪碧?", item="牛肉面"), "cart then edit:swap"),
        (state(GIVEN_UP), edit("remove", item="牛肉面"), "! given_up cart"),
        (state(GIVEN_UP), edit("set", item="雪碧", quantity=2), "! given_up cart"),
        (state(GIVEN_UP), edit("more"), "! given_up cart"),
        (state(), edit("set", item="可乐", quantity=2), "! nothing_there"),
        (state(visit(), repair()), edit("set", quantity=2), "! nothing_there"),
        (state(GIVEN_UP), edit("set", item="牛肉面", quantity=1), "cart then edit:set"),
        (state(dropped(LUNCH, ago=45)), edit("set", item="牛肉面", quantity=1), "! given_up cart"),
        (state(ACCEPTED), edit("set", item="可乐", quantity=2), "! too_late order:O-1"),
        (state(ACCEPTED), edit("remove"), "! too_late order:O-1"),
        # Two carts: the one that holds the line.
        (state(LUNCH, COFFEE), edit("remove", item="拿铁"), "coffee: 拿铁 2→0"),
        (state(COFFEE, LUNCH), edit("remove", item="可乐"), "cart: 可乐 1→0"),
        (state(LUNCH, COFFEE, asked="coffee.place"), edit("more", item="可乐"), "cart: 可乐 1→2"),
        (state(LUNCH, COFFEE, asked="coffee.place"), edit("more"), "coffee: 拿铁 2→3"),
        (state(LUNCH, COFFEE), edit("refine", options=["oat_milk"]),
         "cart: 牛肉面 2→0 | cart: 可乐 1→0 | cart: 牛肉面 2→0, 可乐 1→0 ?"),
        (state(LUNCH, COFFEE), edit("double", among="all"),
         "cart: 牛肉面 2→4, 可乐 1→2 + coffee: 拿铁 2→4"),
        (state(LUNCH, COFFEE), edit("fewer", among="all"),
         "cart: 牛肉面 2→1, 可乐 1→0 + coffee: 拿铁 2→1"),
        (state(LUNCH, COFFEE), edit("fewer", among="all", quantity=2), "! not_so_many cart"),
        # What alone is kept, and what is left out of everything, goes for both.
        (state(LUNCH, COFFEE), edit("keep_only", item="可乐"),
         "cart: 可乐 1→1 + coffee: 拿铁 2→0"),
        (state(LUNCH, COFFEE), edit("keep_only", item="拿铁"),
         "cart: 牛肉面 2→0, 可乐 1→0 + coffee: 拿铁 2→2"),
        (state(LUNCH, COFFEE), edit("keep_only", has="drink"),
         "cart: 可乐 1→1 + coffee: 拿铁 2→2"),
        (state(LUNCH, COFFEE), edit("keep_only", any_of=["牛肉面", "拿铁"]),
         "cart: 牛肉面 2→2 + coffee: 拿铁 2→2"),
        (state(LUNCH, COFFEE), edit("keep_only", item="雪碧"), "! not_in_cart cart"),
        (state(LUNCH, COFFEE), edit("remove", but=["牛肉面"]),
         "cart: 可乐 1→0 + coffee: 拿铁 2→0"),
        (state(LUNCH, COFFEE), edit("remove", among="all", but=["拿铁"]),
         "cart: 牛肉面 2→0, 可乐 1→0"),
        (state(LUNCH, COFFEE), edit("set", among="all", quantity=1),
         "cart: 牛肉面 2→1, 可乐 1→1 + coffee: 拿铁 2→1"),
        (state(LUNCH, COFFEE), edit("double", among="all", item="拿铁"), "coffee: 拿铁 2→4"),
        (state(COFFEE, PLACED), edit("keep_only", item="拿铁"), "coffee: 拿铁 2→2"),
        (state(COFFEE, PLACED), edit("keep_only", item="牛肉面"), "order:O-1: 牛肉面 2→2"),
        (state(PLACED, COFFEE, LUNCH), edit("keep_only", item="牛肉面"), "order:O-1: 牛肉面 2→2"),
        # A cart and an order: what is at hand, unless it does not hold the line.
        (state(COFFEE, PLACED), edit("set", item="可乐", quantity=2), "order:O-1: 可乐 1→2"),
        (state(COFFEE, PLACED), edit("set", item="拿铁", quantity=1), "coffee: 拿铁 2→1"),
        (state(PLACED, LUNCH), edit("remove", item="可乐"), "order:O-1: 可乐 1→0"),
        (state(LUNCH, PLACED), edit("remove", item="可乐"), "cart: 可乐 1→0"),
        (state(PLACED, LUNCH, asked="cart"), edit("remove", item="可乐"), "cart: 可乐 1→0"),
        (state(LUNCH, PLACED, asked="cart"), edit("remove", item="可乐", of={"made": True}),
         "order:O-1: 可乐 1→0"),
        (state(PLACED, LUNCH), edit("remove", item="可乐", of={"made": False}), "cart: 可乐 1→0"),
        (state(LUNCH, PLACED), edit("remove", item="可乐", of={"number": "O-1"}),
         "order:O-1: 可乐 1→0"),
        (state(LUNCH, PLACED), edit("remove", item="可乐", of={"number": "o1"}),
         "order:O-1: 可乐 1→0"),
        (state(LUNCH, PLACED), edit("remove", item="可乐", of={"number": "O-9"}),
         "! nothing_there"),
        (state(LUNCH, PLACED), edit("remove", item="可乐", of={"what": "visit"}),
         "cart: 可乐 1→0"),
        (state(LUNCH, ACCEPTED), edit("remove", item="可乐", of={"made": True}),
         "! too_late order:O-1"),
        (state(COFFEE, ACCEPTED), edit("remove", item="可乐"), "! too_late order:O-1"),
        (state(COFFEE, ACCEPTED), edit("remove", item="雪碧"), "! not_in_cart coffee"),
        # An order of this morning that may still be changed, if it is named by what is in it.
        (state(MORNING), edit("set", item="可乐", quantity=2), "order:O-1: 可乐 1→2"),
        (state(COFFEE, MORNING), edit("set", item="可乐", quantity=2), "order:O-1: 可乐 1→2"),
        # Two orders of one moment, between which nothing decides.
        (state(order("可乐"), order("可乐", number="O-2", first=31)),
         edit("more", item="可乐"), "order:O-1: 可乐 1→2 | order:O-2: 可乐 1→2 ?"),
        (state(order("可乐"), order("可乐", number="O-2", first=31, ago=9)),
         edit("more", item="可乐"), "order:O-1: 可乐 1→2"),
        (state(order("可乐"), order("雪碧", number="O-2", first=31)),
         edit("more", item="雪碧"), "order:O-2: 雪碧 1→2"),
        (state(order("可乐"), order("拿铁", number="O-2", first=31)),
         edit("more", of={"ref": {"has": "latte"}}), "order:O-2: 拿铁 1→2"),
        (state(order("可乐"), order("可乐", "拿铁", number="O-2", first=31)),
         edit("more", item="可乐", of={"ref": {"item": 13}}), "order:O-2: 可乐 1→2"),
        (state(order("可乐"), order("可乐", number="O-2", first=31)),
         edit("more", item="可乐", of={"ref": {"among": "all"}}),
         "order:O-1: 可乐 1→2 + order:O-2: 可乐 1→2"),
        (state(order("可乐", serial=7), order("可乐", number="O-2", first=31, serial=8)),
         edit("more", item="可乐", of={"ref": {"position": 2}}), "order:O-2: 可乐 1→2"),
        (state(order("可乐", serial=7), order("可乐", number="O-2", first=31, serial=8)),
         edit("more", item="可乐", of={"ref": {"position": 3}}), "! nothing_there"),
        # A new one, where it is settled that none is meant.
        (state(LUNCH), edit("remove", item="可乐", of={"new": True}), "new order"),
        # A button that is pressed late.
        (state(LUNCH), edit("remove", item="可乐", of={"thing": "gone"}), "! nothing_there"),
        (state(ACCEPTED), edit("remove", item="可乐", of={"thing": "order:O-1"}),
         "! too_late order:O-1"),
        (state(PLACED), edit("remove", item="可乐", of={"thing": "cart", "number": "O-1"}),
         "order:O-1: 可乐 1→0"),
    ],
)  # fmt: skip
def test_an_edit_is_on_the_order_that_holds_the_line(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(
    ("stands", "said", "comes"),
    [
        (state(), edit("add", "可乐"), "new order"),
        (state(visit()), edit("add", "可乐"), "new order"),
        (state(LUNCH), edit("add", "可乐"), "cart"),
        (state(PLACED), edit("add", "可乐"), "order:O-1"),
        (state(PLACED, LUNCH), edit("add", "可乐"), "order:O-1"),
        (state(LUNCH, PLACED), edit("add", "可乐"), "cart"),
        (state(PLACED, LUNCH, asked="cart"), edit("add", "可乐"), "cart"),
        (state(LUNCH, COFFEE), edit("add", "可乐"), "cart"),
        (state(LUNCH, COFFEE, asked="coffee.place"), edit("add", "可乐"), "coffee"),
        (state(LUNCH, PLACED), edit("add", "可乐", of={"made": True}), "order:O-1"),
        (state(LUNCH, PLACED), edit("add", "可乐", of={"number": "O-1"}), "order:O-1"),
        (state(GIVEN_UP), edit("add", "可乐"), "new order"),
        # What was made long ago is left alone, unless it is named.
        (state(MORNING), edit("add", "可乐"), "new order"),
        (state(MORNING), edit("add", "可乐", of={"made": True}), "order:O-1"),
        # So is what may not be changed any more.
        (state(ACCEPTED), edit("add", "可乐"), "new order"),
        (state(ACCEPTED), edit("add", "可乐", of={"made": True}), "! too_late order:O-1"),
        (state(ACCEPTED), edit("add", "可乐", of={"number": "O-1"}), "! too_late order:O-1"),
        (state(LUNCH), edit("add", "可乐", of={"number": "O-9"}), "! nothing_there"),
        (state(order("可乐"), order("可乐", number="O-2", first=31)), edit("add", "可乐"),
         "order:O-1 | order:O-2 ?"),
        (state(order("可乐"), order("拿铁", number="O-2", first=31)),
         edit("add", "可乐", of={"ref": {"has": "latte"}}), "order:O-2"),
        (state(LUNCH), edit("add", "可乐", of={"new": True}), "new order"),
    ],
)  # fmt: skip
def test_what_is_added_goes_to_what_is_at_hand(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


def test_an_order_that_was_just_placed_is_edited_although_we_asked_something_else() -> None:
    asked = Asked("rating", None, None)
    assert outcome(edit("more", item="可乐"), state(PLACED, asked=asked)) == "order:O-1: 可乐 1→2"


def test_an_offer_of_dishes_is_chosen_into_the_cart_at_hand() -> None:
    stands = state(LUNCH, asked=offering("拿铁", "美式咖啡"))
    assert outcome(edit("add", position=2, quantity=2), stands) == "cart"


def test_a_question_is_never_an_edit() -> None:
    stands = state(LUNCH, asked="cart")
    for about in ("item", "menu", "cart", "fee", "time"):
        assert outcome(act("ask", about=about), stands) == "cart"
