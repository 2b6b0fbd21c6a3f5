"""A wish in words of its own for one line that stands."""

import pytest

from services.acts.acts import Edit, Op
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("black handle for the umbrella", "black handle"),
        ("the umbrella in blue please", "blue"),
    ],
)
def test_it_is_a_note_to_that_line(words: str, note: str) -> None:
    [edit] = read(words, state(cart("雨伞", "口罩 x2")))
    assert isinstance(edit, Edit)
    assert edit.on is not None
    assert (edit.op, edit.on.item, edit.note) == (Op.REFINE, ITEMS["雨伞"], note)


def test_what_is_counted_is_no_wish() -> None:
    acts = read("two lattes for the team", state(cart("雨伞")), "order_food")
    assert not [one for one in acts if isinstance(one, Edit) and one.op is Op.REFINE]
