"""Unsure is out of scope; the ranking still tells what it looked like."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.fallback import ThresholdFallback
from tests.bot.components.builders import message

RANKING = [{"name": "order_food", "confidence": 0.4}, {"name": "checkout", "confidence": 0.35}]


def judged(text: str, confidence: float, threshold: float) -> Message:
    classified = message(text)
    classified.set("intent", {"name": "order_food", "confidence": confidence})
    classified.set("intent_ranking", RANKING)
    return ThresholdFallback(threshold).process([classified])[0]


@pytest.mark.parametrize(
    ("confidence", "intent"),
    [(0.39, "out_of_scope"), (0.4, "order_food"), (0.9, "order_food")],
)
def test_threshold_itself_is_sure_enough(confidence: float, intent: str) -> None:
    assert judged("来一份", confidence, 0.4).get("intent")["name"] == intent


def test_ranking_is_kept() -> None:
    assert judged("来一份", 0.1, 0.4).get("intent_ranking") == RANKING


@pytest.mark.parametrize("text", ["", "???", "..."])
def test_message_without_words_is_out_of_scope_however_sure(text: str) -> None:
    assert judged(text, 0.99, 0.4).get("intent") == {"name": "out_of_scope", "confidence": 1.0}
