"""Beginnings that nobody heard."""

import pytest

from services.acts.acts import Correct, Start
from services.acts.values import What
from tests.given.acts import cart, state, visit
from tests.given.reading import read


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("可乐洒了一地，杯子也碎了", {"start:repair": 0.7}),
        ("the cola is all over the floor and the glass is broken", {"give": 0.7}),
    ],
)
def test_what_is_broken_is_not_ordered(words: str, heard: dict[str, float]) -> None:
    ranking = [
        {"name": "order_food", "confidence": 0.6},
        {"name": "report_repair", "confidence": 0.3},
    ]
    fault = {"entity": "fault", "value": "cleaning", "start": 0, "end": 1, "text": words[:1]}
    acts = read(words, state(), "order_food", acts=heard, intent_ranking=ranking, found=[fault])
    assert all(not (isinstance(one, Start) and one.what is What.ORDER) for one in acts)


def test_what_was_heard_to_be_ordered_is() -> None:
    fault = {"entity": "fault", "value": "cleaning", "start": 0, "end": 1, "text": "可"}
    acts = read(
        "可乐来两瓶，上一瓶摔碎了", state(), "order_food", acts={"start:order": 0.6}, found=[fault]
    )
    assert any(isinstance(one, Start) and one.what is What.ORDER for one in acts)


@pytest.mark.parametrize(
    ("words", "many"),
    [("plus her boss, so 5 in all", 5), ("加上他老板，一共4个", 4), ("总共六个人", 6)],
)
def test_who_counts_what_stands_begins_no_visit(words: str, many: int) -> None:
    guest = visit(names=("Kevin Lin",), headcount=3)
    acts = read(words, state(guest, asked="visit:V-1.x"), "register_visitor", acts={"give": 0.88})
    [act] = acts
    assert isinstance(act, Correct)
    assert act.fields.headcount is not None
    assert act.fields.headcount.exactly == many


def test_of_an_order_it_counts_no_heads() -> None:
    guest = visit(names=("Kevin Lin",), ago=20)
    acts = read("一共5个", state(cart("可乐 x3"), guest), "modify_order", acts={"give": 0.6})
    assert all(not (isinstance(one, Correct) and one.fields.headcount) for one in acts)
