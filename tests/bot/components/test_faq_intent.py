"""An operator's new entry is answered although no training sentence asked for it."""

import pytest

from bot.components.faq_intent import FaqIntent
from tests.bot.components.builders import message


@pytest.mark.parametrize(
    ("intent", "confidence", "score", "margin", "expected"),
    [
        ("out_of_scope", 0.6, 0.7, 0.2, "ask_faq"),
        ("checkout", 0.64, 0.89, 0.5, "ask_faq"),
        ("out_of_scope", 0.95, 0.7, 0.2, "out_of_scope"),
        ("out_of_scope", 0.95, 0.99, 0.5, "ask_faq"),
        ("out_of_scope", 0.95, 0.99, 0.01, "out_of_scope"),
        ("out_of_scope", 0.6, 0.5, 0.2, "out_of_scope"),
        ("out_of_scope", 0.6, 0.7, 0.01, "out_of_scope"),
        ("ask_faq", 0.5, 0.2, 0.0, "ask_faq"),
    ],
)
def test_near_question_of_an_unsure_intent(
    intent: str, confidence: float, score: float, margin: float, expected: str
) -> None:
    asked = message("园区里哪里有AED")
    asked.set("intent", {"name": intent, "confidence": confidence})
    asked.set("faq", {"id": "faq/first_aid", "score": score, "margin": margin, "nearest": []})
    assert FaqIntent(0.8, 0.55, 0.05, 0.95).process([asked])[0].get("intent")["name"] == expected


def test_message_without_faq_is_left_alone() -> None:
    greeting = message("你好")
    greeting.set("intent", {"name": "greet", "confidence": 0.4})
    greeting.set("faq", None)
    assert FaqIntent(0.8, 0.55, 0.05, 0.95).process([greeting])[0].get("intent")["name"] == "greet"
