"""Forms beside one another: which has heard a message, which waits, which goes on after another.

A package brings its form with its `domain`. No form names another: all of them are asked here.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from rasa_sdk.events import ActiveLoop, SlotSet

import actions
from actions.kit.base import Events
from actions.kit.turn import Turn
from services.kit.plugins import found

NEXT_FORM = "next_form"
"""The slot that names the form which goes on; the rules look at it after `action_resume`."""
REQUESTED = "requested_slot"
CARRIES_OUT = "action_act"
"""What takes in a message of acts, for whichever form they are on."""
AGREES = "action_affirm"
"""What takes in a yes, also one to a thing that it then begins."""
RESUMES = "action_resume"
"""What a form begins from that goes on after another, or after what was taken in elsewhere."""
UNREAD = f"{CARRIES_OUT}:unread"
"""The same of a message that has an intent and no act that anybody knows (`Understands`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that may interrupt another one and may wait for one."""

    name: str
    flag: str
    """The boolean slot by which the rules know whether the form goes on."""
    under_way: Callable[[Turn], Awaitable[bool]]
    """Whether something of it is begun and not finished."""
    openers: frozenset[str] = frozenset()
    """Actions that take in a message before the form runs for the same message."""
    closer: str
    """The action after the form."""
    clear: Callable[[], Events]
    """Empties the form's slots, for the next time."""
    goes_on: str
    """The text that says that this form goes on."""
    yields: bool = False
    """Its flag is false while another form goes on: it waits until no other is under way."""

    def over(self) -> Events:
        """Nothing of it is under way any more."""
        return [*self.clear(), SlotSet(self.flag, False)]

    @property
    def brief(self) -> str:
        return f"form {self.name}"


def forms() -> Sequence[Form]:
    """All of them; the first that waits goes on."""
    return found(actions, Form)


def form_named(name: str) -> Form:
    return next(form for form in forms() if form.name == name)


def heard(turn: Turn, name: str) -> bool:
    """Whether the form has no part in this message any more, since it, or what ran before it, has
    taken it in. Rasa counts the present run of the form as one."""
    openers = {action for form in forms() for action in form.openers}
    closers = {form.closer for form in forms() if form.name != name}
    before = turn.done_this_turn(*openers, *closers, CARRIES_OUT, AGREES, RESUMES)
    return before or turn.stepped_aside or turn.times_this_turn(name) > 1


async def left(turn: Turn, name: str) -> Events:
    """The form is over: the first other one that is under way goes on, which is said."""
    form = form_named(name)
    others = [other for other in forms() if other is not form]
    following = await _first_under_way(turn, others)
    if following is not None:
        turn.tell(turn.text(following.goes_on))
    events = form.over()
    if turn.active_form == form.name:
        name_of_next = following.name if following is not None else None
        events += [ActiveLoop(name_of_next), SlotSet(REQUESTED, None)]
    for other in others:
        waits = not other.yields and await other.under_way(turn)
        events.append(SlotSet(other.flag, other is following or waits))
    return [*events, goes_on_with(following.name if following is not None else None)]


async def goes_on_after(
    turn: Turn, before: Collection[str], *, changed: bool, about: Collection[str] = ()
) -> Events:
    """Which form goes on after a message that may have begun, filled and ended any of them.

    `before`: names of those that had a draft when it came. One that has begun goes first, unless it
    yields; then the one that asked, then the first that waits, which is said; of one that yields it
    is said, too, where the message was `about` what other forms put together. Where none asked and
    nothing is `changed`, none is taken up.
    """
    if turn.active_form is None and not changed:
        return [*as_before(turn), goes_on_with(None)]
    after = [form for form in forms() if await form.under_way(turn)]
    begun = [form for form in after if form.name not in before and not form.yields]
    asked = [form for form in after if form.name == turn.active_form]
    following = next(iter((*begun, *asked, *after)), None)
    waited = turn.active_form not in (None, following.name if following is not None else None)
    aside = following is not None and following.yields and changed and following.name not in about
    if following is not None and following.name in before and (waited or (aside and about)):
        turn.tell(turn.text(following.goes_on))
    name = following.name if following is not None else None
    flags = [
        SlotSet(form.flag, form is following or (form in after and not form.yields))
        for form in forms()
    ]
    if turn.active_form is None or turn.active_form == name:
        return [*flags, goes_on_with(name)]
    return [*flags, ActiveLoop(name), SlotSet(REQUESTED, None), goes_on_with(name)]


def goes_on_with(name: str | None) -> dict[str, object]:
    """The slot that names the form which goes on after `action_resume`; None: no form does."""
    event: dict[str, object] = SlotSet(NEXT_FORM, name)
    return event


def goes_on_at_once(turn: Turn, events: Events) -> Events:
    """Has the form run that `events` name as going on, where no rule of the message says so."""
    named = [event["value"] for event in events if event.get("name") == NEXT_FORM]
    if turn.active_form is not None or not named or named[-1] is None:
        return []
    return [ActiveLoop(named[-1]), SlotSet(REQUESTED, None)]


def as_before(turn: Turn) -> Events:
    """Which form goes on stays as it was; the rules look at these slots after every opener."""
    return [SlotSet(form.flag, bool(turn.slots.get(form.flag))) for form in forms()]


async def _first_under_way(turn: Turn, those: Sequence[Form]) -> Form | None:
    for form in those:
        if await form.under_way(turn):
            return form
    return None
