"""Of several readings the one is taken whose acts the message is likeliest to hold."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from actions.acts.translating import translate
from actions.acts.translating.agreeing import agreed
from actions.acts.translating.by_roles import edits_by_roles
from actions.acts.translating.choosing import likelihood, names_alone
from actions.acts.translating.edits_heard import counted, joined, with_edits
from actions.acts.translating.likely import probable
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Confirm, Deny, Edit, Give, Op, Restore, Start, name_of
from services.acts.state import Asked, State
from services.acts.values import Fields, Line, Ref, What
from tests.actions.acts.test_translating_heard import marked
from tests.given.acts import ITEMS, cart, state, visit
from tests.given.reading import read

CART = state(cart("牛肉面 x2", "可乐"))


def heard(text: str, intent: str, acts: Mapping[str, float]) -> Said:
    return replace(marked(text), intent=intent, acts=acts, ranking={intent: 0.6})


def names(said: Said) -> list[str]:
    return [name_of(act) for act in translate(said, CART)]


def test_without_a_reader_rules_decide_alone() -> None:
    said = heard("[可乐|item:remove=可乐][拿走|op:remove]", "out_of_scope", {})
    assert names(said) == ["unknown"]


def test_edits_that_were_heard_are_taken_where_rules_find_nothing() -> None:
    said = heard("[可乐|item:remove=可乐][拿走|op:remove]", "out_of_scope", {"edit:remove": 0.9})
    assert names(said) == ["edit:remove"]


def test_edits_that_the_message_hardly_holds_are_not_taken() -> None:
    acts = {"edit:remove": 0.02, "complain": 0.95}
    said = heard("[可乐|item:remove=可乐]是[温的|op:remove]", "complain", acts)
    assert names(said) == ["complain"]


@pytest.mark.parametrize("name", ["deny", "human", "restore", "ask:cart", "give_up"])
def test_an_act_of_words_alone_is_taken_where_it_is_likely(name: str) -> None:
    assert names(heard("嗯哼", "out_of_scope", {name: 0.95})) == [name]


def test_a_pressed_button_is_never_read_otherwise() -> None:
    said = replace(heard("/deny", "deny", {"confirm": 0.99}), text="/deny")
    assert names(said) == ["deny"]


def test_saying_and_correcting_are_one_to_whoever_does_not_know_what_stands() -> None:
    acts = (Give(fields=Fields(plate="沪A12345")),)
    assert likelihood(acts, {"correct": 0.9}) == likelihood(acts, {"give": 0.9})


def test_what_is_likely_and_left_out_counts_against_a_reading() -> None:
    both = {"confirm": 0.9, "edit:set": 0.9}
    assert likelihood((Confirm(), Edit(op=Op.SET)), both) > likelihood((Confirm(),), both)
    assert likelihood((Confirm(),), {"confirm": 0.9}) > likelihood((Deny(),), {"confirm": 0.9})


@pytest.mark.parametrize(("intent", "act"), [("affirm", "confirm"), ("cancel_repair", "cancel")])
def test_nothing_is_placed_or_called_off_because_it_is_only_likely(intent: str, act: str) -> None:
    likely = {"complain": 0.5, intent: 0.4}
    said = replace(heard("记到公司账上", "complain", {act: 0.97}), ranking=likely)
    assert act not in names(said)
    assert act in names(replace(said, intent=intent))


def test_a_name_alone_is_what_rules_read_whatever_strangers_mostly_ask_of_it() -> None:
    item = {"entity": "item", "value": ITEMS["牛肉面"], "start": 0, "end": 3}
    said = heard("[牛肉面|item:mention=牛肉面]", "order_food", {"ask:item": 0.99})
    said = replace(said, entities=(item,))
    assert names_alone(said)
    assert names(said) == names(replace(said, acts={})) != ["ask:item"]
    assert not names_alone(replace(said, text="牛肉面呢"))


def test_what_the_rules_set_is_not_put_in_once_more() -> None:
    said = heard(
        "[三份|quantity:add=3][牛肉面|item:add=牛肉面]", "modify_order", {"edit:add": 0.99}
    )
    sets = Edit(op=Op.SET, on=Ref(item=ITEMS["牛肉面"]), quantity=3)
    edits = edits_by_roles(said)
    assert [one.op for one in edits if isinstance(one, Edit)] == [Op.ADD]
    assert with_edits([sets], edits, CART) == (sets,)
    assert with_edits([Deny()], edits, CART) == (*edits, Deny())


def test_what_says_nothing_of_the_thing_at_hand_is_no_reading_of_it() -> None:
    said = replace(heard("空调不制冷", "report_repair", {"give": 0.96}), confidence=0.96)
    assert names(said) == ["start:repair"]


BEEF, COLA = ITEMS["牛肉面"], ITEMS["可乐"]


def begun(ruled: list[Line], *heard: Line) -> list[tuple[int | None, int | None]] | None:
    """Items and numbers of an order that begins; None where it stays as rules read it."""
    edits = [Edit(op=Op.ADD, lines=heard)]
    found = with_edits([Start(what=What.ORDER, lines=tuple(ruled))], edits, state())
    if found is None:
        return None
    [start] = found
    assert isinstance(start, Start)
    return [(line.item, line.quantity) for line in start.lines]


def line(item: int | None, quantity: int | None, words: str, *options: str) -> Line:
    return Line(item=item, quantity=quantity, words=words, options=options)


def test_a_number_that_rules_missed_is_the_one_that_was_heard() -> None:
    assert begun([line(BEEF, None, "牛肉面")], line(BEEF, 6, "牛肉面")) == [(BEEF, 6)]
    assert begun([line(BEEF, 2, "牛肉面")], line(BEEF, 6, "牛肉面")) is None


def test_what_took_the_number_of_a_name_is_not_ordered() -> None:
    ruled = [line(COLA, 10, "book"), line(BEEF, None, "牛肉面")]
    assert begun(ruled, line(BEEF, 10, "牛肉面")) == [(BEEF, 10)]
    assert begun([line(COLA, 10, "book")], line(BEEF, 10, "牛肉面")) is None


def test_a_name_that_was_not_heard_is_ordered_all_the_same() -> None:
    ruled = [line(COLA, 2, "可乐"), line(BEEF, None, "牛肉面")]
    assert begun(ruled, line(BEEF, 3, "牛肉面")) == [(COLA, 2), (BEEF, 3)]


def test_an_order_in_which_rules_found_nothing_has_the_names_that_were_heard() -> None:
    heard = [line(None, 1, "ream"), line(BEEF, 4, "牛肉面")]
    assert begun([], *heard) == [(BEEF, 4)]
    assert begun([], line(None, 1, "ream")) == [(None, 1)]


def test_a_line_that_rules_read_twice_and_that_was_heard_once_is_one() -> None:
    ruled = [line(BEEF, 3, "牛肉面"), line(BEEF, 2, "牛肉面"), line(COLA, 3, "可乐")]
    heard = [line(BEEF, 2, "牛肉面"), line(COLA, 3, "可乐")]
    assert begun(ruled, *heard) == [(BEEF, 2), (COLA, 3)]
    wished = [line(BEEF, 1, "牛肉面"), line(BEEF, 1, "牛肉面", "not_spicy")]
    assert begun(wished, line(BEEF, 2, "牛肉面")) is None


def ruled(said: Said, *edits: Edit) -> tuple[list[Edit | Restore], tuple[Act, ...]]:
    heard = edits_by_roles(said, CART.things[0])
    return heard, agreed(edits, heard, said, CART)


def test_the_line_that_rules_missed_is_the_one_that_was_heard() -> None:
    said = marked("[可乐|item:refine=可乐]里头[一罐|quantity:part=1][不要冰|option=no_ice]")
    _, (act,) = ruled(said, Edit(op=Op.REFINE, options=("no_ice",)))
    assert isinstance(act, Edit)
    assert (act.on and act.on.item, act.part) == (ITEMS["可乐"], 1)


def test_the_line_that_rules_found_stays() -> None:
    said = marked("[可乐|item:remove=可乐]")
    on = Ref(item=ITEMS["牛肉面"])
    _, (act,) = ruled(said, Edit(op=Op.REMOVE, on=on))
    assert isinstance(act, Edit)
    assert act.on == on


def test_an_edit_that_only_was_heard_stands_beside_those_that_rules_found() -> None:
    said = marked("[牛肉面|item:set=牛肉面][五碗|quantity:set=5]，[可乐|item:remove=可乐]")
    sets = Edit(op=Op.SET, on=Ref(item=ITEMS["牛肉面"]), quantity=5)
    heard = edits_by_roles(said)
    more = joined([sets], heard, {"edit:set": 0.9, "edit:remove": 0.9})
    assert more is not None
    assert [name_of(act) for act in more] == ["edit:set", "edit:remove"]
    assert joined([sets], heard, {"edit:set": 0.9, "edit:remove": 0.3}) is None
    assert joined([], heard, {"edit:remove": 0.9}) is None


def test_an_act_is_likely_where_the_words_of_a_line_are_heard_in_its_role() -> None:
    said = marked("[可乐|item:remove=可乐][没它也行|op:remove]")
    said = replace(said, spans=tuple({**one, "confidence": 0.9} for one in said.spans))
    assert probable(replace(said, acts={}))["edit:remove"] > 0.3
    assert probable(replace(said, acts={"edit:remove": 0.9}))["edit:remove"] == 0.9


def test_all_that_rules_found_is_not_cut_to_the_part_that_was_heard() -> None:
    said = marked("[都|ref:refine=all] [一份|quantity:part=1][不要冰|option=no_ice]")
    every = Edit(op=Op.REFINE, on=Ref(among="all"), options=("no_ice",))
    _, (act,) = ruled(said, every)
    assert act == every


def test_a_number_that_rules_set_by_another_intent_is_not_put_in_once_more() -> None:
    added = edits_by_roles(marked("[back to|op:add] [two|quantity:add=2] [牛肉面|item:add=牛肉面]"))
    sets = Edit(op=Op.SET, on=Ref(item=ITEMS["牛肉面"]), quantity=2)
    assert with_edits([], added, CART, [sets]) == (sets,)


def test_half_is_counted_of_what_stands() -> None:
    said = marked("[牛肉面|item:fewer=牛肉面][一半|quantity:fewer]")
    half = {**said.spans[1], "share": 0.5}
    (edit,) = edits_by_roles(replace(said, spans=(said.spans[0], half)), CART.things[0])
    assert isinstance(edit, Edit)
    assert (edit.op, edit.quantity) == (Op.FEWER, 1)


def test_one_persons_portion_is_one_of_them() -> None:
    said = marked("他那碗[牛肉面|item:refine=牛肉面][不要辣|option=no_chili]")
    own = {"entity": "quantity", "role": "part", "value": 1, "start": 1, "end": 3, "text": "那碗"}
    (edit,) = edits_by_roles(replace(said, entities=(own,)))
    assert isinstance(edit, Edit)
    assert (edit.on and edit.on.item, edit.part) == (ITEMS["牛肉面"], 1)


def test_words_for_the_order_itself_are_no_line() -> None:
    said = marked("[那張單|ref:remove][退掉|op:cancel]")
    order = {"entity": "kind", "value": "order", "whole": True, "start": 0, "end": 3}
    assert edits_by_roles(replace(said, entities=(order,))) == []


def test_a_number_said_behind_a_wish_is_of_that_wish() -> None:
    said = marked(
        "[不要辣|option=no_chili] on [one|quantity:part=1] of the [牛肉面|item:refine=牛肉面]"
    )
    (edit,) = edits_by_roles(said)
    assert isinstance(edit, Edit)
    assert (edit.part, edit.options) == (1, ("no_chili",))


def test_what_is_surely_done_with_a_number_is_done_with_its_line() -> None:
    said = marked("[牛肉面|item:remove=牛肉面][五碗|quantity:set=5]")
    unsure, sure = (
        {**one, "confidence": c} for one, c in zip(said.spans, (0.5, 0.95), strict=True)
    )
    (edit,) = edits_by_roles(replace(said, spans=(unsure, sure)))
    assert isinstance(edit, Edit)
    assert (edit.op, edit.quantity) == (Op.SET, 5)


def test_a_question_about_two_dishes_is_one_about_each() -> None:
    items = tuple(
        {"entity": "item", "value": ITEMS[name], "start": at, "end": at + len(name), "text": name}
        for name, at in (("牛肉面", 0), ("担担面", 4))
    )
    said = replace(
        heard("牛肉面和担担面哪个不辣", "browse_menu", {"ask:item": 0.99}), entities=items
    )
    assert [getattr(act, "item", None) for act in translate(said, state())] == [
        ITEMS["牛肉面"], ITEMS["担担面"],
    ]  # fmt: skip


def test_what_only_waits_says_nothing() -> None:
    assert names(heard("等我一会", "register_visitor", {"unknown": 0.95})) == ["unknown"]


def test_what_is_said_before_the_other_is_not_of_it() -> None:
    said = marked("[一碗|quantity:part=1][不要辣|option=no_chili]，[另外一碗|ref:refine=other]照旧")
    (edit,) = edits_by_roles(said)
    assert isinstance(edit, Edit)
    assert (edit.on, edit.part) == (None, 1)


def test_several_lines_are_kept_with_their_numbers() -> None:
    said = marked(
        "[只留|op:keep][一碗|quantity=1][牛肉面|item:keep=牛肉面]和[一罐|quantity=1][可乐|item:keep=可乐]"
    )
    (edit,) = edits_by_roles(said)
    assert isinstance(edit, Edit)
    assert [(line.item, line.quantity) for line in edit.lines] == [
        (ITEMS["牛肉面"], 1), (ITEMS["可乐"], 1),
    ]  # fmt: skip


def test_what_rules_bring_back_by_name_comes_beside_edits_that_were_heard() -> None:
    said = marked("[可乐|item:remove=可乐]")
    back = Restore(on=Ref(item=ITEMS["牛肉面"]))
    edits = edits_by_roles(said)
    assert with_edits([back], edits, CART) == (back, *edits)


ORDERING = replace(CART, asked=Asked("slot", thing="cart", field_name="when"))
COLLEAGUE = {"entity": "visitor_name", "value": "小李", "start": 0, "end": 2}
TOMORROW = {"entity": "time", "value": "2026-12-02T15:00:00+08:00", "start": 2, "end": 8,
            "day_named": True, "clock_named": True, "grain": "time"}  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "found", "stands", "comes"),
    [
        # Nobody heard that somebody is to come: a colleague who changes his mind is no visitor.
        ({"correct": 0.2}, [COLLEAGUE], ORDERING, ["unknown"]),
        ({"correct": 0.2}, [COLLEAGUE], CART, ["start:visit"]),
        ({"correct": 0.2, "start:visit": 0.2}, [COLLEAGUE], ORDERING, ["start:visit"]),
        # Who says who comes and when is heard.
        ({"correct": 0.2}, [COLLEAGUE, TOMORROW], ORDERING, ["start:visit"]),
    ],
)
def test_in_the_middle_of_an_order_nothing_begins_that_nobody_heard(
    acts: dict[str, float], found: list[Entity], stands: State, comes: list[str]
) -> None:
    said = replace(heard("小李明天下午三点", "register_visitor", acts), entities=tuple(found))
    assert [name_of(act) for act in translate(said, stands)] == comes


@pytest.mark.parametrize(
    ("text", "intent", "begins"),
    [
        ("帮我登记一个访客", "register_visitor", "start:visit"),
        ("the AC is dead btw", "report_repair", "start:repair"),
    ],
)
def test_what_is_plainly_begun_in_the_middle_of_an_order_begins(
    text: str, intent: str, begins: str
) -> None:
    said = heard(text, intent, {"give": 0.5})
    assert [name_of(act) for act in translate(said, ORDERING)] == [begins]


def test_nothing_begins_that_nobody_heard_begin() -> None:
    acts = {"correct": 0.97, "start:repair": 0.01}
    said = heard("会议室刚换到那边了 别送错哈", "report_repair", acts)
    assert names(said) == ["unknown"]
    assert names(replace(said, acts={"correct": 0.97, "start:repair": 0.4})) == ["start:repair"]


def test_what_is_only_heard_to_be_swapped_goes_for_what_does_not_stand() -> None:
    text = "where I wrote [colas|item:mention=可乐] I was thinking of [latte|item:mention=拿铁]"
    said = heard(text, "out_of_scope", {"edit:swap": 0.7})
    [edit] = translate(said, CART)
    assert isinstance(edit, Edit)
    assert (edit.op, edit.on, edit.lines) == (
        Op.SWAP,
        Ref(item=ITEMS["可乐"]),
        (Line(item=ITEMS["拿铁"]),),
    )
    assert names(replace(said, acts={"edit:swap": 0.2})) != ["edit:swap"]


def test_all_is_not_taken_out_for_one_word_that_was_hardly_heard_so() -> None:
    keeps = [Edit(op=Op.KEEP_ONLY, on=Ref(item=ITEMS["可乐"]))]
    assert with_edits((), keeps, CART, (), {"edit:keep_only": 0.1}) is None
    assert with_edits((), keeps, CART, (), {"edit:keep_only": 0.6}) == tuple(keeps)


def test_a_heard_edit_keeps_the_portions_that_rules_count() -> None:
    ruled = Edit(op=Op.SWAP, on=Ref(item=ITEMS["牛肉面"]), lines=(Line(item=8),), part=1)
    told = ruled.model_copy(update={"part": None})
    assert counted(told, (ruled,)) == ruled
    other = told.model_copy(update={"on": Ref(item=ITEMS["可乐"])})
    assert counted(other, (ruled,)) == other
    half = told.model_copy(update={"part": 2})
    assert counted(half, (ruled,)) == half


def test_a_visit_that_is_made_may_be_asked_about_because_it_is_likely_called_off() -> None:
    said = heard("she is ill, so that's that", "complain", {"cancel": 0.9})
    assert [
        name_of(act) for act in translate(said, state(visit(names="王芳", may=("cancel",))))
    ] == ["cancel"]
    assert names(said) != ["cancel"]


def test_what_a_message_surely_begins_besides_is_begun_too() -> None:
    acts = {"start:repair": 0.98, "start:order": 0.97}
    told = read(
        "The lights are out in A座605. Also send 2 lattes there",
        state(),
        "report_repair",
        acts=acts,
    )
    assert [name_of(act) for act in told] == ["start:repair", "start:order"]
    told = read(
        "The lights are out in A座605. Also send 2 lattes there", state(), "report_repair",
        acts={"start:repair": 0.98, "start:order": 0.2},
    )  # fmt: skip
    assert [name_of(act) for act in told] == ["start:repair"]
