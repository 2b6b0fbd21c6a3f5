"""Edits that were heard beside what rules found."""

import pytest

from actions.acts.translating.edits_heard import beside_an_answer
from services.acts.acts import Act, Confirm, Correct, Edit, Give, Op, Social, Start
from services.acts.values import Fields, Line, Place, Ref, What
from tests.given.acts import ITEMS

WISH = Edit(op=Op.REFINE, on=Ref(item=ITEMS["拿铁"]), options=("oat_milk",))
WHERE = Give(fields=Fields(place=Place(building="A", floor=3, room="301")))
SURELY = {"edit:refine": 0.92}


@pytest.mark.parametrize(
    "told", [(WHERE,), (Correct(fields=WHERE.fields),), (Social(how="thank"), WHERE)]
)
def test_a_wish_beside_what_was_asked(told: tuple[Act, ...]) -> None:
    assert beside_an_answer(told, [WISH], SURELY) == (WISH, *told)


@pytest.mark.parametrize(
    ("told", "edits", "likely"),
    [
        ((), [WISH], SURELY),
        ((Social(how="thank"),), [WISH], SURELY),
        ((WHERE,), [], SURELY),
        ((WHERE,), [WISH], {"edit:refine": 0.6}),
        ((WHERE,), [WISH, Edit(op=Op.ADD, lines=(Line(item=1),))], SURELY),
        ((WHERE,), [Edit(op=Op.KEEP_ONLY, on=WISH.on)], {"edit:keep_only": 0.99}),
        ((WHERE, Confirm()), [WISH], SURELY),
        ((Start(what=What.ORDER),), [WISH], SURELY),
    ],
)
def test_else_nothing_is_done_besides(
    told: tuple[Act, ...], edits: list[Edit], likely: dict[str, float]
) -> None:
    assert beside_an_answer(told, edits, likely) is None
