"""What a reading leaves out of what was heard, and what lines that stand are called."""

import pytest

from actions.acts.translating.by_roles import edits_by_roles
from actions.acts.translating.covering import left_out
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Give, Op, Start
from services.acts.values import Fields, Line, Ref, What
from tests.actions.acts.test_choosing import heard
from tests.given.acts import ITEMS, cart

SAID = heard(
    "[牛肉面|item:refine=牛肉面][微辣|option=mild] [可乐|item:refine=可乐][去冰|option=no_ice]",
    "modify_order",
    {"edit:refine": 0.9},
)


def refined(name: str, *options: str) -> Edit:
    return Edit(op=Op.REFINE, on=Ref(item=ITEMS[name]), options=options)


@pytest.mark.parametrize(
    ("acts", "many"),
    [
        ((refined("牛肉面", "mild"), refined("可乐", "no_ice")), 0),
        ((refined("牛肉面", "mild", "no_ice"),), 1),
        ((refined("牛肉面", "mild"),), 2),
        ((Start(what=What.ORDER, lines=(Line(item=ITEMS["可乐"]),)),), 3),
        ((Give(fields=Fields(phone="13800138000")),), 0),
    ],
)
def test_names_and_wishes_that_no_act_is_on_are_left_out(acts: tuple[Act, ...], many: int) -> None:
    assert left_out(acts, SAID) == many


def noodle(**told: object) -> Said:
    """ "My noodle mild", heard as something that is not in the order."""
    said = heard("[my noodle|item:refine][mild|option=mild]", "modify_order", {"edit:refine": 1.0})
    item, option = said.spans
    spans = ({**item, "candidates": [ITEMS["热干面"]], "called": "noodle", **told}, option)
    return Said(said.text, said.intent, 1.0, (), {}, {}, spans=spans, acts=said.acts)


def test_a_line_that_stands_is_meant_by_what_it_alone_is_called() -> None:
    [edit] = edits_by_roles(noodle(), cart("牛肉面", "可乐"))
    assert isinstance(edit, Edit)
    assert edit.on is not None
    assert edit.on.item == ITEMS["牛肉面"]


def test_of_two_that_are_called_so_none_is_taken() -> None:
    [edit] = edits_by_roles(noodle(), cart("牛肉面", "担担面"))
    assert isinstance(edit, Edit)
    assert edit.on is not None
    assert edit.on.item is None


def test_what_is_put_in_is_no_line_that_stands() -> None:
    [edit] = edits_by_roles(noodle(role="add"), cart("牛肉面"))
    assert isinstance(edit, Edit)
    assert edit.lines[0].candidates == (ITEMS["热干面"],)
