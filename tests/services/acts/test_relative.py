"""What is said relative to what stands, as what it then is; and what of it stays to be asked."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.acts.acts import Start
from services.acts.relative import Settled, on_new, on_standing
from services.acts.relative_places import moved
from services.acts.resolving import resolve
from services.acts.state import Thing
from services.acts.steps import Step
from services.acts.values import Fields, Place, When
from tests.given.acts import (
    NOW,
    ZONE,
    at,
    cart,
    clock,
    dropped,
    give,
    more_heads,
    on,
    order,
    place,
    repair,
    start,
    state,
    visit,
)

TEN = at("10:00")


def told(thing: Thing, *others: Thing, **said: Any) -> Settled:
    act = give(**said)
    assert act.act == "give"
    return on_standing(act.fields, thing, state(thing, *others))


@pytest.mark.parametrize(
    ("stands", "said", "becomes"),
    [
        # Later and earlier.
        (TEN, When(shift=30), at("10:30")),
        (TEN, When(shift=-60), at("09:00")),
        (TEN, When(shift=24 * 60), at("10:00", "12-03")),
        (TEN, When(shift=-11 * 60), at("23:00", "12-01")),
        (TEN, When(shift=14 * 60), at("00:00", "12-03")),
        (TEN, on("12-04", shift=30), at("10:30", "12-04")),
        (clock("10:00"), When(shift=30), clock("10:30")),
        # The clock that stands, on another day.
        (TEN, on("12-03", same_time=True), at("10:00", "12-03")),
        (TEN, When(same_time=True), TEN),
        (TEN, on("12-03"), at("10:00", "12-03")),
        (clock("10:00"), on("12-03"), at("10:00", "12-03")),
        (clock("10:00"), on("12-03", same_time=True), at("10:00", "12-03")),
        # Another clock, on the day that stands.
        (TEN, clock("16:00"), at("16:00")),
        (TEN, clock("00:00"), at("00:00")),
        (on("12-04"), clock("16:00"), at("16:00", "12-04")),
        (clock("10:00"), clock("16:00"), clock("16:00")),
        # Both are said.
        (TEN, at("16:00", "12-05"), at("16:00", "12-05")),
        # Nothing stands: what is said is as it was said.
        (None, clock("16:00"), clock("16:00")),
        (None, on("12-03"), on("12-03")),
        (None, When(asap=True), When(asap=True)),
        (None, When(meal="lunch"), When(meal="lunch")),
        # "In half an hour" counts from now, where nothing stands that it could be later than.
        (None, When(shift=30), at("10:00", "12-01")),
        (None, When(shift=90), at("11:00", "12-01")),
        # Meals and "as soon as possible" keep no clock that stood before.
        (TEN, When(meal="dinner"), on("12-02", meal="dinner")),
        (TEN, on("12-03", meal="dinner"), on("12-03", meal="dinner")),
        (TEN, When(asap=True), When(asap=True)),
        # A moment without more, as a row has it.
        (datetime(2026, 12, 2, 2, 0, tzinfo=ZONE), When(shift=30),
         at("02:30")),
        # A stay keeps its length.
        (When(start=TEN.start, end=at("12:00").start, day=TEN.day), clock("16:00"),
         When(start=at("16:00").start, end=at("18:00").start, day=TEN.day)),
        (When(start=TEN.start, end=at("12:00").start, day=TEN.day), When(shift=30),
         When(start=at("10:30").start, end=at("12:30").start, day=TEN.day)),
        (When(start=TEN.start, end=at("12:00").start, day=TEN.day), on("12-04", same_time=True),
         When(start=at("10:00", "12-04").start, end=at("12:00", "12-04").start,
              day=at("10:00", "12-04").day)),
        # A period that is said without a day moves to the day that stands, with its end.
        (TEN, When(start=clock("15:00").start, end=clock("17:00").start),
         When(start=at("15:00").start, end=at("17:00").start, day=TEN.day)),
    ],
)  # fmt: skip
def test_a_time_is_that_of_what_stands(stands: object, said: When, becomes: When) -> None:
    thing = visit(when=stands) if stands is not None else visit()
    settled = told(thing, when=said)
    assert settled.fields.when == becomes
    assert settled.unsettled == ()


@pytest.mark.parametrize(
    ("stands", "said", "left"),
    [
        (None, When(shift=-60), None),
        (None, When(same_time=True), None),
        (None, on("12-03", same_time=True), on("12-03")),
        (on("12-04"), When(shift=30), None),
        (on("12-04"), When(same_time=True), None),
        (None, on("12-03", shift=30), on("12-03")),
        (TEN, When(shift=10**12), None),
    ],
)
def test_a_time_that_refers_to_nothing_is_asked(
    stands: When | None, said: When, left: When | None
) -> None:
    thing = visit(when=stands) if stands is not None else visit()
    settled = told(thing, when=said)
    assert settled.fields.when == left
    assert settled.unsettled == ("when",)


def test_a_clock_in_another_zone_is_one_of_the_park() -> None:
    said = When(start=datetime.fromisoformat("2026-12-01T08:00:00+00:00"))
    assert told(visit(when=TEN), when=said).fields.when == at("16:00")


def test_another_beginning_takes_the_end_along() -> None:
    thing = visit(when=TEN, until=at("12:00"))
    assert told(thing, when=When(shift=60)).fields.until == at("13:00")
    assert told(thing, when=on("12-04", same_time=True)).fields.until == at("12:00", "12-04")
    assert told(thing, when=clock("15:00"), until=clock("16:00")).fields.until == at("16:00")
    assert told(thing, when=TEN).fields.until is None
    assert told(visit(when=TEN), when=clock("15:00")).fields.until is None


def test_an_end_is_on_the_day_of_the_beginning() -> None:
    assert told(visit(when=TEN), until=clock("11:30")).fields.until == at("11:30")
    assert told(visit(when=TEN, until=at("12:00")), until=When(shift=30)).fields.until == at(
        "12:30"
    )
    assert told(visit(when=TEN), until=When(same_time=True)).unsettled == ("until",)


@pytest.mark.parametrize(
    ("stands", "said", "heads"),
    [
        ({"headcount": 3}, {"headcount": more_heads(1)}, 4),
        ({"headcount": 3}, {"headcount": more_heads(-1)}, 2),
        ({"headcount": 3}, {"headcount": more_heads(-2)}, 1),
        ({"headcount": 3}, {"headcount": 5}, 5),
        ({"headcount": 1, "names": "王芳"}, {"headcount": more_heads(2)}, 3),
        ({"names": "王芳"}, {"headcount": more_heads(1)}, 2),
        ({"names": "王芳 李雷"}, {"headcount": more_heads(1)}, 3),
        ({}, {"headcount": more_heads(1), "names": "林佳"}, 2),
        ({"names": "王芳"}, {"headcount": more_heads(1), "names": "李雷", "adds_names": True}, 2),
        ({"headcount": 4, "names": "王芳"}, {"headcount": more_heads(-1), "names": "李雷"}, 3),
        ({}, {"headcount": 2}, 2),
        ({}, {"headcount": 0}, 0),
    ],
)
def test_heads_are_counted_from_what_stands(
    stands: dict[str, Any], said: dict[str, Any], heads: int
) -> None:
    settled = told(visit(**stands), **said)
    assert settled.fields.headcount is not None
    assert settled.fields.headcount.exactly == heads
    assert settled.fields.headcount.plus == 0
    assert (settled.unsettled, settled.impossible) == ((), False)


def test_heads_that_count_from_nothing_are_asked() -> None:
    settled = told(visit(), headcount=more_heads(2))
    assert settled.fields.headcount is None
    assert settled.unsettled == ("headcount",)


def test_nobody_can_be_left_of_a_visit() -> None:
    assert told(visit(headcount=2), headcount=more_heads(-2)).impossible
    assert not told(visit(headcount=3), headcount=more_heads(-2)).impossible


@pytest.mark.parametrize(
    ("stands", "said", "becomes"),
    [
        ("C/9/905", "-/-/906", "C/9/906"),
        ("B/14/1402", "-/-/1204", "B/-/1204"),
        ("C/11/1102", "-/-/1105", "C/11/1105"),
        ("A/-/901", "-/-/902", "A/-/902"),
        ("A/12/1201", "-/11/1108", "A/11/1108"),
        ("D/6/-/men's room", "-/5", "D/5/-/men's room"),
        ("A/4/410/pantry", "-/5", "A/5/-/pantry"),
        ("A/4/410", "-/4", "A/4/410"),
        ("B/-/-/lift", "C", "C/-/-/lift"),
        ("-/3/-/pantry", "B", "B/3/-/pantry"),
        ("A/3/301", "B", "B/3/301"),
        ("A/3/301", "D/4", "D/4"),
        ("A/3/301", "B/5/502", "B/5/502"),
        ("A/3/301", "B/-/lab", "B/-/lab"),
        ("B/7/-/pantry", "-/-/-/by the lifts", "B/7/-/by the lifts"),
        ("A/9/901", "-/-/lab", "A/9/lab"),
        ("A/-1/-/garage", "-/-2", "A/-2/-/garage"),
    ],
)
def test_what_is_said_of_a_place_anew_leaves_the_rest(stands: str, said: str, becomes: str) -> None:
    assert moved(place(stands), place(said)) == place(becomes)


@pytest.mark.parametrize(
    ("thing", "others", "said", "becomes"),
    [
        (cart("可乐"), [repair(place="C/10/1002")], Place(same=True), "C/10/1002"),
        (
            cart("可乐"),
            [repair(place="C/10/1002"), order("可乐", fields={"place": place("A/3/301")})],
            Place(same=True),
            "A/3/301",
        ),
        (
            cart("可乐"),
            [dropped(order("可乐", fields={"place": place("A/3/301")}))],
            Place(same=True),
            "A/3/301",
        ),
        (
            cart("可乐", fields={"place": place("A/12/1201")}),
            [],
            Place(same=True, floor=11, room="1108"),
            "A/11/1108",
        ),
        (cart("可乐"), [repair(place="A/5/501")], Place(same=True, floor=6, room="601"), "A/6/601"),
        (
            cart("可乐"),
            [repair(place="D/4/-/pantry")],
            Place(same=True, place="corridor"),
            "D/4/-/corridor",
        ),
        (
            cart("可乐"),
            [visit(place="A/8/801"), repair(place="C/10/1002")],
            Place(same=True),
            "A/8/801",
        ),
    ],
)
def test_the_same_place_is_that_of_another_thing(
    thing: Thing, others: list[Thing], said: Place, becomes: str
) -> None:
    settled = told(thing, *others, place=said)
    assert settled.fields.place == place(becomes)
    assert settled.unsettled == ()


def test_the_same_place_is_asked_where_there_was_none() -> None:
    assert told(cart("可乐"), place=Place(same=True)).fields.place is None
    assert told(cart("可乐"), place=Place(same=True)).unsettled == ("place",)
    half = told(cart("可乐"), place=Place(same=True, floor=6))
    assert (half.fields.place, half.unsettled) == (Place(floor=6), ("place",))


# What is begun


def begun(act: Any, *things: Thing, named: tuple[Step, ...] = ()) -> Settled:
    assert isinstance(act, Start)
    return on_new(act, state(*things), named)


@pytest.mark.parametrize(
    ("act", "things", "becomes"),
    [
        # It has its own time and place, whatever stands of others.
        (start("visit", when=on("12-03")), [visit(when=TEN)], {"when": on("12-03")}),
        (start("visit", when=clock("16:00")), [visit(when=TEN)], {"when": clock("16:00")}),
        (start("repair", place=Place(room="906")), [repair(place="C/9/905")],
         {"place": Place(room="906")}),
        # Where the message refers to another, it is as there.
        (start("visit", when=on("12-03", same_time=True)), [visit(when=TEN)],
         {"when": at("10:00", "12-03")}),
        (start("visit", when=When(shift=30)), [visit(when=TEN)], {"when": at("10:30")}),
        (start("order", "可乐", place=Place(same=True)), [repair(place="C/10/1002")],
         {"place": place("C/10/1002")}),
        (start("repair", place=Place(same=True)), [visit(place="A/8/801"), repair(place="C/9/905")],
         {"place": place("C/9/905")}),
        # Like the last one, on another day: at its hour.
        (start("visit", again=True, when=on("12-03")), [visit(when=TEN)],
         {"when": at("10:00", "12-03")}),
        (start("order", again=True, place=Place(same=True), when=on("12-03")),
         [order("可乐", fields={"place": place("A/3/301"), "when": at("12:00", "12-01")})],
         {"place": place("A/3/301"), "when": at("12:00", "12-03")}),
        (start("order", again=True, when=on("12-03")), [], {"when": on("12-03")}),
        # "In half an hour", where nothing stands.
        (start("order", "可乐", when=When(shift=30)), [], {"when": at("10:00", "12-01")}),
        # Heads count from those that are named.
        (start("visit", names="林佳", headcount=more_heads(1)), [],
         {"names": ("林佳",), "headcount": 2}),
    ],
)  # fmt: skip
def test_what_is_begun_refers_to_another_only_where_it_says_so(
    act: Any, things: list[Thing], becomes: dict[str, Any]
) -> None:
    settled = begun(act, *things)
    expected = give(**becomes)
    assert expected.act == "give"
    assert settled.fields == expected.fields
    assert settled.unsettled == ()


@pytest.mark.parametrize(
    ("act", "unsettled"),
    [
        (start("visit", when=on("12-03", same_time=True)), ("when",)),
        (start("visit", when=When(shift=-30)), ("when",)),
        (start("order", "可乐", place=Place(same=True)), ("place",)),
        (start("visit", headcount=more_heads(2)), ("headcount",)),
        (start("visit", when=When(same_time=True), place=Place(same=True)), ("place", "when")),
    ],
)
def test_what_is_begun_like_nothing_is_asked(act: Any, unsettled: tuple[str, ...]) -> None:
    assert begun(act).unsettled == unsettled


def test_the_same_place_is_one_that_the_message_has_named_before() -> None:
    lamp = start("repair", description="灯坏了", place="C/10/1002")
    step = resolve(lamp, state())
    assert isinstance(step, Step)
    coffee = start("order", "美式咖啡 x3", place=Place(same=True))
    assert begun(coffee, named=(step,)).fields.place == place("C/10/1002")
    elsewhere = order("可乐", fields={"place": place("A/3/301")})
    assert begun(coffee, elsewhere, named=(step,)).fields.place == place("C/10/1002")


def test_what_was_settled_once_stays_so() -> None:
    thing = visit(when=TEN, until=at("12:00"), headcount=2, place="C/9/905")
    first = told(thing, when=When(shift=30), headcount=more_heads(1), place=Place(room="906"))
    again = on_standing(first.fields, thing, state(thing))
    assert again == first


def test_fields_that_are_not_relative_are_left_alone() -> None:
    said = Fields(phone="13800138000", plate="", note="少放盐", names=("王芳",))
    thing = visit(when=TEN, names="李雷")
    assert on_standing(said, thing, state(thing)) == Settled(said)


def test_a_shift_counts_minutes_and_not_clocks() -> None:
    """Over a change to summer time, two hours later are two hours later."""
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 3, 29, 1, 0, tzinfo=berlin)
    thing = visit(when=When(start=night, day=night.date()))
    there = replace(state(thing), zone=berlin)
    settled = on_standing(Fields(when=When(shift=120)), thing, there)
    assert settled.fields.when is not None
    assert settled.fields.when.start == datetime(2026, 3, 29, 4, 0, tzinfo=berlin)
    assert timedelta(hours=2) == settled.fields.when.start.astimezone(NOW.tzinfo) - night
