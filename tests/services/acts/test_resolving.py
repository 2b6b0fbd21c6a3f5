"""Beginning, yes and no, questions, and what is on nothing in particular."""

import pytest

from services.acts.acts import Act
from services.acts.resolving import resolve
from services.acts.state import Asked, Standing, State
from services.acts.steps import Step
from services.acts.values import Place
from tests.given.acts import (
    ITEMS,
    accepted,
    act,
    at,
    cart,
    clock,
    dropped,
    on,
    order,
    outcome,
    place,
    ref,
    repair,
    start,
    state,
    visit,
    waiting,
)

CART = cart("牛肉面 x2", "可乐", missing=("place",))
READY = cart("牛肉面 x2")
COFFEE = cart("拿铁", id="coffee", first=11, ago=3)
PLACED = order("牛肉面 x2", "可乐")
VISIT = visit(names="王芳", when=at("10:00"))
REPAIR = repair(description="灯坏了", place="C/9/905")
VISIT_DRAFT = visit(standing=Standing.DRAFT, id="visit", missing=("names",), when=at("10:00"))
REPAIR_DRAFT = repair(standing=Standing.DRAFT, id="repair", missing=("place",), description="漏水")

BEGINNING: list[tuple[State, Act, str]] = [
    # An order goes into the cart that is open, and else begins one.
    (state(), start("order", "可乐"), "new order"),
    (state(CART), start("order", "可乐"), "cart"),
    (state(CART, COFFEE), start("order", "可乐"), "cart"),
    (state(CART, COFFEE, asked="coffee.place"), start("order", "可乐"), "coffee"),
    (state(PLACED), start("order", "可乐"), "new order"),
    (state(VISIT), start("order", "可乐"), "new order"),
    (state(dropped(CART)), start("order", "可乐"), "new order"),
    (state(accepted("可乐")), start("order", "可乐"), "new order"),
    # Another visit, another fault.
    (state(), start("visit", names="王芳"), "new visit"),
    (state(VISIT), start("visit", names="李雷", when=at("15:00")), "new visit"),
    (state(VISIT_DRAFT), start("visit", names="李雷", when=at("15:00")), "new visit"),
    (state(REPAIR), start("repair", description="椅子坏了"), "new repair"),
    (state(REPAIR_DRAFT), start("repair", description="椅子坏了"), "new repair"),
    (state(REPAIR), start("repair", place="C/9/906"), "new repair"),
    (state(CART), start("visit", names="王芳"), "new visit"),
    (state(), start("booking"), "new booking"),
    (state(), start("handoff"), "new handoff"),
    (state(), start("visit"), "new visit"),
    (state(VISIT), start("visit"), "new visit"),
    # What a draft still misses is no second thing.
    (state(VISIT_DRAFT), start("visit", names="王芳"), "visit"),
    (state(REPAIR_DRAFT), start("repair", place="B/7"), "repair"),
    (state(REPAIR_DRAFT, VISIT), start("repair", place="B/7"), "repair"),
    # A plate, a name, a headcount alone begin no visit while one was just made; later they do.
    (state(VISIT), start("visit", plate="沪A12345"), "visit:V-1"),
    (state(VISIT), start("visit", names="李雷"), "visit:V-1"),
    (state(visit(ago=29, names="王芳")), start("visit", names="李雷"), "visit:V-1"),
    (state(visit(ago=31, names="王芳")), start("visit", names="李雷"), "new visit"),
    (state(visit(ago=5, names="王芳", may=())), start("visit", names="李雷"), "new visit"),
    (state(visit("V-1", names="王芳"), visit("V-2", names="李雷")),
     start("visit", plate="沪A12345"), "visit:V-1 | visit:V-2 ?"),
    # The same again, where it was given up a moment ago.
    (state(dropped(CART)), start("order", again=True), "cart"),
    (state(dropped(CART), PLACED), start("order", again=True), "cart"),
    (state(order("可乐", ago=0), dropped(CART)), start("order", again=True), "new order"),
    (state(PLACED), start("order", again=True), "new order"),
    (state(), start("order", again=True), "new order"),
    (state(dropped(VISIT)), start("visit", again=True), "visit:V-1"),
    (state(dropped(CART, may=())), start("order", again=True), "new order"),
    (state(dropped(CART)), start("order", "可乐", again=True), "new order"),
    (state(dropped(CART)), act("start", what="order", again=True, days_ago=1), "new order"),
]  # fmt: skip

ANSWERING: list[tuple[State, Act, str]] = [
    (state(READY, asked="cart"), act("confirm"), "cart"),
    (state(READY, asked="cart"), act("deny"), "cart"),
    (state(CART, asked="cart.place"), act("confirm"), "cart"),
    (state(CART, asked="cart.place"), act("deny"), "cart"),
    (state(COFFEE, READY, asked="cart"), act("confirm"), "cart"),
    (state(VISIT_DRAFT, READY, asked="cart"), act("confirm"), "cart"),
    # Something was asked that is about no thing of ours.
    (state(READY, asked=Asked("ask_canteen", None, None)), act("confirm"), "-"),
    (state(READY, asked=Asked("ask_canteen", None, None)), act("deny"), "-"),
    (state(VISIT, asked="visit:V-1"), act("deny"), "visit:V-1"),
    (state(VISIT, asked="visit:V-1"), act("confirm"), "-"),
    (state(visit(may=("confirm",)), asked="visit:V-1"), act("confirm"), "visit:V-1"),
    # Nothing was asked: "go ahead" with what is at hand.
    (state(READY), act("confirm"), "cart"),
    (state(CART), act("confirm"), "cart"),
    (state(CART, COFFEE), act("confirm"), "coffee"),
    (state(READY, COFFEE), act("confirm"), "cart"),
    (state(READY, cart("拿铁", id="coffee", first=11)), act("confirm"), "cart | coffee ?"),
    (state(READY, COFFEE), act("confirm", of={"ref": ref(has="latte")}), "coffee"),
    (state(READY, VISIT_DRAFT), act("confirm", of={"what": "order"}), "cart"),
    (state(PLACED), act("confirm"), "-"),
    (state(), act("confirm"), "-"),
    (state(), act("deny"), "-"),
    (state(READY), act("deny"), "-"),
    (state(), act("confirm", of={"what": "order"}), "! nothing_there"),
    (state(PLACED), act("confirm", of={"what": "order"}), "! too_late order:O-1"),
]  # fmt: skip

