"""Rasa's own machinery behind the same door, to compare with: nothing of a turn is ours.

PARKLINE_BOT_STOCK in the bot's environment asks for it. The whole history is replayed, the graph is
Dask's, rules are matched one by one, actions get everything and are checked by a schema. Trackers
are kept in the process, so it is for tests and measurements only.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasa.core.channels.channel import UserMessage
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.serving import actions

VARIABLE = "PARKLINE_BOT_STOCK"


class StockMemory:
    """Whole trackers; what is handed in says only that there is one."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._trackers: dict[str, DialogueStateTracker] = {}

    def recall(self, sender: str, memory: str | None) -> DialogueStateTracker:
        known = self._trackers.get(sender) if memory else None
        return known.copy() if known else DialogueStateTracker(sender, self._domain.slots)

    def keep(self, tracker: DialogueStateTracker) -> str:
        self._trackers[tracker.sender_id] = tracker
        return "stock"


class StockProcessor(MessageProcessor):
    memory: StockMemory

    @classmethod
    def of(cls, processor: MessageProcessor) -> StockProcessor:
        """The same processor, of this class. Safe to repeat."""
        if isinstance(processor, cls):
            return processor
        processor.__class__ = cls
        assert isinstance(processor, cls)
        assert isinstance(processor.graph_runner, DaskGraphRunner)
        for node in processor.graph_runner._instantiated_nodes.values():
            if isinstance(node._component, RulePolicy):
                node._component.__class__ = RulePolicy
        if processor.action_endpoint is not None:
            processor.action_endpoint = actions.ActionsEndpoint(processor.action_endpoint)
        processor.memory = StockMemory(processor.domain)
        return processor

    async def hear(
        self, message: UserMessage, tracker: DialogueStateTracker, learned: Sequence[Event] = ()
    ) -> None:
        """As MessageProcessor.handle_message does with a tracker from its store."""
        output = message.output_channel
        assert output is not None
        await self._update_tracker_session(tracker, output, message.metadata)
        for event in learned:
            tracker.update(event, self.domain)
        await self._handle_message_with_tracker(message, tracker)
        await self.run_action_extract_slots(output, tracker)
        await self._run_prediction_loop(output, tracker)
