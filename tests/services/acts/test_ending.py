"""Giving up, calling off, bringing back, making haste: on which thing, and when it is asked."""

from dataclasses import replace

import pytest

from services.acts.acts import Act, Edit
from services.acts.resolving import resolve
from services.acts.state import Change, Standing, State
from services.acts.steps import Refusal, Step
from services.acts.values import Line
from tests.given.acts import (
    ITEMS,
    NAMES,
    NOW,
    accepted,
    act,
    cart,
    correct,
    dropped,
    edit,
    offering_numbers,
    order,
    outcome,
    ref,
    repair,
    state,
    visit,
    waiting,
)

CART = cart("牛肉面 x2", "可乐")
COFFEE = cart("拿铁", id="coffee", first=11, ago=3)
PLACED = order("牛肉面 x2", "可乐")
SECOND = order("拿铁", number="O-2", first=31, ago=9)
OLD = order("牛肉面", ago=120)
ACCEPTED = accepted("牛肉面")
VISIT = visit(names="王芳")
ANNA = visit("V-1", names="Anna Keller", serial=1)
PETER = visit("V-2", names="Peter Novak", serial=2)
REPAIR = repair(description="灯坏了")
VISIT_DRAFT = visit(standing=Standing.DRAFT, id="visit", may=(), missing=("names",), ago=0)
REPAIR_DRAFT = repair(standing=Standing.DRAFT, id="repair", may=(), missing=("place",), ago=0)


def give_up(**of: object) -> Act:
    return act("give_up", of=of)


def cancel(**of: object) -> Act:
    return act("cancel", of=of)


def back(*, on: dict[str, object] | None = None, **of: object) -> Act:
    return act("restore", of=of, **({"on": on} if on else {}))


def urge(**of: object) -> Act:
    return act("urge", of=of)


GIVING_UP: list[tuple[State, Act, str]] = [
    # What is at hand.
    (state(CART), give_up(), "cart"),
    (state(VISIT_DRAFT, CART, asked="visit.names"), give_up(), "visit"),
    (state(CART, VISIT_DRAFT, asked="visit.names"), give_up(), "visit"),
    (state(VISIT_DRAFT, CART, asked="cart.place"), give_up(), "cart"),
    (state(CART, COFFEE), give_up(), "cart"),
    (state(COFFEE, CART), give_up(), "coffee"),
    (state(CART, COFFEE, asked="coffee"), give_up(), "coffee"),
    (state(waiting()), give_up(), "handoff:1"),
    (state(waiting(ago=9), CART, asked="cart.place"), give_up(), "cart"),
    (state(waiting(), PLACED), give_up(), "handoff:1"),
    (state(waiting(), PLACED), give_up(what="order"), "order:O-1"),
    # What is named.
    (state(CART, VISIT_DRAFT), give_up(what="visit"), "visit"),
    (state(CART, VISIT_DRAFT), give_up(what="order"), "cart"),
    (state(CART, COFFEE), give_up(ref=ref(has="latte")), "coffee"),
    (state(CART, COFFEE), give_up(ref=ref(among="all")), "cart + coffee"),
    (state(CART, REPAIR_DRAFT), give_up(ref=ref(among="other")), "repair"),
    (state(CART, COFFEE), give_up(thing="coffee"), "coffee"),
    # Everything: each package drops its own.
    (state(CART, COFFEE), act("give_up", everything=True), "-"),
    (state(PLACED), act("give_up", everything=True), "-"),
    # What is made already is only asked about, unless it is named.
    (state(PLACED), give_up(), "order:O-1 ?"),
    (state(VISIT), give_up(), "visit:V-1 ?"),
    (state(VISIT), give_up(what="visit"), "visit:V-1"),
    (state(PLACED), give_up(made=True), "order:O-1"),
    (state(CART, PLACED), give_up(made=True), "order:O-1"),
    (state(PLACED), give_up(number="O-1"), "order:O-1"),
    (state(OLD), give_up(), "-"),
    (state(), give_up(), "-"),
    (state(ACCEPTED), give_up(), "-"),
    (state(), give_up(what="visit"), "! nothing_there"),
    (state(ACCEPTED), give_up(what="order"), "! too_late order:O-1"),
    (state(dropped(CART)), give_up(), "-"),
]  # fmt: skip

