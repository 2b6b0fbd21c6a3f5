"""Which thing is told something: who was asked, whom it corrects, what is at hand, or a new one."""

from typing import Any

import pytest

from services.acts.acts import Act, Correct, Edit, Op
from services.acts.resolving import resolve
from services.acts.state import Asked, Standing, State, Thing
from services.acts.steps import Doubt, Refusal, Step
from services.acts.values import Fields, Place, What, When
from tests.given.acts import (
    accepted,
    at,
    cart,
    clock,
    correct,
    dropped,
    give,
    more_heads,
    offering,
    on,
    order,
    outcome,
    place,
    repair,
    start,
    state,
    visit,
    waiting,
)

CART = cart("牛肉面", missing=("place", "when"))
PLACED = order("牛肉面", fields={"place": place("A/3/301")})
VISIT = visit(names="王芳", when=at("10:00"), headcount=1)
REPAIR = repair(description="空调不制冷", place="C/9/905")
VISIT_DRAFT = visit(standing=Standing.DRAFT, id="visit", missing=("names",), when=at("10:00"))
REPAIR_DRAFT = repair(
    standing=Standing.DRAFT, id="repair", missing=("place",), description="漏水了"
)
ANNA = visit("V-1", names="Anna Keller", when=at("09:00"), headcount=1, serial=1)
PETER = visit("V-2", names="Peter Novak", when=at("15:30"), headcount=1, serial=2)
CHECKED_IN = visit(names="王芳", when=at("10:00"), may=())
NOON = clock("12:00")

