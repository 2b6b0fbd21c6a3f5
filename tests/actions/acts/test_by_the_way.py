"""What a message says only by the way."""

from dataclasses import replace

import pytest

from actions.acts.translating import translate
from actions.acts.translating.by_the_way import without
from services.acts.acts import Act, Ask, Complain, Correct, Edit, Give, Op, Start, name_of
from services.acts.values import Fields, Line, Place, Ref, What
from tests.actions.acts.test_choosing import heard
from tests.given.acts import ITEMS, cart, state, visit
from tests.given.reading import read

CART = state(cart("牛肉面 x2", "可乐"))
SAID = heard("[牛肉面|item:refine=牛肉面]", "order_food", {"edit:refine": 0.9})
REFINE = Edit(op=Op.REFINE, on=Ref(item=ITEMS["牛肉面"]), options=("no_chili",))
EATERS = Fields(names=("Ann", "Bo"))


@pytest.mark.parametrize("who", [Give(fields=EATERS), Start(what=What.VISIT, fields=EATERS)])
def test_names_beside_an_edit_say_whose_it_is(who: Act) -> None:
    assert without((REFINE, who), SAID, CART) == (REFINE,)


def test_names_of_a_guest_who_is_expected_are_his() -> None:
    acts = (REFINE, Give(fields=EATERS))
    assert without(acts, SAID, state(cart("牛肉面"), visit(names=("Ann",)))) == acts


def test_a_place_beside_the_names_is_kept() -> None:
    both = Give(fields=Fields(names=("Ann",), place=Place(building="B")))
    [_, told] = without((REFINE, both), SAID, CART)
    assert isinstance(told, Give)
    assert told.fields.given == {"place"}


def test_a_dish_that_is_named_again_is_the_line_that_has_a_number() -> None:
    salad, buns = ITEMS["蔬菜沙拉"], ITEMS["可颂"]
    lines = (
        Line(item=buns, quantity=2),
        Line(item=salad, quantity=1),
        Line(item=salad, options=("dressing_on_side",)),
    )
    [act] = without((Start(what=What.ORDER, lines=lines),), SAID, state())
    assert isinstance(act, Start)
    assert [(one.item, one.quantity, one.options) for one in act.lines] == [
        (buns, 2, ()),
        (salad, 1, ("dressing_on_side",)),
    ]


def test_two_lines_of_a_dish_with_numbers_of_their_own_stay_two() -> None:
    latte = ITEMS["拿铁"]
    lines = (Line(item=latte, quantity=1, options=("hot",)), Line(item=latte, quantity=2))
    [act] = without((Edit(op=Op.ADD, lines=lines),), SAID, CART)
    assert isinstance(act, Edit)
    assert act.lines == lines


def test_who_corrects_the_place_of_a_report_reports_the_same_as_before() -> None:
    act = Correct(fields=Fields(place=Place(floor=5), category="furniture"))
    [told] = without((act,), heard("it's floor [5|place]", "report_repair", {"correct": 1.0}), CART)
    assert isinstance(told, Correct)
    assert told.fields.given == {"place"}
    fault = heard("the [door|fault] on floor 5", "report_repair", {"correct": 1.0})
    assert without((act,), fault, CART) == (act,)


@pytest.mark.parametrize("guess", ["complain", "ask_faq"])
def test_a_guess_gives_way_to_a_beginning_that_was_surely_heard(guess: str) -> None:
    said = heard("the printer network is dead on our side", guess, {"start:repair": 0.92})
    said = replace(said, ranking={guess: 0.6, "report_repair": 0.3})
    assert [name_of(one) for one in translate(said, state())] == ["start:repair"]


@pytest.mark.parametrize(("guess", "kind"), [("complain", Complain), ("ask_faq", Ask)])
def test_a_guess_stands_where_it_was_heard_itself(guess: str, kind: type[Act]) -> None:
    acts = {"start:repair": 0.5, "complain": 0.7 * (guess == "complain"), "ask:faq": 0.6}
    said = replace(
        heard("the wifi is a disgrace", guess, acts), ranking={guess: 0.8, "report_repair": 0.1}
    )
    assert isinstance(translate(said, state())[0], kind)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("make it [2|quantity:add=2] [latte|item:add=拿铁] and [1|quantity:add=1] "
         "[cola|item:add=可乐]", {("set", "拿铁", 2), ("add", "可乐", 1)}),
    ],
)  # fmt: skip
def test_what_stands_is_set_and_the_rest_is_put_in(
    text: str, wanted: set[tuple[str, str, int]]
) -> None:
    from actions.acts.translating.by_roles import edits_by_roles
    from actions.acts.translating.edits_heard import with_edits

    said = heard(text, "modify_order", {"edit:add": 0.9})
    rules = (
        Edit(op=Op.SET, on=Ref(item=ITEMS["拿铁"], words="latte"), quantity=2),
        Edit(op=Op.ADD, lines=(Line(item=ITEMS["可乐"], quantity=1),)),
    )
    found = with_edits(rules, edits_by_roles(said), state(cart("拿铁 x3")))
    assert found is not None
    names = {number: name for name, number in ITEMS.items()}
    told = set()
    for one in found:
        assert isinstance(one, Edit)
        item = one.on.item if one.on else one.lines[0].item
        many = one.quantity if one.on else one.lines[0].quantity
        assert item is not None
        told.add((str(one.op), names[item], many))
    assert told == wanted


def test_two_words_that_may_mean_one_thing_both_are_that() -> None:
    latte, matcha, americano = (ITEMS[one] for one in ("拿铁", "抹茶拿铁", "美式咖啡"))
    lines = (Line(candidates=(latte, matcha), quantity=2), Line(candidates=(matcha, americano)))
    [act] = without((Start(what=What.ORDER, lines=lines),), SAID, state())
    assert isinstance(act, Start)
    assert [(one.item, one.quantity) for one in act.lines] == [(matcha, 2)]


def test_two_that_are_counted_are_two_though_they_may_be_one() -> None:
    latte, matcha = ITEMS["拿铁"], ITEMS["抹茶拿铁"]
    lines = tuple(Line(candidates=(latte, matcha), quantity=many) for many in (2, 1))
    [act] = without((Start(what=What.ORDER, lines=lines),), SAID, state())
    assert isinstance(act, Start)
    assert act.lines == lines


@pytest.mark.parametrize("words", ["到了call我就行，我是Jason", "Ring me at the gate, I'm Jason"])
def test_who_says_who_they_are_is_no_guest(words: str) -> None:
    there = state(visit(names=("Emily Zhao",)))
    jason = {"entity": "visitor_name", "value": "Jason", "start": len(words) - 5, "end": len(words)}
    acts = read(words, there, "register_visitor", found=(jason,))
    assert not any(isinstance(act, Give | Correct) and act.fields.names for act in acts)


@pytest.mark.parametrize(("sure", "added"), [(0.95, []), (0.6, ["edit:add"])])
def test_a_dish_that_is_only_talked_of_is_not_put_in(sure: float, added: list[str]) -> None:
    said = heard("[拿铁|item:mention=拿铁]看着真香，下回吧", "order_food", {"complain": 0.3})
    said = replace(said, spans=tuple({**one, "confidence": sure} for one in said.spans))
    add = Edit(op=Op.ADD, lines=(Line(item=ITEMS["拿铁"]),))
    acts = [name_of(act) for act in without((add,), said, CART)]
    assert [name for name in acts if name != "social"] == added