CALLING_OFF: list[tuple[State, Act, str]] = [
    (state(PLACED), cancel(), "order:O-1"),
    (state(PLACED), cancel(what="order"), "order:O-1"),
    (state(VISIT), cancel(what="visit"), "visit:V-1"),
    (state(REPAIR), cancel(), "repair:T-1"),
    (state(waiting()), cancel(), "handoff:1"),
    (state(VISIT, PLACED), cancel(what="order"), "order:O-1"),
    (state(visit(ago=1), PLACED), cancel(), "visit:V-1"),
    (state(PLACED, visit(ago=9)), cancel(), "order:O-1"),
    (state(VISIT, PLACED), cancel(), "visit:V-1 | order:O-1 ?"),
    (state(PLACED), cancel(number="O-1"), "order:O-1"),
    (state(PLACED), cancel(number="O-9"), "! nothing_there"),
    (state(PLACED), cancel(number="o1"), "order:O-1"),
    # Two of a kind are asked about.
    (state(PLACED, SECOND), cancel(), "order:O-1 | order:O-2 ?"),
    (state(PLACED, SECOND), cancel(what="order"), "order:O-1 | order:O-2 ?"),
    (state(ANNA, PETER), cancel(what="visit"), "visit:V-1 | visit:V-2 ?"),
    (state(ANNA, PETER), cancel(ref=ref(has="Peter")), "visit:V-2"),
    (state(ANNA, PETER), cancel(ref=ref(position=1)), "visit:V-1"),
    (state(PETER, ANNA), cancel(ref=ref(position=1)), "visit:V-1"),
    (state(PETER, ANNA), cancel(ref=ref(position=-1)), "visit:V-2"),
    (state(PETER, ANNA), cancel(ref=ref(position=3)), "! nothing_there"),
    (state(ANNA, PETER), cancel(what="visit", ref=ref(among="all")), "visit:V-1 + visit:V-2"),
    (state(ANNA, PETER, PLACED), cancel(ref=ref(among="all", but=[{"has": "Anna"}])),
     "visit:V-2 + order:O-1"),
    (state(PLACED, SECOND), cancel(ref=ref(has="latte")), "order:O-2"),
    (state(PLACED, SECOND), cancel(ref=ref(item="可乐")), "order:O-1"),
    (state(PLACED, SECOND), cancel(thing="order:O-2"), "order:O-2"),
    # Except where we have asked about one of them, or offered both.
    (state(PLACED, SECOND, asked="order:O-2"), cancel(), "order:O-2"),
    (state(PLACED, SECOND, asked=offering_numbers("O-2", "O-1")), cancel(ref=ref(position=1)),
     "order:O-2"),
    (state(PLACED, SECOND, asked=offering_numbers("O-2", "O-1")), cancel(ref=ref(position=2)),
     "order:O-1"),
    # One was made a moment ago, the other long before.
    (state(PLACED, order("拿铁", number="O-2", first=31, ago=90)), cancel(), "order:O-1"),
    (state(OLD), cancel(what="order"), "order:O-1"),
    (state(OLD), cancel(), "order:O-1 ?"),
    (state(OLD, order("拿铁", number="O-2", first=31, ago=90)), cancel(what="order"),
     "order:O-1 | order:O-2 ?"),
    # What is still being put together is given up.
    (state(CART), cancel(what="order"), "cart"),
    (state(CART, PLACED), cancel(what="order"), "cart"),
    (state(CART, PLACED, asked="cart.place"), cancel(what="order"), "cart"),
    (state(PLACED, CART), cancel(what="order"), "order:O-1"),
    (state(CART, PLACED), cancel(what="order", made=True), "order:O-1"),
    (state(CART, PLACED), cancel(number="O-1"), "order:O-1"),
    (state(CART, VISIT), cancel(what="visit"), "visit:V-1"),
    (state(VISIT_DRAFT), cancel(what="visit"), "visit"),
    (state(CART), cancel(what="order", made=True), "! nothing_there"),
    # It may not be any more, or it is off already.
    (state(ACCEPTED), cancel(what="order"), "! too_late order:O-1"),
    (state(ACCEPTED), cancel(), "! too_late order:O-1"),
    (state(ACCEPTED, SECOND), cancel(what="order"), "order:O-2"),
    (state(dropped(PLACED)), cancel(what="order"), "! given_up order:O-1"),
    (state(), cancel(), "! nothing_there"),
    (state(), cancel(what="visit"), "! nothing_there"),
    # There is none of the kind that was heard: of the one thing that there is, it is asked.
    (state(PLACED), cancel(what="visit"), "order:O-1 ?"),
    (state(OLD), cancel(what="visit"), "order:O-1 ?"),
    (state(VISIT), cancel(what="order"), "visit:V-1 ?"),
    (state(CART), cancel(what="repair"), "cart ?"),
    (state(waiting(), REPAIR), cancel(what="visit"), "repair:T-1 ?"),
    (state(PLACED, VISIT), cancel(what="repair"), "! nothing_there"),
    (state(ACCEPTED), cancel(what="visit"), "! nothing_there"),
    (state(waiting()), cancel(what="visit"), "! nothing_there"),
    (state(PLACED), cancel(what="visit", number="V-9"), "! nothing_there"),
    (state(PLACED, dropped(VISIT)), cancel(what="visit"), "! given_up visit:V-1"),
]  # fmt: skip

