"""A tracker that is copied, not replayed, and looks no further back than it is asked to."""

from __future__ import annotations

import copy
import dataclasses
import operator
from collections import deque
from collections.abc import Generator, Iterable
from typing import Any

from rasa.shared.core.constants import (
    ACTIVE_LOOP,
    PREVIOUS_ACTION,
    SHOULD_NOT_BE_SET,
    SLOTS,
    USER,
)
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class LeanTracker(DialogueStateTracker):
    """The same state after the same events as Rasa's own tracker (test_tracker.py).

    Rasa copies a tracker by applying all of its events to a new one, for every action; here the
    state itself is copied. Events are shared: nothing changes one after it was applied. So are
    slots, those of the domain included: what sets one puts another in its place.
    """

    _looks_back: int | None = None
    _applied: _Applied | None = None
    _past: _Past | None = None

    def __init__(self, sender_id: str, slots: Iterable[Slot] | None, **more: Any) -> None:
        super().__init__(sender_id, None if slots is None else (), **more)
        if slots is not None:
            self.slots = {slot.name: slot for slot in slots}
            self._reset_slots()

    def copy(self) -> LeanTracker:
        other: LeanTracker = copy.copy(self)
        other.slots = dict(self.slots)
        other.events = deque(self.events)
        other.active_loop = dataclasses.replace(self.active_loop) if self.active_loop else None
        other._past = None
        return other

    def init_copy(self) -> LeanTracker:
        slots = self.slots.values()
        other = LeanTracker(self.sender_id, slots, is_rule_tracker=self.is_rule_tracker)
        other._looks_back = self._looks_back
        return other

    def _set_slot(self, key: str, value: Any) -> None:
        if key in self.slots:
            self.slots[key] = _with(self.slots[key], value)
        else:
            super()._set_slot(key, value)

    def _reset_slots(self) -> None:
        for name, slot in self.slots.items():
            if slot.has_been_set:
                self.slots[name] = other = _with(slot, slot.initial_value)
                other.reset()

    def looking_back(self, states: int) -> LeanTracker:
        """The same tracker, whose past begins `states` states ago."""
        if self._past is None:
            self._past = _Past()
        other: LeanTracker = copy.copy(self)
        other._looks_back = states
        return other

    def past_states(
        self,
        domain: Domain,
        omit_unset_slots: bool = False,
        ignore_rule_only_turns: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        whole = not (omit_unset_slots or ignore_rule_only_turns)
        if self._past is None or self._looks_back is None or not whole:
            states: list[State] = super().past_states(
                domain, omit_unset_slots, ignore_rule_only_turns, rule_only_data
            )
            return states
        return self._past.states(self, domain, self._looks_back)

    def applied_events(self) -> list[Event]:
        """Rasa works this out anew for each of several questions that a turn has."""
        if self._applied is None or not self._applied.goes_on_with(self.events):
            self._applied = _Applied()
        self._applied = self._applied.after(self)
        return list(self._applied.events)

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


@dataclasses.dataclass(frozen=True)
class _Applied:
    """The events of a tracker that were applied, as of its first `count` events.

    As Rasa's `applied_events`, which begins with the first event each time. The class of an event
    is compared as it is: none of these has subclasses, and `isinstance` of an abstract class is
    slow.
    """

    count: int = 0
    last: Event | None = None
    loops: frozenset[str] = frozenset()
    """All that the tracker names: an action is a loop's if its name ever was one's."""
    events: tuple[Event, ...] = ()

    def goes_on_with(self, events: deque[Event]) -> bool:
        """Whether these begin with those that this was made of, and name no other loop."""
        if self.count > len(events) or (self.count and events[self.count - 1] is not self.last):
            return False
        return self._named(events) <= self.loops

    def after(self, tracker: LeanTracker) -> _Applied:
        """The same as of all events of `tracker`."""
        events = tracker.events
        if len(events) == self.count:
            return self
        loops, applied = self.loops | self._named(events), list(self.events)
        for place in range(self.count, len(events)):
            _apply(events[place], applied, loops, tracker)
        return _Applied(len(events), events[-1], loops, tuple(applied))

    def _named(self, events: deque[Event]) -> set[str]:
        new = (events[place] for place in range(self.count, len(events)))
        return {event.name for event in new if type(event) is ActiveLoop and event.name}


def _apply(event: Event, applied: list[Event], loops: frozenset[str], tracker: LeanTracker) -> None:
    kind = type(event)
    if kind is Restarted or kind is SessionStarted:
        applied.clear()
    elif kind is ActionReverted:
        tracker._undo_till_previous(ActionExecuted, applied)
    elif kind is UserUtteranceReverted:
        tracker._undo_till_previous(UserUttered, applied)
        tracker._undo_till_previous(ActionExecuted, applied)
    elif (
        kind is ActionExecuted
        and isinstance(event, ActionExecuted)
        and event.action_name in loops
        and not tracker._first_loop_execution_or_unhappy_path(event.action_name, applied)
    ):
        tracker._undo_till_previous_loop_execution(event.action_name, applied)
    else:
        applied.append(event)


class _Past:
    """The last states of a tracker, from which the next prediction of the same turn goes on: Rasa
    applies all events to a new tracker for each."""

    def __init__(self) -> None:
        self._applied: list[Event] = []
        self._states: list[State] = []
        """Before the last actions among the events applied."""
        self._tracker: LeanTracker | None = None
        self._about: tuple[Domain, int] | None = None

    def states(self, tracker: LeanTracker, domain: Domain, few: int) -> list[State]:
        """Of `tracker`, which may have other events than the last time: its last `few`."""
        events = tracker.applied_events()
        if self._about != (domain, few) or not self._leads_to(events):
            self._about = domain, few
            self._applied, self._states, self._tracker = [], [], tracker.init_copy()
        assert self._tracker is not None
        new = events[len(self._applied) :]
        left = sum(type(event) is ActionExecuted for event in new)
        for event in new:
            if type(event) is ActionExecuted:
                if left < few:
                    self._states.append(_state(self._tracker, domain))
                left -= 1
            event.apply_to(self._tracker)
        self._applied = events
        del self._states[: max(0, len(self._states) - few + 1)]
        states = [*self._states, _state(self._tracker, domain)]
        # Who predicts leaves out of them what is not to be looked at.
        return [{name: dict(part) for name, part in state.items()} for state in states]

    def _leads_to(self, events: list[Event]) -> bool:
        before = self._applied
        return len(before) <= len(events) and all(map(operator.is_, before, events))


def _state(tracker: LeanTracker, domain: Domain) -> State:
    """As `Domain.get_active_state`, which asks each slot for its feature three times."""
    features = ((name, _feature(slot)) for name, slot in tracker.slots.items())
    state: State = domain._clean_state(
        {
            USER: domain._get_user_sub_state(tracker),
            SLOTS: {name: feature for name, feature in features if feature},
            PREVIOUS_ACTION: domain._get_prev_action_sub_state(tracker),  # type: ignore[dict-item]
            ACTIVE_LOOP: domain._get_active_loop_sub_state(tracker),  # type: ignore[dict-item]
        }
    )
    return state


_FEATURE = "_parkline_feature"


def _feature(slot: Slot) -> str | tuple[float, ...]:
    """What rules see of a slot; empty where that is nothing. Worked out once for each slot object,
    whose value stays."""
    known = slot.__dict__
    if _FEATURE not in known:
        feature = tuple(slot.as_feature())
        if feature and slot.value == SHOULD_NOT_BE_SET:
            known[_FEATURE] = SHOULD_NOT_BE_SET
        else:
            known[_FEATURE] = feature if any(feature) else ()
    found: str | tuple[float, ...] = known[_FEATURE]
    return found


def _with(slot: Slot, value: Any) -> Slot:
    """Another slot of the same name, with this value. As copy.copy, which takes ten times as long
    to find out how."""
    other: Slot = object.__new__(type(slot))
    other.__dict__.update(slot.__dict__)
    other.__dict__.pop(_FEATURE, None)
    other.value = value
    return other
