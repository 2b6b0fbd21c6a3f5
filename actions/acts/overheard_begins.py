"""What an overheard message begins, chooses or calls off."""

from collections.abc import Sequence

from actions.acts.translating.manners import says_manner
from actions.acts.translating.numbered import offered
from actions.kit.said import Said
from services.acts.acts import Act, Cancel, Correct, Edit, Give, GiveUp, Op, Start
from services.acts.state import Standing, State
from services.acts.values import What

SURELY = 0.8
"""Probability from which an act was surely heard."""


def begins_by_choice(acts: Sequence[Act], state: State) -> bool:
    """Whether an order begins with what our last message offers: "2 then, to A-301"."""
    open_ = any(one.what is What.ORDER and one.standing is Standing.DRAFT for one in state.things)
    chosen = (isinstance(act, Edit) and act.op is Op.ADD and not act.lines for act in acts)
    return not open_ and bool(offered(state)) and any(chosen)


def is_well(act: Act, said: Said) -> bool:
    """Whether it calls off what is well again; a new fault beside it begins."""
    return says_manner(said, "well") and isinstance(act, Cancel | GiveUp | Start)


def says_a_field(act: Act) -> bool:
    return isinstance(act, Give | Correct)


def begins(act: Act, said: Said) -> bool:
    """Whether it begins what it surely was heard to begin, though it sounds like something else:
    "the network's gone in the whole office" like a question about it."""
    if not isinstance(act, Start) or act.what is What.ORDER:
        return False
    return said.acts.get(f"start:{act.what}", 0.0) >= SURELY or _tells_of_a_guest(act, said)


def _tells_of_a_guest(act: Act, said: Said) -> bool:
    """Whether it says who comes and when, however little it sounds like registering somebody."""
    if not isinstance(act, Start) or act.what is not What.VISIT or not said.says("comes"):
        return False
    return bool(act.fields.names) and act.fields.when is not None
