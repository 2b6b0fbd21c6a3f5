"""How far we are, and what begins though something else asks."""

import pytest

from services.acts.acts import About, Ask, Start
from services.acts.state import Standing
from tests.given.acts import ITEMS, cart, repair, state
from tests.given.reading import read


@pytest.mark.parametrize("words", ["说到哪了", "where were we", "刚才说到哪里了"])
def test_the_cart_is_told(words: str) -> None:
    assert read(words, state(cart("牛肉面")), "track_order", acts={"ask:status": 0.9}) == [
        Ask(about=About.CART)
    ]


def test_what_is_heard_to_be_put_in_begins_an_order_while_a_report_asks() -> None:
    draft = repair(standing=Standing.DRAFT, id="repair-draft", missing=("place",))
    spans = [
        {"label": "item", "role": "set", "text": "伞", "start": 0, "end": 1,
         "candidates": [ITEMS["雨伞"]], "confidence": 0.7},
        {"label": "quantity", "role": "set", "text": "五把", "start": 2, "end": 4, "value": 5,
         "confidence": 0.9},
    ]  # fmt: skip
    given = state(draft, asked="repair-draft.place")
    [act] = read("伞的五把", given, "order_goods", spans=spans, acts={"edit:set": 0.97})
    assert isinstance(act, Start)
    assert [(one.item, one.quantity) for one in act.lines] == [(ITEMS["雨伞"], 5)]