GONE = cart("牛肉面", removed=["可乐 x3"])
TWO_GONE = cart("牛肉面", removed=["可颂 x4", "芝士蛋糕"])

BRINGING_BACK: list[tuple[State, Act, str]] = [
    # Lines that were taken out.
    (state(GONE), back(on=ref(item="可乐")), "cart: 可乐"),
    (state(GONE), back(on=ref(has="drink")), "cart: 可乐"),
    (state(GONE), back(on=ref(has="cola")), "cart: 可乐"),
    (state(GONE), back(on=ref(position=1)), "cart: 可乐"),
    (state(GONE), back(on=ref(among="last")), "cart: 可乐"),
    (state(GONE), back(), "cart: 可乐"),
    (state(GONE), back(on=ref(item="雪碧")), "! nothing_to_restore cart"),
    (state(GONE), back(on=ref(item="牛肉面")), "! nothing_to_restore cart"),
    (state(TWO_GONE), back(on=ref(item="可颂")), "cart: 可颂"),
    (state(TWO_GONE), back(on=ref(has="bakery")), "cart: 芝士蛋糕 | cart: 可颂 ?"),
    (state(TWO_GONE), back(on=ref(has="bakery", among="all")), "cart: 可颂, 芝士蛋糕"),
    (state(TWO_GONE), back(on=ref(among="all")), "cart: 可颂, 芝士蛋糕"),
    (state(TWO_GONE), back(on=ref(among="all", but=["芝士蛋糕"])), "cart: 可颂"),
    (state(TWO_GONE), back(on=ref(among="last")), "cart: 芝士蛋糕"),
    (state(TWO_GONE), back(), "cart: 芝士蛋糕 | cart: 可颂, 芝士蛋糕 ?"),
    (state(cart("牛肉面", removed=["可乐 x3", "可乐 x2"])), back(on=ref(item="可乐")),
     "cart: 可乐"),
    (state(order("牛肉面", removed=["可乐"])), back(on=ref(item="可乐")), "order:O-1: 可乐"),
    (state(accepted("牛肉面", removed=["可乐"])), back(on=ref(item="可乐")),
     "! nothing_to_restore order:O-1"),
    (state(CART, cart("拿铁", id="coffee", removed=["可颂"], first=11, ago=3)),
     back(on=ref(item="可颂")), "coffee: 可颂"),
    (state(CART, cart("拿铁", id="coffee", removed=["可颂"], first=11, ago=3)), back(),
     "coffee: 可颂"),
    # What was given up or called off.
    (state(dropped(CART)), back(), "cart"),
    (state(dropped(PLACED)), back(), "order:O-1"),
    (state(dropped(VISIT), CART), back(), "visit:V-1"),
    (state(dropped(VISIT), CART), back(what="visit"), "visit:V-1"),
    (state(dropped(VISIT), dropped(PLACED, ago=4)), back(), "visit:V-1"),
    (state(dropped(VISIT), dropped(PLACED, ago=4)), back(what="order"), "order:O-1"),
    (state(dropped(VISIT), dropped(PLACED)), back(), "visit:V-1 | order:O-1 ?"),
    (state(dropped(VISIT), dropped(PLACED)), back(ref=ref(among="all")), "visit:V-1 + order:O-1"),
    (state(dropped(ANNA), dropped(PETER)), back(ref=ref(has="Peter")), "visit:V-2"),
    (state(dropped(ANNA), dropped(PETER)), back(number="V-1"), "visit:V-1"),
    (state(dropped(CART), dropped(COFFEE)), back(), "cart + coffee"),
    (state(dropped(CART), dropped(COFFEE)), back(ref=ref(has="latte")), "coffee"),
    (state(dropped(CART)), back(made=True), "! nothing_to_restore"),
    (state(dropped(PLACED)), back(made=True), "order:O-1"),
    # Some of what was given up: that alone, anew.
    (state(dropped(CART)), back(on=ref(item="可乐")), "new order"),
    # Nothing, or too late.
    (state(), back(), "! nothing_to_restore"),
    (state(CART), back(), "! nothing_to_restore"),
    (state(PLACED), back(), "! nothing_to_restore"),
    (state(dropped(PLACED, may=())), back(), "! too_late order:O-1"),
    (state(), back(on=ref(item="可乐")), "! nothing_to_restore"),
]  # fmt: skip

