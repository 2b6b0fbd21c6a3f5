"""More for an order, in words that led elsewhere."""

from actions.acts import overheard
from actions.acts.acting import do
from actions.acts.overheard_edits import edits_what_stands
from actions.acts.translating import narrowed, which_order
from actions.acts.translating.manners import relation
from actions.kit.base import Events
from actions.kit.forms import goes_on_at_once
from actions.kit.standing import state_of
from actions.kit.turn import SURE, Turn

CHOOSES = frozenset(
    {"action_out_of_scope", "action_checkout", "action_affirm", "action_deny", "action_faq"}
)
"""Actions that words for one of two orders may lead to."""


async def take_more(turn: Turn) -> Events | None:
    """ "Add a cola to my order", which sounds like going on with it: put into what stands."""
    if turn.said.pressed or not turn.said.says("item"):
        return None
    state, acts = await overheard.read(turn)
    if not acts or not all(edits_what_stands(act, state) for act in acts):
        return None
    done = await do(turn, acts, state)
    return [*done, *goes_on_at_once(turn, done)]


async def take_choice(turn: Turn) -> Events | None:
    """ "A new one, then": which of the two orders that our last message offers is meant. "The
    least, then": so many of what it refused."""
    told, _ = await turn.last_told_with_buttons()
    bounds = any(relation(turn.said, one) is not None for one in ("least", "most"))
    if turn.said.pressed or not (told.get(SURE) or bounds):
        return None
    state = await state_of(turn)
    edit = narrowed.bound(turn.said, state) if bounds else None
    acts = (edit,) if edit is not None else which_order.chosen(turn.said, state)
    if not acts:
        return None
    done = await do(turn, acts, state)
    return [*done, *goes_on_at_once(turn, done)]
