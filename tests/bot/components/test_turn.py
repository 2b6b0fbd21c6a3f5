"""What a turn may carry, and how its answers are found again in the tracker."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUtteranceReverted, UserUttered
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message

from bot.components.plain_text import as_plain_text
from bot.components.replies import answers_to
from bot.components.turn import Turn

TURN = {"sender": "u1", "message_id": "m1", "text": "来两份牛肉面"}


def said(text: str | None, **data: Any) -> BotUttered:
    return BotUttered(text, data)


def heard(message_id: str) -> UserUttered:
    return UserUttered("hi", message_id=message_id)


@pytest.mark.parametrize(
    "text", ["/restart", "  /restart", "\u3000/order_food{}", "//x", "/", "\n/back"]
)
def test_typed_text_is_never_a_command(text: str) -> None:
    typed = Turn.from_json({**TURN, "text": text}).rasa_text
    message = Message({"text": typed.strip()})
    assert YAMLStoryReader.unpack_regex_message(message).get("intent") is None
    assert typed == text.strip().replace("/", "／", 1)


@given(st.text(max_size=12).map(lambda tail: "/restart" + tail) | st.text(max_size=20))
def test_no_text_whatsoever_is_a_command(text: str) -> None:
    typed = as_plain_text(text).strip()
    assert not typed.startswith("/")
    assert len(typed) == len(text.strip())


def test_other_slashes_stay() -> None:
    assert as_plain_text("A/B座 3/4") == "A/B座 3/4"


def test_pressed_button_is_the_command_that_rasa_gets() -> None:
    turn = Turn.from_json({**TURN, "payload": '/order_food{"item":17}'})
    assert turn.rasa_text == '/order_food{"item":17}'


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {**TURN, "sender": ""},
        {**TURN, "sender": 5},
        {**TURN, "message_id": None},
        {**TURN, "message_id": "x" * 201},
        {**TURN, "text": 5},
        {**TURN, "metadata": "x"},
        {**TURN, "payload": "restart"},
        {**TURN, "payload": "/order food"},
        {**TURN, "payload": "/affirm and more"},
        {**TURN, "payload": 7},
    ],
)
def test_body_that_is_not_as_agreed_is_refused(body: Any) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Turn.from_json(body)


def test_answers_are_those_between_a_message_and_the_next() -> None:
    events = [
        heard("a"),
        said("1"),
        heard("b"),
        said("2"),
        ActionExecuted("x"),
        said("3"),
        heard("c"),
        said("4"),
    ]
    assert [utterance["text"] for utterance in answers_to("b", events) or []] == ["2", "3"]


def test_unknown_message_has_no_answers_and_a_silent_turn_has_none_either() -> None:
    assert answers_to("z", [heard("a"), said("1")]) is None
    assert answers_to("a", [heard("a"), heard("b"), said("1")]) == []


def test_message_that_the_dialogue_took_back_still_counts_as_answered() -> None:
    events = [heard("a"), said("sorry?"), UserUtteranceReverted()]
    assert len(answers_to("a", events) or []) == 1


def test_text_buttons_and_custom_data_of_an_utterance_stay_together() -> None:
    button = {"title": "好", "payload": "/affirm"}
    events = [
        heard("a"),
        said("确认吗？", buttons=[button], custom={"card": 1}),
        said(None, custom={"k": 2}),
    ]
    assert answers_to("a", events) == [
        {"text": "确认吗？", "buttons": [button], "custom": {"card": 1}},
        {"text": None, "buttons": [], "custom": {"k": 2}},
    ]