ASKING: list[tuple[State, Act, str]] = [
    (state(CART), act("ask", about="faq", faq="faq/wifi"), "-"),
    (state(), act("ask", about="menu"), "new order"),
    (state(), act("ask", about="item", item=1, of_item="price"), "new order"),
    (state(CART), act("ask", about="item", item=1, of_item="allergen"), "cart"),
    (state(CART), act("ask", about="cart"), "cart"),
    (state(PLACED), act("ask", about="cart"), "order:O-1"),
    (state(CART), act("ask", about="fee"), "cart"),
    (state(), act("ask", about="fee"), "new order"),
    (state(CART, PLACED), act("ask", about="time"), "cart"),
    (state(PLACED), act("ask", about="status"), "order:O-1"),
    (state(REPAIR), act("ask", about="status"), "repair:T-1"),
    (state(CART, REPAIR), act("ask", about="status"), "repair:T-1"),
    (state(PLACED, REPAIR), act("ask", about="status"), "-"),
    (state(PLACED, REPAIR), act("ask", about="status", of={"what": "repair"}), "repair:T-1"),
    (state(PLACED, REPAIR), act("ask", about="status", of={"number": "T-1"}), "repair:T-1"),
    (state(PLACED), act("ask", about="status", of={"number": "T-9"}), "! nothing_there"),
    (state(dropped(PLACED)), act("ask", about="status"), "order:O-1"),
    (state(), act("ask", about="status"), "-"),
    (state(), act("ask", about="status", of={"what": "visit"}), "new visit"),
]  # fmt: skip

ON_NOTHING: list[tuple[State, Act, str]] = [
    (state(CART, PLACED), act("social", how="thank"), "-"),
    (state(CART), act("human"), "-"),
    (state(waiting()), act("human"), "-"),
    (state(PLACED), act("complain", words="面坨了"), "-"),
    (state(PLACED), act("rate", stars=5), "-"),
    (state(CART), act("danger", kind="smoke"), "-"),
    (state(CART), act("danger", kind="smoke", now=False), "-"),
    (state(CART), act("unknown", words="呃"), "-"),
]


@pytest.mark.parametrize(("stands", "said", "comes"), BEGINNING)
def test_what_begins_and_what_only_tells_more(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(("stands", "said", "comes"), ANSWERING)
def test_yes_and_no(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(("stands", "said", "comes"), ASKING)
def test_what_a_question_is_about(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


@pytest.mark.parametrize(("stands", "said", "comes"), ON_NOTHING)
def test_what_is_on_nothing_in_particular(stands: State, said: Act, comes: str) -> None:
    assert outcome(said, stands) == comes


def test_a_question_without_a_dish_is_about_the_one_that_was_spoken_of() -> None:
    stands = state(cart("牛肉面", "可乐", spoken=(1,)))
    step = resolve(act("ask", about="item", of_item="spice"), stands)
    assert isinstance(step, Step)
    assert step.act.act == "ask"
    assert step.act.item == ITEMS["牛肉面"]
    unknown = resolve(act("ask", about="item", of_item="spice"), state(cart("牛肉面", "可乐")))
    assert isinstance(unknown, Step)
    assert unknown.act.act == "ask"
    assert unknown.act.item is None


def test_the_same_place_as_before_but_tomorrow() -> None:
    before = order("可乐", fields={"place": place("A/3/301"), "when": at("12:00", "12-01")})
    said = start("order", "可乐", place=Place(same=True), when=on("12-02"))
    step = resolve(said, state(before))
    assert isinstance(step, Step)
    assert step.act.act == "start"
    assert step.act.fields.place == place("A/3/301")
    assert step.act.fields.when == on("12-02")
    assert step.unsettled == ()


def test_a_second_visit_at_the_same_hour() -> None:
    said = start("visit", names="冯雪", when=on("12-03", same_time=True))
    step = resolve(said, state(VISIT))
    assert isinstance(step, Step)
    assert (step.thing, step.act.act) == (None, "start")
    assert getattr(step.act, "fields").when == at("10:00", "12-03")  # noqa: B009


def test_two_visits_of_one_message_are_two() -> None:
    """Also where the second is told only by a name: the first is no old one."""
    first = resolve(start("visit", names="何志强", when=at("10:00")), state())
    assert isinstance(first, Step)
    made = state(visit(names="何志强", when=at("10:00"), ago=0))
    assert outcome(start("visit", names="吴晓燕"), made, first) == "new visit"
    assert outcome(start("visit", names="吴晓燕", when=clock("15:00")), made, first) == "new visit"


def test_what_was_just_begun_is_told_the_rest_of_the_message() -> None:
    first = resolve(start("repair", description="灯坏了"), state(VISIT))
    assert isinstance(first, Step)
    now = state(VISIT, repair(standing=Standing.DRAFT, id="repair", missing=("place",)))
    assert outcome(act("give", fields={"place": {"building": "B"}}), now, first) == "repair"
