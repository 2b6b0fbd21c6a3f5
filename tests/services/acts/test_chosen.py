"""Buttons of acts: the command that a reading becomes, and what a button offers."""

from typing import Any

import pytest

from services.acts.chosen import offered_by, settled
from services.acts.resolving import resolve
from services.acts.steps import Doubt
from tests.given.acts import ITEMS, cart, edit, state

CART = cart("牛肉面 x2", "可乐")
COLA = ITEMS["可乐"]


@pytest.mark.parametrize(
    ("acts", "offers"),
    [
        ([{"act": "edit", "op": "add", "lines": [{"item": 3, "quantity": 15}]}],
         {"item": 3, "quantity": 15}),
        ([{"act": "edit", "op": "add", "lines": [{"item": 3}]}], {"item": 3}),
        ([{"act": "edit", "op": "add", "lines": [{"item": 3}, {"item": 4}]}], {}),
        ([{"act": "edit", "op": "set", "on": {"lines": [2]}, "quantity": 15}],
         {"item": COLA, "quantity": 15}),
        ([{"act": "edit", "op": "set", "on": {"item": 7}, "quantity": 15}],
         {"item": 7, "quantity": 15}),
        ([{"act": "edit", "op": "set", "on": {"lines": [99]}, "quantity": 15}], {}),
        ([{"act": "edit", "op": "remove", "on": {"lines": [2]}}], {}),
        ([{"act": "cancel", "of": {"number": "O-1"}}], {"number": "O-1"}),
        ([{"act": "confirm"}], {}),
        ([{"act": "confirm"}, {"act": "cancel", "of": {"number": "O-1"}}], {}),
        ([{"act": "twist"}], {}),
        ([], {}),
    ],
)  # fmt: skip
def test_a_button_offers_what_its_act_names(acts: list[Any], offers: dict[str, Any]) -> None:
    assert offered_by(acts, [CART]) == offers


def test_the_act_of_a_reading_is_settled() -> None:
    doubt = resolve(edit("more", quantity=2), state(CART))
    assert isinstance(doubt, Doubt)
    for step in doubt.between:
        assert resolve(settled(step), state(CART)).lines == step.lines