HASTE: list[tuple[State, Act, str]] = [
    (state(PLACED), urge(), "order:O-1"),
    (state(ACCEPTED), urge(), "order:O-1"),
    (state(REPAIR), urge(), "repair:T-1"),
    (state(waiting()), urge(), "handoff:1"),
    (state(CART, REPAIR, asked="cart.place"), urge(), "repair:T-1"),
    (state(REPAIR, PLACED), urge(what="order"), "order:O-1"),
    (state(repair(ago=1), PLACED), urge(), "repair:T-1"),
    (state(REPAIR, PLACED), urge(), "repair:T-1 | order:O-1 ?"),
    (state(PLACED, SECOND), urge(), "order:O-1"),
    (state(PLACED, SECOND), urge(number="O-2"), "order:O-2"),
    (state(OLD), urge(), "order:O-1"),
    (state(VISIT), urge(), "! too_late visit:V-1"),
    (state(CART), urge(), "! nothing_there cart"),
    (state(), urge(), "! nothing_there"),
    (state(PLACED), urge(number="T-9"), "! nothing_there"),
]  # fmt: skip


@pytest.mark.parametrize(("stands", "said", "comes"), GIVING_UP)
def test_what_is_given_up(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(("stands", "said", "comes"), CALLING_OFF)
def test_what_is_called_off(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(("stands", "said", "comes"), BRINGING_BACK)
def test_what_is_brought_back(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(("stands", "said", "comes"), HASTE)
def test_what_is_to_go_faster(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(
    ("stands", "said", "becomes"),
    [
        (state(CART), cancel(what="order"), "give_up"),
        (state(VISIT_DRAFT), cancel(), "give_up"),
        (state(PLACED), cancel(), "cancel"),
        (state(PLACED), give_up(what="order"), "cancel"),
        (state(PLACED), give_up(made=True), "cancel"),
        (state(CART), give_up(), "give_up"),
        (state(waiting()), give_up(), "give_up"),
        (state(waiting()), cancel(), "cancel"),
    ],
)
def test_a_draft_is_given_up_and_what_is_made_is_called_off(
    stands: State, said: Act, becomes: str
) -> None:
    step = resolve(said, stands)
    assert isinstance(step, Step)
    assert step.act.act == becomes


def test_why_it_is_called_off_is_kept() -> None:
    step = resolve(act("cancel", reason="会议取消了"), state(PLACED))
    assert isinstance(step, Step)
    assert getattr(step.act, "reason", None) == "会议取消了"


def test_some_of_what_was_given_up_comes_back_as_it_was() -> None:
    gone = dropped(cart("牛肉面 x2 [no_chili] (少盐)", "可乐"))
    step = resolve(back(on=ref(item="牛肉面")), state(gone))
    assert isinstance(step, Step)
    assert step.act.act == "start"
    [line] = step.act.lines
    assert (NAMES[line.item or 0], line.quantity, line.options, line.note) == (
        "牛肉面", 2, ("no_chili",), "少盐",
    )  # fmt: skip


def test_a_refusal_names_what_could_not_come_back() -> None:
    refused = resolve(back(on=ref(item="雪碧")), state(GONE))
    assert isinstance(refused, Refusal)
    assert [line.name_zh for line in refused.lines] == ["牛肉面"]


def test_what_the_message_has_named_before_is_called_off() -> None:
    """ "Peter comes at 16:00 … no, cancel him." """
    stands = state(ANNA, PETER)
    step = resolve(correct(phone="13800138000", of={"ref": {"has": "Peter"}}), stands)
    assert isinstance(step, Step)
    assert outcome(cancel(), stands, step) == "visit:V-2"


def test_an_edit_of_the_message_leaves_its_cart_at_hand() -> None:
    stands = state(CART, COFFEE)
    step = resolve(edit("more", item="拿铁"), stands)
    assert isinstance(step, Step)
    assert outcome(give_up(), stands, step) == "coffee"


def test_a_line_that_stands_gets_back_the_number_from_before_the_last_change() -> None:
    before = Change(
        CART.id, CART.touched_at or NOW, lines=(Line(item=ITEMS["牛肉面"], quantity=5),)
    )
    changed = replace(state(CART), changed=(before,))
    step = resolve(back(on=ref(item="牛肉面")), changed)
    assert isinstance(step, Step)
    assert isinstance(step.act, Edit)
    assert [(one.item, one.quantity) for one in step.act.lines] == [
        (ITEMS["可乐"], 1),
        (ITEMS["牛肉面"], 5),
    ]
    assert isinstance(resolve(back(on=ref(item="可乐")), changed), Refusal)