ANSWERS: list[tuple[State, Act, str]] = [
    # What was asked.
    (state(CART, asked="cart.place"), give(place="A/3/301"), "cart"),
    (state(CART, asked="cart.place"), give(when=NOON), "cart"),
    (state(CART, asked="cart.place"), give(phone="13800138000"), "cart"),
    (state(CART, asked="cart"), give(payment="account"), "cart"),
    (state(CART, asked="cart"), give(note="少放盐"), "cart"),
    (state(CART, asked="cart"), give(way="pickup"), "cart"),
    (state(CART, VISIT, asked="cart.place"), give(place="A/3/301"), "cart"),
    (state(VISIT, CART, asked="cart.place"), give(place="A/3/301"), "cart"),
    (state(VISIT_DRAFT, asked="visit.names"), give(names="王芳"), "visit"),
    (state(VISIT_DRAFT, CART, asked="visit.names"), give(names="王芳"), "visit"),
    (state(REPAIR_DRAFT, VISIT, asked="repair.place"), give(place="B"), "repair"),
    (state(CART, asked="cart.place"), correct(place="A/3/301"), "cart"),
    # Details after a thing was made begin no new one.
    (state(VISIT), give(plate="沪A12345"), "visit:V-1"),
    (state(VISIT), give(plate=""), "visit:V-1"),
    (state(VISIT), give(headcount=3), "visit:V-1"),
    (state(VISIT), give(headcount=more_heads(1)), "visit:V-1"),
    (state(VISIT), give(names="李雷", adds_names=True), "visit:V-1"),
    (state(VISIT), give(company="西门子"), "visit:V-1"),
    (state(VISIT), give(reason="面试"), "visit:V-1"),
    (state(VISIT), give(place="A/8/801"), "visit:V-1"),
    (state(VISIT), start("visit", plate="沪A12345"), "visit:V-1"),
    (state(VISIT), start("visit", headcount=2), "visit:V-1"),
    (state(VISIT), start("visit", names="李雷"), "visit:V-1"),
    (state(VISIT), start("visit", names="李雷", headcount=2), "visit:V-1"),
    (state(REPAIR), give(urgency="urgent"), "repair:T-1"),
    (state(REPAIR), give(category="hvac"), "repair:T-1"),
    (state(REPAIR), give(description="只有下午"), "repair:T-1"),
    (state(PLACED), give(when=NOON), "order:O-1"),
    (state(PLACED), give(way="pickup"), "order:O-1"),
    # Although something else is being asked.
    (state(CART, VISIT, asked="cart.place"), give(plate="沪A12345"), "visit:V-1"),
    (state(CART, VISIT, asked="cart.place"), give(headcount=more_heads(1)), "visit:V-1"),
    (state(CART, REPAIR, asked="cart.place"), give(urgency="urgent"), "repair:T-1"),
    (state(VISIT_DRAFT, REPAIR, asked="visit.names"), give(category="hvac"), "repair:T-1"),
    # One breath, two things.
    (state(CART, VISIT, asked="cart.place"), give(place="A/3/301", plate="沪A12345"),
     "cart + visit:V-1"),
    (state(CART, VISIT, asked="cart.when"), give(when=NOON, headcount=2), "cart + visit:V-1"),
    (state(CART, REPAIR, asked="cart.place"), give(place="A/3/301", urgency="urgent"),
     "cart + repair:T-1"),
    (state(CART, asked="cart.place"), give(place="A/3/301", category="hvac"),
     "new repair"),
    # What a thing has no field for, and is said by the way, is left.
    (state(REPAIR), correct(place="D/2/240", reason="开会"), "repair:T-1"),
    (state(CART), give(phone="13800001111", names="Raj"), "cart"),
    (state(CART), give(place="A/3/301", headcount=3), "cart"),
    (state(CART), give(names="Raj", when=NOON), "new visit"),
    (state(CART), give(headcount=9), "! nothing_there cart"),
    # Spoken of last.
    (state(VISIT, REPAIR), give(place="A/8/801"), "visit:V-1 | repair:T-1 ?"),
    (state(REPAIR, VISIT), give(place="A/8/801"),
     "repair:T-1 | visit:V-1 ?"),
    (state(visit(ago=2), REPAIR), give(place="A/8/801"), "visit:V-1"),
    (state(repair(ago=2), VISIT), give(place="A/8/801"), "repair:T-1"),
    (state(repair(ago=2), VISIT), give(plate="沪A12345"), "visit:V-1"),
    # What is named.
    (state(REPAIR, VISIT), give(place="A/8/801", of={"what": "visit"}), "visit:V-1"),
    (state(REPAIR, VISIT), give(place="A/8/801", of={"number": "T-1"}), "repair:T-1"),
    (state(CART, VISIT, asked="cart.place"), give(place="A/8/801", of={"what": "visit"}),
     "visit:V-1"),
    (state(ANNA, PETER), give(headcount=more_heads(1), of={"ref": {"position": 2}}), "visit:V-2"),
    (state(PETER, ANNA), give(headcount=more_heads(1), of={"ref": {"position": 2}}), "visit:V-2"),
    (state(PETER, ANNA), give(headcount=more_heads(1), of={"ref": {"position": -1}}), "visit:V-2"),
    (state(ANNA, PETER), give(headcount=more_heads(1), of={"ref": {"has": "Peter"}}), "visit:V-2"),
    (state(ANNA, PETER), give(headcount=more_heads(1), of={"ref": {"has": "anna"}}), "visit:V-1"),
    (state(ANNA, PETER), give(headcount=more_heads(1), of={"ref": {"has": "Tom"}}),
     "! nothing_there"),
    (state(ANNA, PETER), give(plate="", of={"ref": {"among": "all"}}), "visit:V-1 + visit:V-2"),
    (state(ANNA, PETER), give(plate="", of={"ref": {"any_of": [{"has": "Anna"},
                                                                    {"has": "Peter"}]}}),
     "visit:V-1 + visit:V-2"),
    (state(ANNA, PETER), give(plate="", of={"ref": {"but": [{"has": "Anna"}]}}), "visit:V-2"),
    # Two of one moment, between which nothing decides.
    (state(ANNA, PETER), give(plate="沪A12345"), "visit:V-1 | visit:V-2 ?"),
    (state(ANNA, visit("V-2", ago=9)), give(plate="沪A12345"), "visit:V-1"),
    # What may not be changed any more is named.
    (state(CHECKED_IN), give(plate="沪A12345"), "! too_late visit:V-1"),
    (state(CHECKED_IN), give(headcount=2), "! too_late visit:V-1"),
    (state(accepted("牛肉面")), give(when=NOON), "! too_late order:O-1"),
    (state(dropped(VISIT)), give(plate="沪A12345"), "! given_up visit:V-1"),
    # Nothing is there: some things are said of one kind alone.
    (state(), give(names="王芳", when=at("10:00")), "new visit"),
    (state(), give(plate="沪A12345"), "new visit"),
    (state(), give(description="灯坏了"), "new repair"),
    (state(), give(category="hvac", place="C/9/905"), "new repair"),
    (state(CART, asked="cart.place"), give(names="王芳", when=at("10:00")), "new visit"),
    (state(CHECKED_IN), give(names="李雷", when=at("15:00")), "new visit"),
    (state(), give(place="A/3/301"), "! nothing_there"),
    (state(), give(when=NOON), "! nothing_there"),
    (state(), give(headcount=3), "! nothing_there"),
    (state(), give(phone="13800138000"), "! nothing_there"),
    (state(), give(way="pickup"), "! nothing_there"),
    (state(asked=offering("可乐", quantity=5)), give(place="A/3/301"), "new order"),
    (state(asked=offering("可乐", quantity=5)), give(plate="沪A12345"), "new visit"),
    (state(), give(headcount=3, of={"what": "visit"}), "new visit"),
    (state(), give(headcount=3, of={"what": "order"}), "! nothing_there"),
    (state(), give(plate="沪A12345", of={"number": "V-9"}), "! nothing_there"),
    (state(), give(plate="沪A12345", of={"new": True, "what": "visit"}), "new visit"),
    (state(), give(plate="沪A12345", description="灯坏了"), "! nothing_there"),
    # Waiting for a person takes a reason and a number to call.
    (state(waiting()), give(phone="13800138000"), "! too_late handoff:1"),
]  # fmt: skip

