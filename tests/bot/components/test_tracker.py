"""Our tracker is in the state that Rasa's would be in, whatever happened."""

import copy

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rasa.core.actions.forms import FormAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.serving.actions import LeanFormAction
from bot.components.serving.events import brief
from bot.components.serving.memory import TURNS, Memory
from bot.components.serving.tracker import LeanTracker

FORM = "checkout_form"
DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [greet, order_food]
    slots:
      cart: {type: bool, influence_conversation: true, mappings: [{type: custom}]}
      requested_slot: {type: any, mappings: [{type: custom}]}
    actions: [action_a, action_b]
    forms: {checkout_form: {required_slots: [cart]}}
    """
)

STEPS: dict[str, list[Event]] = {
    "set": [SlotSet("cart", True)],
    "unset": [SlotSet("cart", None)],
    "asked": [SlotSet("requested_slot", "cart")],
    "act": [ActionExecuted("action_a")],
    "say": [BotUttered("好")],
}
Turns = list[tuple[str, list[str]]]
TURN = st.tuples(
    st.sampled_from(["greet", "order_food"]),
    st.lists(st.sampled_from([*STEPS, "form", "leave", "reject"]), max_size=6),
)


def told(turns: Turns) -> list[Event]:
    """As Rasa writes it: a form that runs is active from then on, until it ends."""
    events: list[Event] = [ActionExecuted("action_session_start"), SessionStarted()]
    active = False
    for number, (intent, steps) in enumerate(turns):
        events.append(ActionExecuted("action_listen"))
        said = {"name": intent, "confidence": 1.0}
        events.append(UserUttered("x", said, parse_data={"intent": said}, message_id=str(number)))
        for step in steps:
            if step == "form":
                events += [ActionExecuted(FORM), *([] if active else [ActiveLoop(FORM)])]
                active = True
            elif step == "leave" and active:
                events += [ActionExecuted(FORM), ActiveLoop(None)]
                active = False
            elif step == "reject" and active:
                events.append(ActionExecutionRejected(FORM))
            else:
                events += [copy.copy(event) for event in STEPS.get(step, [])]
    return events


def state(tracker: DialogueStateTracker) -> object:
    loop = tracker.active_loop
    return (
        tracker.current_slot_values(),
        (loop.name, loop.rejected) if loop else None,
        tracker.latest_action_name,
        tracker.latest_message.intent_name if tracker.latest_message else None,
        tracker.followup_action,
        tracker.is_paused(),
    )


def ours(events: list[Event]) -> LeanTracker:
    tracker = LeanTracker("u", DOMAIN.slots)
    for event in events:
        tracker.update(event, DOMAIN)
    return tracker


@settings(deadline=None, max_examples=200)
@given(st.lists(TURN, min_size=1, max_size=8))
def test_a_copy_is_as_a_replay(turns: Turns) -> None:
    tracker = ours(told(turns))
    theirs = DialogueStateTracker.from_events("u", list(tracker.events), DOMAIN.slots)
    copied = tracker.copy()
    assert state(copied) == state(theirs) == state(tracker)
    copied.update(SlotSet("cart", "another"), DOMAIN)
    copied.update(ActiveLoop("checkout_form"), DOMAIN)
    copied.reject_action("checkout_form")
    assert state(tracker) == state(theirs)


@settings(deadline=None, max_examples=200)
@given(st.lists(TURN, min_size=1, max_size=8), st.integers(1, 6))
def test_states_further_back_are_left_out_and_the_others_the_same(turns: Turns, few: int) -> None:
    tracker = ours(told(turns))
    theirs = DialogueStateTracker.from_events("u", list(tracker.events), DOMAIN.slots)
    assert tracker.past_states(DOMAIN) == theirs.past_states(DOMAIN)
    assert tracker.looking_back(few).past_states(DOMAIN) == theirs.past_states(DOMAIN)[-few:]


@settings(deadline=None, max_examples=100)
@given(st.lists(TURN, min_size=1, max_size=6), st.integers(1, 6), st.integers(1, 4))
def test_a_prediction_goes_on_from_the_one_before_as_if_it_began_anew(
    turns: Turns, few: int, every: int
) -> None:
    """Events come in any number between two predictions, and whoever predicts takes out of the
    states what it does not look at."""
    tracker = LeanTracker("u", DOMAIN.slots)
    for count, event in enumerate(told(turns), start=1):
        tracker.update(event, DOMAIN)
        if count % every:
            continue
        theirs = DialogueStateTracker.from_events("u", list(tracker.events), DOMAIN.slots)
        assert tracker.applied_events() == theirs.applied_events()
        states = tracker.looking_back(few).past_states(DOMAIN)
        assert states == theirs.past_states(DOMAIN)[-few:]
        for one in states:
            one.get("user", {}).pop("intent", None)


def test_a_prediction_applies_only_what_came_since_the_last_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tracker = ours(told([("greet", ["set", "act", "say"]), ("order_food", ["act"])]))
    tracker.looking_back(3).past_states(DOMAIN)
    new = [SlotSet("cart", None), SlotSet("requested_slot", "cart")]
    for event in new:
        tracker.update(event, DOMAIN)
    applied: list[Event] = []
    for kind in (SlotSet, UserUttered, ActionExecuted, BotUttered):
        monkeypatch.setattr(kind, "apply_to", lambda event, _: applied.append(event))
    tracker.looking_back(3).past_states(DOMAIN)
    assert applied == new


def test_slots_of_the_domain_stay_as_they_are() -> None:
    tracker = ours([SlotSet("cart", True), SlotSet("requested_slot", "cart")])
    assert (tracker.get_slot("cart"), tracker.init_copy().get_slot("cart")) == (True, None)
    assert [slot.value for slot in DOMAIN.slots if slot.has_been_set] == []
    assert ours([]).get_slot("cart") is None


def test_an_event_is_made_brief_once_and_again_when_its_time_is_set_anew() -> None:
    event = SlotSet("cart", True, timestamp=1.0)
    first = brief(event)
    assert brief(event) is first
    event.timestamp = 2.0
    assert brief(event) == {**first, "timestamp": 2.0}


@example([("greet", ["form", "reject"]), *[("greet", [])] * 10])
@settings(deadline=None, max_examples=200)
@given(st.lists(TURN, min_size=1, max_size=12))
def test_what_is_remembered_leads_to_the_same_state_and_the_same_last_turns(
    turns: Turns,
) -> None:
    tracker, known = LeanTracker("u", DOMAIN.slots), Memory(DOMAIN)
    memory: str | None = None
    for number in range(len(turns)):
        tracker = Memory(DOMAIN).recall("u", memory)  # Another bot than the last one.
        added = (
            told(turns[: number + 1])[len(told(turns[:number])) :] if number else told(turns[:1])
        )
        for event in added:
            tracker.update(event, DOMAIN)
        memory = known.keep(tracker)
    whole = ours(told(turns))
    kept = Memory(DOMAIN).recall("u", memory)
    assert state(kept) == state(whole)
    heard = [event for event in kept.events if isinstance(event, UserUttered)]
    assert [event.message_id for event in heard][-TURNS:] == [
        str(number) for number in range(max(0, len(turns) - TURNS), len(turns))
    ]
    few = min(2, len(kept.past_states(DOMAIN)) - 2)
    if few > 0:
        assert kept.past_states(DOMAIN)[-few:] == whole.past_states(DOMAIN)[-few:]


@settings(deadline=None, max_examples=200)
@given(st.lists(TURN, min_size=1, max_size=8), st.lists(st.sampled_from([*STEPS]), max_size=4))
def test_a_form_looks_ahead_as_rasas_own(turns: Turns, later: list[str]) -> None:
    tracker = ours(told(turns))
    theirs = DialogueStateTracker.from_events("u", list(tracker.events), DOMAIN.slots)
    added = [event for step in later for event in STEPS[step]]
    ahead = LeanFormAction(FORM, None)._temporary_tracker(tracker, added, DOMAIN)
    expected = FormAction(FORM, None)._temporary_tracker(theirs, added, DOMAIN)
    assert state(ahead) == state(expected)
    assert ahead.past_states(DOMAIN) == expected.past_states(DOMAIN)
    assert state(tracker) == state(theirs), "and the present one stays as it is"


def test_what_is_remembered_of_a_message_is_what_rules_look_at() -> None:
    said = {"name": "greet", "confidence": 0.9}
    parsed = {
        "intent": said,
        "entities": [{"entity": "item", "value": 1}],
        "intent_ranking": [said],
        "text_tokens": [[0, 1]],
    }
    tracker, known = LeanTracker("u", DOMAIN.slots), Memory(DOMAIN)
    for event in (
        UserUttered("你好", said, parsed["entities"], parsed, message_id="7", metadata={"at": 1}),
        BotUttered("好", {"custom": {"expects": "phone"}, "buttons": None}),
    ):
        tracker.update(event, DOMAIN)
    memory = known.keep(tracker)
    heard, answered = Memory(DOMAIN).recall("u", memory).events
    assert isinstance(heard, UserUttered)
    assert isinstance(answered, BotUttered)
    assert (heard.text, heard.message_id, heard.metadata) == ("你好", "7", {"at": 1})
    assert (heard.intent, heard.entities) == (said, parsed["entities"])
    assert (answered.text, answered.data) == ("好", {"custom": {"expects": "phone"}})
    assert "intent_ranking" not in memory
    assert "text_tokens" not in memory


def test_a_memory_does_not_grow_with_the_conversation() -> None:
    memory: str | None = None
    sizes = []
    known = Memory(DOMAIN)
    for number in range(200):
        tracker = known.recall("u", memory)
        if number == 0:
            tracker.update(ActionExecuted("action_session_start"), DOMAIN)
            tracker.update(SessionStarted(), DOMAIN)
        for event in told([("greet", [lambda: SlotSet("cart", True), lambda: BotUttered("好")])])[
            2:
        ]:
            tracker.update(event, DOMAIN)
        memory = known.keep(tracker)
        sizes.append(len(memory))
    assert max(sizes[10:]) <= sizes[9] * 1.1
