"""Rasa's message processor, without the work whose result nobody looks at."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from typing import Any, cast

from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.serving import actions, events, stock
from bot.components.serving.memory import Memory
from bot.components.serving.runner import LeanRunner

COLLECT_AFTER = (20_000, 20, 20)
"""Objects made, and collections of the younger generation: a turn makes thousands and drops them
all."""


class LeanProcessor(MessageProcessor):
    """Says what Rasa's processor says (tests/e2e/park/test_as_stock_rasa.py).

    Rasa deep-copies events and parsed messages for debug messages that nobody reads, asks every
    slot of every message for a mapping although all are filled by actions, and has a store.
    """

    memory: Memory
    _extracts: bool
    _actions: dict[str, Action]
    """Those that were asked for, by name: Rasa makes all default actions anew for each."""

    @classmethod
    def of(cls, processor: MessageProcessor) -> LeanProcessor:
        """The same processor, of this class, or Rasa's own if asked for. Safe to repeat."""
        if stock.VARIABLE in os.environ:
            return cast(LeanProcessor, stock.StockProcessor.of(processor))
        if isinstance(processor, cls):
            return processor
        processor.__class__ = cls
        assert isinstance(processor, cls)
        if isinstance(processor.graph_runner, DaskGraphRunner):
            processor.graph_runner = LeanRunner.of(processor.graph_runner)
        if processor.action_endpoint is not None:
            processor.action_endpoint = actions.ActionsEndpoint(processor.action_endpoint)
        processor.memory = Memory(processor.domain)
        processor._actions = {}
        mappings = [m for slot in processor.domain.slots for m in slot.mappings]
        processor._extracts = any(m["type"] != "custom" or m.get("action") for m in mappings)
        actions.install(processor.domain)
        events.install()
        _settle()
        return processor

    async def hear(
        self, message: UserMessage, tracker: DialogueStateTracker, learned: Sequence[Event] = ()
    ) -> None:
        """Put the message on the tracker, and run what follows from it. `learned` is what happened
        without a turn since the last one."""
        output = message.output_channel
        assert output is not None
        await self._update_tracker_session(tracker, output, message.metadata)
        for event in learned:
            tracker.update(event, self.domain)
        await self._handle_message_with_tracker(message, tracker)
        if self._extracts:
            await self.run_action_extract_slots(output, tracker)
        await self._run_prediction_loop(output, tracker)

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        tracker = tracker or DialogueStateTracker.from_events(message.sender_id, [])
        return self._parse_message_with_graph(message, tracker, only_output_properties)

    def _get_action(self, action_name: str) -> Action | None:
        """None of ours or Rasa's keeps anything of a turn."""
        if action_name not in self._actions:
            found: Action | None = super()._get_action(action_name)
            if found is None:
                return None
            self._actions[action_name] = found
        return self._actions[action_name]

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: list[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """For debugging; it looks through all slots."""

    async def execute_side_effects(
        self, events: list[Event], tracker: DialogueStateTracker, output_channel: OutputChannel
    ) -> None:
        """Nothing: answers are read off the tracker, and reminders are the worker's."""


def _settle() -> None:
    """What a loaded model consists of stays: the collector need not look through it again.

    The model before this one, if there was one, goes.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
