"""What the bot remembers of a conversation between two turns, as text that the gateway keeps.

The bot has no store: whoever asks for a turn hands in what the last one left behind. So any bot
may answer any message, and the memory is written in the transaction that writes the answers.
"""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from collections.abc import Sequence

import ujson  # Sanic's own, twice as fast as Python's.
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)

from bot.components.serving.events import brief
from bot.components.serving.tracker import LeanTracker

logger = logging.getLogger(__name__)

VERSION = 1
TURNS = 3
"""Messages whose events are kept as they were. Rules look back one message, actions two."""
HEAD = 2
"""Events that begin a session."""
SINCE = 12
"""Events since a loop last ran. It runs again after a turn or two."""
CACHED = 512
"""Conversations whose tracker need not be read again while nobody else answered meanwhile. Each
holds some 50 KB."""


class Memory:
    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._cache: OrderedDict[str, tuple[str, LeanTracker]] = OrderedDict()

    def recall(self, sender: str, memory: str | None) -> LeanTracker:
        """The tracker as it was when `memory` was made.

        What another version wrote, or one with another domain, is forgotten: to ask once more costs
        a tenant less than a bot that fails at every message until the memory is old.
        """
        cached = self._cache.pop(sender, None)
        if cached is not None and cached[0] == memory:
            return cached[1].copy()
        try:
            return self._told(sender, _events(memory) if memory else [])
        except Exception:
            logger.exception("memory.forgotten sender=%s", sender)
            return self._told(sender, [])

    def _told(self, sender: str, events: Sequence[Event]) -> LeanTracker:
        tracker = LeanTracker(sender, self._domain.slots)
        for event in events:
            tracker.update(event, self._domain)
        return tracker

    def keep(self, tracker: LeanTracker) -> str:
        """What to hand in with the next message."""
        kept = _condensed(tracker, self._domain)
        said = [brief(event) for event in kept.events]
        told = {"v": VERSION, "events": said}
        memory: str = ujson.dumps(told, ensure_ascii=False, escape_forward_slashes=False)
        self._cache[tracker.sender_id] = (memory, kept)
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return memory


def _events(memory: str) -> list[Event]:
    read = json.loads(memory)
    if not isinstance(read, dict) or read.get("v") != VERSION:
        raise ValueError("a memory of another version")
    events: list[Event] = deserialise_events(read["events"])
    return events


def _condensed(tracker: LeanTracker, domain: Domain) -> LeanTracker:
    """The tracker with its last messages only, which begin where the earlier ones had led."""
    events = list(tracker.events)
    start = _after_last_session(events)
    heard = [i for i in range(start, len(events)) if isinstance(events[i], UserUttered)]
    # The action before a message is the one that listened.
    cut = heard[-TURNS] - 1 if len(heard) > TURNS else start
    if cut <= HEAD:
        return tracker
    before = LeanTracker(tracker.sender_id, domain.slots)
    for event in events[:cut]:
        before.update(event, domain)
    kept = LeanTracker(tracker.sender_id, domain.slots)
    for event in [*_as_events(before, _loops(events[:cut]), domain), *events[cut:]]:
        kept.update(event, domain)
    return kept


def _after_last_session(events: Sequence[Event]) -> int:
    """Where what still counts begins: nothing before a restart or a new session does."""
    for i in range(len(events) - 1, -1, -1):
        if isinstance(events[i], (Restarted, SessionStarted)):
            return i + 1
    return 0


def _loops(events: Sequence[Event]) -> list[str]:
    named = (event.name for event in events if isinstance(event, ActiveLoop))
    return sorted({name for name in named if name})


def _as_events(tracker: LeanTracker, loops: Sequence[str], domain: Domain) -> list[Event]:
    """A session that begins with all that is known.

    `loops` have been active: Rasa takes an action for a loop's if its name ever was one's.
    """
    initial = {slot.name: slot.initial_value for slot in domain.slots}
    known = tracker.current_slot_values()
    head: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    head += [SlotSet(name, value) for name, value in known.items() if value != initial.get(name)]
    for name in loops:
        head += [ActiveLoop(name), ActiveLoop(None)]
    if tracker.active_loop_name:
        head += _loop_so_far(tracker, tracker.active_loop_name)
    return head


def _loop_so_far(tracker: LeanTracker, loop: str) -> list[Event]:
    """The message that the loop last ran for, and what was done since.

    Rasa forgets the messages between two runs of a loop; it has to see that there was one before.
    """
    applied = tracker.applied_events()
    runs = [i for i, event in enumerate(applied) if _runs(event, loop)]
    if not runs:
        return [ActiveLoop(loop)]
    heard = [event for event in applied[: runs[-1]] if isinstance(event, UserUttered)]
    began: list[Event] = [ActionExecuted(ACTION_LISTEN_NAME), heard[-1]] if heard else []
    done = (ActionExecuted, ActionExecutionRejected, UserUttered)
    since = [event for event in applied[runs[-1] + 1 :] if isinstance(event, done)]
    lately = since[-SINCE:]
    rejected = tracker.active_loop is not None and tracker.active_loop.rejected
    if rejected and not any(isinstance(event, ActionExecutionRejected) for event in lately):
        lately.insert(0, ActionExecutionRejected(loop))
    return [*began, ActionExecuted(loop), ActiveLoop(loop), *lately]


def _runs(event: Event, loop: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == loop
