"""A question that the FAQ answers, beside what a message begins."""

import pytest

from services.acts.acts import About, Ask
from tests.given.acts import state
from tests.given.reading import read

FAQ = {"id": "faq/parking", "score": 0.71, "margin": 0.2}


@pytest.mark.parametrize(
    "words",
    ["where can guests park? 2 lattes to A 3F 301", "访客的车停哪里？来两杯拿铁，送A座3楼301"],
)
def test_it_is_answered_besides(words: str) -> None:
    ask, *others = read(words, state(), "order_food", faq=FAQ)
    assert isinstance(ask, Ask)
    assert (ask.about, ask.faq) == (About.FAQ, "faq/parking")
    assert others


def test_less_near_where_it_was_heard_to_ask() -> None:
    words, near = "where can guests park? 2 lattes to A 3F 301", FAQ | {"score": 0.45}
    assert not any(isinstance(one, Ask) for one in read(words, state(), "order_food", faq=near))
    acts = {"start:order": 0.99, "ask:faq": 0.07}
    heard = read(words, state(), "order_food", faq=near, acts=acts)
    assert any(isinstance(one, Ask) for one in heard)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("2 lattes to A 3F 301?", FAQ),
        ("could I have 2 lattes? To A 3F 301 please", FAQ),
        ("where can guests park. 2 lattes to A 3F 301", FAQ),
        ("where can guests park? 2 lattes to A 3F 301", FAQ | {"margin": 0.01}),
        ("where can guests park? 2 lattes to A 3F 301", {}),
    ],
)
def test_what_asks_for_what_is_begun_is_no_such_question(
    words: str, near: dict[str, object]
) -> None:
    assert not any(isinstance(one, Ask) for one in read(words, state(), "order_food", faq=near))
