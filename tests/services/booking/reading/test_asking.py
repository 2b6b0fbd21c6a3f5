"""Which of a pool's rules a question is about, and questions about staff's answer."""

import pytest

from services.booking.reading import asks_of_decision, aspects


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("超了怎么算钱呀", {"prices"}),
        ("and does badminton come off the same hours?", {"prices"}),
        ("周六能用不 几点到几点", {"hours"}),
        ("what are the opening hours", {"hours"}),
        ("最晚提前多久取消", {"rules"}),
        ("what's the biggest one", {"things"}),
        ("会议室怎么订", set()),
    ],
)
def test_what_is_asked_is_told(text: str, expected: set[str]) -> None:
    assert aspects(text) == expected


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("一般多久能批下来？", True),
        ("好的，那等你们批", True),
        ("when will I hear back?", True),
        ("帮我们留着，批量培训用", False),
        ("thanks", False),
    ],
)
def test_a_question_about_their_answer_is_one(text: str, asks: bool) -> None:
    assert asks_of_decision(text) == asks
