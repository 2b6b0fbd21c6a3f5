"""What somebody who waits for a person tells of themselves: "Building B, Tina at the reception"."""

from collections.abc import Sequence

from actions.kit.said import Said
from services.acts.acts import Act, Give, Unknown
from services.acts.state import Standing, State
from services.acts.values import What

_OF_THEMSELVES = frozenset({"names", "place", "phone", "company"})


def noted(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, where they begin nothing: it is for whoever answers, and no guest. What stands may
    be told more."""
    waits = any(one.what is What.HANDOFF for one in state.things)
    if not waits or len(acts) != 1 or said.pressed:
        return tuple(acts)
    [act] = acts
    if not isinstance(act, Give):
        return tuple(acts)
    stands = (one for one in state.things if one.what is not What.HANDOFF)
    open_ = any(one.standing is Standing.DRAFT for one in stands)
    visits = any(one.what is What.VISIT and state.recent(one) for one in state.things)
    alone = bool(act.fields.given) and act.fields.given <= _OF_THEMSELVES
    return (Unknown(words=said.text),) if alone and not (open_ or visits) else tuple(acts)