CORRECTIONS: list[tuple[State, Act, str]] = [
    # What stands.
    (state(VISIT), correct(when=NOON), "visit:V-1"),
    (state(VISIT), correct(headcount=2), "visit:V-1"),
    (state(VISIT), correct(names="王方"), "visit:V-1"),
    (state(REPAIR), correct(place="-/-/906"), "repair:T-1"),
    (state(REPAIR), correct(description="是冰箱"), "repair:T-1"),
    (state(PLACED), correct(place="-/-/302"), "order:O-1"),
    # The thing where it stands, and not the one that was asked for something else.
    (state(CART, VISIT, asked="cart.place"), correct(when=NOON), "visit:V-1"),
    (state(CART, REPAIR, asked="cart.when"), correct(place="-/-/906"), "repair:T-1"),
    (state(CART, VISIT, asked="cart.when"), correct(when=NOON), "cart"),
    (state(CART, asked="cart.when"), correct(place="A/3/301"), "cart"),
    (state(VISIT, REPAIR), correct(place="-/-/906"), "repair:T-1"),
    (state(CART, VISIT), correct(when=NOON), "visit:V-1"),
    # What it was.
    (state(ANNA, PETER), correct(when=NOON, old={"when": at("15:30")}), "visit:V-2"),
    (state(ANNA, PETER), correct(when=NOON, old={"when": clock("09:00")}), "visit:V-1"),
    (state(ANNA, PETER), correct(when=NOON, old={"when": on("12-02")}),
     "visit:V-1 | visit:V-2 ?"),
    (state(ANNA, PETER), correct(names="Petra Novak", old={"names": "Peter Novak"}), "visit:V-2"),
    (state(REPAIR, repair("T-2", ago=2, place="A/5/508")),
     correct(place="-/-/906", old={"place": "-/-/905"}), "repair:T-1"),
    (state(REPAIR, repair("T-2", ago=2, place="A/5/508")),
     correct(place="-/-/509", old={"place": "A/5/508"}), "repair:T-2"),
    (state(repair("T-2", ago=2, place="A/5/508"), REPAIR),
     correct(place="-/-/906", old={"place": "B"}), "repair:T-2"),
    (state(ANNA, visit("V-2", headcount=4)), correct(headcount=2, old={"headcount": 4}),
     "visit:V-2"),
    (state(ANNA, visit("V-2", plate="沪A12345")),
     correct(plate="沪A12354", old={"plate": "沪A·12345"}), "visit:V-2"),
    # What is possible.
    (state(ANNA, visit("V-2", headcount=4)), correct(headcount=more_heads(-1)), "visit:V-2"),
    (state(ANNA, PETER), correct(headcount=more_heads(1)), "visit:V-1 | visit:V-2 ?"),
    (state(VISIT), correct(headcount=more_heads(-1)), "! not_so_many visit:V-1"),
    # What is named.
    (state(ANNA, PETER), correct(when=When(shift=30), of={"ref": {"has": "Peter"}}), "visit:V-2"),
    (state(ANNA, PETER), correct(when=NOON, of={"what": "visit"}), "visit:V-1 | visit:V-2 ?"),
    (state(ANNA, PETER), correct(when=When(shift=30), of={"ref": {"among": "all"}}),
     "visit:V-1 + visit:V-2"),
    (state(ANNA, PETER), correct(when=NOON, of={"ref": {"position": 1}}), "visit:V-1"),
    (state(ANNA, REPAIR), correct(place="-/-/906", of={"what": "visit"}), "visit:V-1"),
    # Nothing that could be corrected.
    (state(), correct(when=NOON), "! nothing_there"),
    (state(), correct(names="王芳", when=NOON), "! nothing_there"),
    (state(CHECKED_IN), correct(when=NOON), "! too_late visit:V-1"),
    (state(accepted("牛肉面")), correct(place="B"), "! too_late order:O-1"),
    (state(dropped(VISIT)), correct(when=NOON), "! given_up visit:V-1"),
    (state(VISIT), correct(category="hvac"), "! nothing_there visit:V-1"),
]  # fmt: skip


