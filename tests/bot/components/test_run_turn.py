"""A turn begins with what the last one remembers; failed it leaves no trace."""

import asyncio
import json
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.serving import actions
from bot.components.serving.memory import Memory
from bot.components.serving.processor import LeanProcessor
from bot.components.turn import Turn, TurnFailed, run_turn

ANY_SLOT = {"type": "any", "influence_conversation": False, "mappings": []}


class Processor(LeanProcessor):
    """Hears a message without a model; `fails` as an action that could not be run."""

    def __init__(self) -> None:
        self.memory = Memory(Domain.empty())
        self.fails: actions.Trouble | None = None
        self.heard: list[UserMessage] = []
        self.parsed = 0

    async def hear(
        self, message: UserMessage, tracker: DialogueStateTracker, learned: Sequence[Event] = ()
    ) -> None:
        self.heard.append(message)
        for event in learned:
            tracker.update(event)
        tracker.update(
            UserUttered(message.text, message_id=message.message_id, metadata=message.metadata)
        )
        if self.fails:
            actions.trouble.set(self.fails)
        else:
            said = sum(isinstance(event, UserUttered) for event in tracker.events)
            tracker.update(BotUttered(f"answer {said}"))

    async def parse_message(  # type: ignore[override]
        self, message: UserMessage
    ) -> dict[str, Any]:
        self.parsed += 1
        item = {"entity": "item", "value": 1, "start": 0, "end": 2}
        broken = {"entity": "repair_category", "value": "hvac", "start": 0, "end": 2}
        is_order = str(message.text).startswith("面")
        return {
            "intent": {"name": "order_food" if is_order else "report_repair", "confidence": 0.9},
            "entities": [item] if is_order else [broken],
        }


@pytest.fixture
def processor() -> Processor:
    return Processor()


def answered(processor: Processor, turn: Turn) -> dict[str, Any]:
    return asyncio.run(run_turn(SimpleNamespace(processor=processor), turn, channel="parkline"))


def run(processor: Processor, turn: Turn) -> list[str]:
    return [one["text"] for one in answered(processor, turn)["messages"]]


def test_a_turn_goes_on_where_the_last_one_ended(processor: Processor) -> None:
    first = answered(processor, Turn("u", "m1", "hi"))
    assert run(processor, Turn("u", "m2", "hi", memory=first["memory"])) == ["answer 2"]
    assert run(processor, Turn("u", "m3", "hi")) == ["answer 1"]


def test_another_bot_goes_on_as_well(processor: Processor) -> None:
    first = answered(processor, Turn("u", "m1", "hi"))
    assert run(Processor(), Turn("u", "m2", "hi", memory=first["memory"])) == ["answer 2"]


def test_a_message_that_comes_again_is_answered_as_the_first_time(processor: Processor) -> None:
    before = answered(processor, Turn("u", "m1", "hi"))["memory"]
    turn = Turn("u", "m2", "hi", memory=before)
    assert run(processor, turn) == run(processor, turn) == ["answer 2"]


@pytest.mark.parametrize(
    "memory", ["x", "[]", json.dumps({"v": 0, "events": []}), json.dumps({"v": 1, "events": [7]})]
)
def test_a_memory_of_another_version_is_forgotten(processor: Processor, memory: str) -> None:
    answer = answered(processor, Turn("u", "m1", "hi", memory=memory))
    assert answer["messages"][0]["text"] == "answer 1"
    assert run(processor, Turn("u", "m2", "hi", memory=answer["memory"])) == ["answer 2"]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (actions.Trouble.FAILED, (500, "turn_failed")),
        (actions.Trouble.UNREACHED, (503, "actions_down")),
    ],
)
def test_turn_whose_action_was_not_run_is_not_kept_and_may_come_again(
    processor: Processor, trouble: actions.Trouble, told: tuple[int, str]
) -> None:
    turn = Turn("u", "m1", "hi")
    processor.fails = trouble
    with pytest.raises(TurnFailed) as failed:
        run(processor, turn)
    assert (failed.value.status, failed.value.code) == told
    processor.fails = None
    assert run(processor, turn) == ["answer 1"]


