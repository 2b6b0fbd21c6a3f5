"""The one action behind acts."""

from collections.abc import Sequence

import structlog

from actions.acts import doubts, refusals
from actions.acts.replying import one_reply
from actions.acts.translating import translate
from actions.acts.translating.intents import BUTTONS
from actions.kit.acting import Carried, asked_by_package, carry_out, refused_by_package
from actions.kit.base import Events, ParkAction
from actions.kit.forms import CARRIES_OUT, UNREAD, forms, goes_on_after
from actions.kit.hooks import understood
from actions.kit.standing import forms_of, state_of, what_is_drafted
from actions.kit.turn import Turn
from services.acts.acts import Act as AnAct
from services.acts.acts import Social, Unknown, acts_of
from services.acts.chosen import INTENT
from services.acts.state import State
from services.acts.steps import Doubt
from services.acts.values import What
from services.kit.errors import Invalid

ENTITY = "acts"
"""One for each act: what a command has a list of, Rasa reads as so many entities."""

REFUSED_APART = 7
"""Acts of one message that cannot be, of which it is said why."""

log = structlog.get_logger(__name__)


class Act(ParkAction):
    """Carries out the acts of a message; the form that is under way then goes on."""

    action_name = CARRIES_OUT

    async def act(self, turn: Turn) -> Events:
        if turn.said.intent != INTENT:
            understanding = await understood(turn, CARRIES_OUT)
            if understanding is not None:
                before = [form.name for form in forms()]
                return [*understanding, *await goes_on_after(turn, before, changed=True)]
        state = await _state(turn)
        acts = _brought(turn) if turn.said.intent == INTENT else _read(turn, state)
        if not acts:
            turn.tell(turn.text("act-none"))
        unread = bool(acts) and all(isinstance(act, Unknown) for act in acts)
        if unread and (otherwise := await understood(turn, UNREAD)) is not None:
            return otherwise
        return await do(turn, await doubts.settled_by_yes(turn, acts), state)


FORMER = tuple(
    type(f"Former{name}", (Act,), {"action_name": name})
    for name in (
        *("action_order_items", "action_modify_order", "action_view_cart"),
        *("action_reorder", "action_cancel_order"),
        *("action_report_repair", "action_track_repair", "action_urge_repair"),
        *("action_cancel_repair", "action_register_visitor"),
        *("action_track_visit", "action_cancel_visit"),
    )
)
"""The same under the names by which a bot of the version before calls it, while both run."""


async def do(turn: Turn, acts: Sequence[AnAct], state: State) -> Events:
    """Carry acts out and answer with one reply; the form that goes on is named."""
    carried = await carry_out(turn, acts, state)
    await tell_what_is_left(turn, carried)
    about = forms_of({step.what for step in carried.steps})
    following = await goes_on_after(turn, carried.drafted, changed=carried.changed, about=about)
    turn.utterances = one_reply(turn.utterances)
    return [*carried.events, *following]


async def tell_what_is_left(turn: Turn, carried: Carried) -> None:
    """What could not be, and what is in doubt."""
    for refusal in carried.refusals[:REFUSED_APART]:
        if not await refused_by_package(turn, refusal):
            refusals.tell(turn, refusal)
    if len(carried.refusals) > REFUSED_APART:
        turn.tell(turn.text("too-much-at-once"))
    for doubt in _asked_once(carried.doubts):
        if not await asked_by_package(turn, doubt):
            doubts.ask(turn, doubt)


def _asked_once(doubts: Sequence[Doubt]) -> list[Doubt]:
    """One for each kind of act: "which one?" twice in one reply is answered by nobody."""
    return list({doubt.act.act: doubt for doubt in reversed(doubts)}.values())[::-1]


async def _state(turn: Turn) -> State:
    """What stands; of what a button is on, where it says all of it."""
    kind = BUTTONS.get(turn.said.intent) if turn.said.pressed else None
    if kind is None:
        return await state_of(turn)
    return await state_of(turn, what_is_drafted(turn), but={kind, What.ORDER})


def _read(turn: Turn, state: State) -> Sequence[AnAct]:
    """Those that the bot has understood; thanks beside a request are not answered by themselves."""
    acts = translate(turn.said, state)
    return [act for act in acts if not isinstance(act, Social)] or acts[:1]


def _brought(turn: Turn) -> tuple[AnAct, ...]:
    """Those of a command. One that holds no acts is a fault of a program, said as such."""
    said = [one["value"] for one in turn.said.entities if one["entity"] == ENTITY]
    try:
        return acts_of(said)
    except Invalid as wrong:
        log.warning("acts.not_read", problem=str(wrong))
        return ()