@pytest.mark.parametrize(("stands", "said", "comes"), ANSWERS)
def test_a_detail_is_told_to_this_thing(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(("stands", "said", "comes"), CORRECTIONS)
def test_a_correction_is_about_this_thing(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(
    ("thing", "said", "becomes"),
    [
        (VISIT, correct(when=When(shift=30)), {"when": at("10:30")}),
        (VISIT, correct(when=on("12-03", same_time=True)), {"when": at("10:00", "12-03")}),
        (VISIT, correct(when=clock("16:00")), {"when": at("16:00")}),
        (VISIT, give(headcount=more_heads(2)), {"headcount": 3}),
        (REPAIR, correct(place="-/-/906"), {"place": "C/9/906"}),
        (REPAIR_DRAFT, give(place="B/7"), {"place": "B/7"}),
    ],
)
def test_a_step_says_what_it_then_is(thing: Thing, said: Act, becomes: dict[str, Any]) -> None:
    step = resolve(said, state(thing))
    assert isinstance(step, Step)
    assert step.act.act == said.act
    expected = give(**becomes)
    assert expected.act == "give"
    assert step.act.act in ("give", "correct")
    assert step.act.fields == expected.fields
    assert step.unsettled == ()


def test_what_is_not_settled_is_named() -> None:
    step = resolve(give(when=When(shift=-30)), state(CART, asked="cart.when"))
    assert isinstance(step, Step)
    assert step.unsettled == ("when",)


def test_each_reading_of_a_doubt_is_settled_for_its_own_thing() -> None:
    doubt = resolve(correct(when=When(shift=30)), state(ANNA, PETER))
    assert isinstance(doubt, Doubt)
    whens = [getattr(step.act, "fields").when for step in doubt.between]  # noqa: B009
    assert whens == [at("09:30"), at("16:00")]


def test_more_than_three_visits_are_not_made_into_buttons() -> None:
    visits = [visit(f"V-{n}", names=f"王{n}", headcount=1) for n in range(4)]
    refused = resolve(give(plate="沪A12345"), state(*visits))
    assert isinstance(refused, Refusal)
    assert refused.why == "unclear_thing"
    assert refused.things == tuple(visits)


@pytest.mark.parametrize(
    ("before", "said", "comes"),
    [
        # What the message has named just before is meant, although another was spoken of last.
        (correct(when=NOON, of={"ref": {"has": "Peter"}}), give(plate="沪A12345"), "visit:V-2"),
        (correct(when=NOON, of={"ref": {"has": "Anna"}}), give(headcount=2), "visit:V-1"),
        (correct(when=NOON, of={"ref": {"has": "Peter"}}),
         give(headcount=2, of={"ref": {"among": "rest"}}), "visit:V-1"),
        (correct(when=NOON, of={"ref": {"has": "Peter"}}),
         give(headcount=2, of={"ref": {"among": "other"}}), "visit:V-1"),
        (correct(when=NOON, of={"ref": {"has": "Peter"}}),
         give(headcount=2, of={"ref": {"among": "last"}}), "visit:V-2"),
    ],
)  # fmt: skip
def test_what_the_message_has_named_is_at_hand(before: Act, said: Act, comes: str) -> None:
    stands = state(ANNA, PETER)
    step = resolve(before, stands)
    assert isinstance(step, Step)
    assert outcome(said, stands, step) == comes


def test_a_name_that_is_told_like_another_visit_replaces_nobody() -> None:
    step = resolve(start("visit", names="李雷"), state(VISIT))
    assert isinstance(step, Step)
    assert step.act.act == "give"
    assert step.act.fields.adds_names
    draft = resolve(start("visit", names="李雷"), state(VISIT_DRAFT))
    assert isinstance(draft, Step)
    assert draft.act.act == "give"
    assert not draft.act.fields.adds_names


def test_a_question_for_what_the_thing_has_no_field_for_is_no_endless_one() -> None:
    asked = Asked(expects="plate", thing="cart", field_name="plate")
    assert isinstance(resolve(give(plate="沪A12345"), state(CART, asked=asked)), Refusal | Step)


def test_a_place_beside_a_new_dish_is_of_the_cart_that_misses_it_and_corrects_no_older_order() -> (
    None
):
    new = cart("拿铁", missing=("place", "when"))
    same = Correct(fields=Fields(place=Place(same=True)))
    added = Step(Edit(op=Op.ADD), None, What.ORDER)
    assert outcome(same, state(new, PLACED), added) == "cart"
    assert outcome(same, state(PLACED, new)) == "order:O-1"