def test_metadata_reaches_the_message_with_what_a_form_asked_for(processor: Processor) -> None:
    run(processor, Turn("u", "m1", "/restart", metadata={"knowledge_version": 4}))
    (message,) = processor.heard
    assert message.metadata == {"knowledge_version": 4, "requested_slot": None}
    assert message.text == "／restart"
    assert message.input_channel == "parkline"


SEVERAL = "面两份，另外空调坏了"


def test_each_request_of_a_message_is_a_turn_of_rasas_and_all_are_one_answer(
    processor: Processor,
) -> None:
    turn = Turn("u", "7", SEVERAL, metadata={"message_id": "7"})
    assert run(processor, turn) == ["answer 1", "answer 2"]
    assert [(one.text, one.message_id) for one in processor.heard] == [
        ("面两份", "7@0"),
        ("空调坏了", "7@6"),
    ]
    assert [one.metadata["message_id"] for one in processor.heard] == ["7@0", "7@6"]


def test_several_requests_are_kept_together_or_not_at_all(processor: Processor) -> None:
    processor.fails = actions.Trouble.FAILED
    with pytest.raises(TurnFailed):
        run(processor, Turn("u", "7", SEVERAL))
    processor.fails = None
    assert run(processor, Turn("u", "7", SEVERAL)) == ["answer 1", "answer 2"]


def test_a_message_is_parsed_once_and_a_command_not_at_all(processor: Processor) -> None:
    run(processor, Turn("u", "7", "面两份"))
    assert processor.parsed == 1
    assert processor.heard[-1].parse_data is not None
    run(processor, Turn("u", "8", "x，y", command="/affirm"))
    assert processor.parsed == 1


def test_a_message_is_heard_with_those_before_it_and_they_are_not_kept_twice(
    processor: Processor,
) -> None:
    first = answered(processor, Turn("u", "m1", "救命"))
    second = answered(processor, Turn("u", "m2", "A座", memory=first["memory"]))
    assert processor.heard[-1].metadata["said_before"] == ["救命"]
    assert "said_before" not in second["memory"]


@pytest.mark.parametrize(
    ("requested", "danger_until", "before"),
    [
        (None, None, ["救命"]),
        ("location", None, None),
        ("location", "2026-12-02T10:00:00+08:00", ["救命"]),
    ],
)
def test_what_a_form_waits_for_is_no_piece_of_a_danger_unless_one_goes_on(
    processor: Processor,
    requested: str | None,
    danger_until: str | None,
    before: list[str] | None,
) -> None:
    slots = {name: dict(ANY_SLOT) for name in ("danger", REQUESTED_SLOT)}
    processor.memory = Memory(Domain.from_dict({"slots": slots}))
    about = {"now": "2026-12-02T09:30:00+08:00"}
    tracker = processor.memory.recall("u", None)
    tracker.update(UserUttered("救命", message_id="m1", metadata=about))
    tracker.update(SlotSet(REQUESTED_SLOT, requested))
    tracker.update(SlotSet("danger", danger_until and {"until": danger_until}))
    memory = processor.memory.keep(tracker)
    answered(processor, Turn("u", "m2", "A座", memory=memory, metadata=about))
    assert processor.heard[-1].metadata.get("said_before") == before


def test_parts_of_a_message_are_judged_by_themselves(processor: Processor) -> None:
    first = answered(processor, Turn("u", "m1", "救命"))
    answered(processor, Turn("u", "m2", "面两份，另外空调坏了", memory=first["memory"]))
    assert [message.text for message in processor.heard[1:]] == ["面两份", "空调坏了"]
    assert not any("said_before" in message.metadata for message in processor.heard[1:])


def test_the_turn_knows_of_a_question_that_was_asked_without_one(processor: Processor) -> None:
    processor.memory = Memory(Domain.from_dict({"slots": {"danger": ANY_SLOT}}))
    told = {
        "sign": 7, "asked_until": "2026-12-02T09:31:00+08:00", "until": "2026-12-02T10:00:00+08:00",
    }  # fmt: skip
    about = {"danger_told": told, "now": "2026-12-02T09:30:30+08:00"}
    first = answered(processor, Turn("u", "m1", "没事了", metadata=about))
    assert processor.heard[-1].parse_data["intent"]["name"] == "danger_no"
    known = processor.memory.recall("u", first["memory"]).slots["danger"].value
    assert (known["asked"], known["asked_until"]) == (7, told["asked_until"])
