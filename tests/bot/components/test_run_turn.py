"""A turn runs once: repeated it is answered from the tracker, failed it leaves no trace."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.components.turn import Turn, TurnFailed, run_turn

NOBODY_LISTENS = "http://127.0.0.1:1/webhook"


class Processor:
    """The steps of Rasa's processor that a turn takes; the action is a request to the endpoint."""

    def __init__(self) -> None:
        self.tracker_store = InMemoryTrackerStore(Domain.empty())
        self.action_endpoint: EndpointConfig | None = None
        self.heard: list[UserMessage] = []
        self.parsed = 0

    async def log_message(self, message: UserMessage, **_: Any) -> DialogueStateTracker:
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        await self._handle_message_with_tracker(message, tracker)
        return tracker

    async def _handle_message_with_tracker(
        self, message: UserMessage, tracker: DialogueStateTracker
    ) -> None:
        self.heard.append(message)
        tracker.update(
            UserUttered(message.text, message_id=message.message_id, metadata=message.metadata)
        )

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        self.parsed += 1
        item = {"entity": "item", "value": 1, "start": 0, "end": 2}
        broken = {"entity": "repair_category", "value": "hvac", "start": 0, "end": 2}
        is_order = str(message.text).startswith("面")
        return {
            "intent": {"name": "order_food" if is_order else "report_repair", "confidence": 0.9},
            "entities": [item] if is_order else [broken],
        }

    async def run_action_extract_slots(
        self, _: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        return tracker

    async def _run_prediction_loop(self, _: OutputChannel, tracker: DialogueStateTracker) -> None:
        if self.action_endpoint is not None:
            try:
                await self.action_endpoint.request(json={})
            except Exception:
                return
        tracker.update(BotUttered(f"answer {len(self.heard)}"))

    async def save_tracker(self, tracker: DialogueStateTracker) -> None:
        await self.tracker_store.save(tracker)


@pytest.fixture
def processor() -> Processor:
    return Processor()


def run(processor: Processor, *turns: Turn) -> list[list[str]]:
    """What each of the turns, all begun at once, was answered."""
    agent: Any = SimpleNamespace(processor=processor, lock_store=InMemoryLockStore())

    async def together() -> list[dict[str, Any]]:
        return await asyncio.gather(*(run_turn(agent, turn, channel="parkline") for turn in turns))

    return [[one["text"] for one in said["messages"]] for said in asyncio.run(together())]


def test_repeated_message_gets_the_first_answer_and_is_not_run_again(processor: Processor) -> None:
    turn = Turn("u", "m1", "hi")
    assert run(processor, turn) == [["answer 1"]]
    assert run(processor, turn) == [["answer 1"]]
    assert len(processor.heard) == 1


def test_message_delivered_twice_at_once_runs_once(processor: Processor) -> None:
    turn = Turn("u", "m1", "hi")
    assert run(processor, turn, turn) == [["answer 1"], ["answer 1"]]
    assert len(processor.heard) == 1


def test_same_id_of_another_sender_is_another_message(processor: Processor) -> None:
    run(processor, Turn("u", "m1", "hi"))
    assert run(processor, Turn("v", "m1", "hi")) == [["answer 2"]]


def test_turn_whose_action_failed_is_not_kept_and_may_come_again(processor: Processor) -> None:
    turn = Turn("u", "m1", "hi")
    processor.action_endpoint = EndpointConfig(NOBODY_LISTENS)
    with pytest.raises(TurnFailed):
        run(processor, turn)
    processor.action_endpoint = None
    assert run(processor, turn) == [["answer 2"]]


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
    assert run(processor, Turn("u", "7", SEVERAL, metadata={"message_id": "7"})) == [
        ["answer 1", "answer 2"]
    ]
    assert [(one.text, one.message_id) for one in processor.heard] == [
        ("面两份", "7@0"),
        ("空调坏了", "7@6"),
    ]
    assert [one.metadata["message_id"] for one in processor.heard] == ["7@0", "7@6"]
    assert run(processor, Turn("u", "7", SEVERAL)) == [["answer 1", "answer 2"]]
    assert len(processor.heard) == 2


def test_a_typed_slash_is_a_full_width_one_in_every_part(processor: Processor) -> None:
    run(processor, Turn("u", "7", '面两份，另外/report_repair{"repair_category": "hvac"}空调坏了'))
    assert [str(one.text)[0] for one in processor.heard] == ["面", "／"]


def test_several_requests_are_kept_together_or_not_at_all(processor: Processor) -> None:
    processor.action_endpoint = EndpointConfig(NOBODY_LISTENS)
    with pytest.raises(TurnFailed):
        run(processor, Turn("u", "7", SEVERAL))
    processor.action_endpoint = None
    assert run(processor, Turn("u", "7", SEVERAL)) == [["answer 2", "answer 3"]]


def test_a_message_without_a_cut_is_not_parsed_beforehand(processor: Processor) -> None:
    run(processor, Turn("u", "7", "面两份"), Turn("u", "8", "x，y", command="/affirm"))
    assert processor.parsed == 0
