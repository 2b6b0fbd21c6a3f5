"""A tracker that is copied, not replayed, and looks no further back than it is asked to."""

from __future__ import annotations

import copy
import dataclasses
from collections import deque
from collections.abc import Generator

from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class LeanTracker(DialogueStateTracker):
    """The same state after the same events as Rasa's own tracker (test_tracker.py).

    Rasa copies a tracker by applying all of its events to a new one, for every action; here the
    state itself is copied. Events are shared: nothing changes one after it was applied.
    """

    _looks_back: int | None = None

    def copy(self) -> LeanTracker:
        other: LeanTracker = copy.copy(self)
        other.slots = _copied(self.slots)
        other.events = deque(self.events)
        other.active_loop = dataclasses.replace(self.active_loop) if self.active_loop else None
        return other

    def init_copy(self) -> LeanTracker:
        other = LeanTracker(
            self.sender_id, self.slots.values(), is_rule_tracker=self.is_rule_tracker
        )
        other._looks_back = self._looks_back
        return other

    def looking_back(self, states: int) -> LeanTracker:
        """The same tracker, whose past begins `states` states ago."""
        other: LeanTracker = copy.copy(self)
        other._looks_back = states
        return other

    def generate_all_prior_trackers(
        self,
    ) -> Generator[tuple[DialogueStateTracker, bool], None, None]:
        events: list[Event] = self.applied_events()
        left = sum(isinstance(event, ActionExecuted) for event in events) + 1
        wanted = self._looks_back or left
        tracker = self.init_copy()
        for event in events:
            if isinstance(event, ActionExecuted):
                if left <= wanted:
                    yield tracker, event.hide_rule_turn
                left -= 1
            tracker.update(event)
        yield tracker, False


def _copied(slots: dict[str, Slot]) -> dict[str, Slot]:
    return {name: copy.copy(slot) for name, slot in slots.items()}
