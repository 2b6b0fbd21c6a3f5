"""A place as acts say it, put into what is known."""

from typing import Any

import pytest

from actions.kit.placed import with_said
from services.acts.values import Place

A301 = {"building": "A", "floor": 3, "room": "301"}


@pytest.mark.parametrize(
    ("known", "said", "given", "corrected"),
    [
        ({}, {"building": "A"}, {"building": "A"}, {"building": "A"}),
        (A301, {"building": "B"}, {"building": "B"}, A301 | {"building": "B"}),
        (A301, {"building": "B", "floor": 2}, {"building": "B", "floor": 2},
         {"building": "B", "floor": 2}),
        (A301, {"room": "305"}, A301 | {"room": "305"}, A301 | {"room": "305"}),
        (A301, {"room": "1204"}, {"building": "A", "room": "1204"},
         {"building": "A", "room": "1204"}),
        (A301, {"floor": 5}, {"building": "A", "floor": 5}, {"building": "A", "floor": 5}),
        (A301, {"place": "靠窗"}, A301 | {"place": "靠窗"}, A301 | {"place": "靠窗"}),
        ({"place": "茶水间"}, {"building": "D", "floor": 4},
         {"building": "D", "floor": 4, "place": "茶水间"},
         {"building": "D", "floor": 4, "place": "茶水间"}),
        ({"room": "410"}, {"building": "B", "floor": 4},
         {"building": "B", "floor": 4, "room": "410"},
         {"building": "B", "floor": 4, "room": "410"}),
    ],
)  # fmt: skip
def test_what_is_said_completes_or_corrects_what_is_known(
    known: dict[str, Any], said: dict[str, Any], given: dict[str, Any], corrected: dict[str, Any]
) -> None:
    place = Place(**said)
    assert with_said(known, place, corrects=False) == given
    assert with_said(known, place, corrects=True) == corrected
