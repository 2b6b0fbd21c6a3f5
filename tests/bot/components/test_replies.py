"""Answers to several requests of one message, put together as one reply."""

from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.components.replies import answers_to, understood


def part(start: int, intent: str, *said: tuple[str, str | None]) -> list[Event]:
    about = {"segment_of": "7", "starts_at": start}
    words = UserUttered(
        f"words at {start}",
        intent={"name": intent, "confidence": 0.9},
        message_id=f"7@{start}",
        metadata=about,
    )
    return [words, *(BotUttered(text, _data(expects)) for text, expects in said)]


def _data(expects: str | None) -> dict[str, Any]:
    return {"custom": {"expects": expects}} if expects else {}


def texts(*parts: list[Event]) -> list[str]:
    events = [event for one in parts for event in one]
    return [one["text"] for one in answers_to("7", events) or []]


def test_a_form_question_gives_way_to_a_later_one() -> None:
    order = part(0, "order_food", ("added", None), ("where to?", "location"))
    repair = part(9, "report_repair", ("noted", None), ("which room?", "location"))
    assert texts(order, repair) == ["added", "noted", "which room?"]


def test_the_open_question_stands_at_the_end() -> None:
    order = part(0, "order_food", ("added", None), ("where to?", "location"))
    assert texts(order, part(9, "thank", ("welcome", None))) == ["added", "welcome", "where to?"]


def test_a_question_that_nobody_would_ask_again_stands_before_a_form() -> None:
    order = part(0, "order_food", ("which noodles?", "item"))
    repair = part(9, "report_repair", ("noted", None), ("which room?", "location"))
    assert texts(order, repair) == ["noted", "which noodles?"]


def test_a_question_for_a_yes_is_not_the_form_that_asks_to_confirm() -> None:
    data = {"custom": {"expects": "confirm", "settles": "visit_cancel"}}
    [words] = part(0, "cancel_visit")
    asked = BotUttered("cancel it?", data)
    placed = part(9, "affirm", ("where to?", "location"))
    assert texts([words, asked], placed) == ["cancel it?"]


def test_a_hint_is_no_question() -> None:
    visit = part(0, "register_visitor", ("registered", "visit_change"))
    assert texts(visit, part(9, "ask_faq", ("8 to 6", None))) == ["registered", "8 to 6"]


def test_what_was_understood_tells_all_parts_in_the_order_of_the_message() -> None:
    danger, order = part(9, "report_repair"), part(0, "order_food")
    assert understood("7", [*danger, *order]) == {
        "intent": "order_food",
        "confidence": 0.9,
        "segments": [
            {"text": "words at 0", "intent": "order_food", "confidence": 0.9},
            {"text": "words at 9", "intent": "report_repair", "confidence": 0.9},
        ],
    }
