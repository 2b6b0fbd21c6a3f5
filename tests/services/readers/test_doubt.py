"""Which other readings of a message are nearly as likely."""

import pytest

from services.readers.doubt import rivals


@pytest.mark.parametrize(
    ("heard", "confidence", "ranking", "found"),
    [
        ("ask_faq", 0.53, {"ask_faq": 0.53, "report_repair": 0.36}, {"report_repair"}),
        ("chitchat", 0.32, {"chitchat": 0.32, "complain": 0.18, "track_lost": 0.15}, {"complain"}),
        ("modify_order", 0.5, {"modify_order": 0.5, "order_food": 0.45}, set()),
        ("chitchat", 0.45, {"chitchat": 0.45, "bot_challenge": 0.43}, set()),
        ("complain", 0.2, {"complain": 0.2, "ask_human": 0.14}, set()),
        ("ask_faq", 0.97, {"ask_faq": 0.3, "report_repair": 0.5}, set()),
        ("report_repair", 0.9, {}, set()),
    ],
    ids=["close", "vague", "alike", "no-act", "unlikely", "sure-otherwise", "untold"],
)
def test_rivals(heard: str, confidence: float, ranking: dict[str, float], found: set[str]) -> None:
    assert rivals(heard, confidence, ranking) == found
