"""Corrections that sound like calling off: "it's Thursday, not tomorrow", 算了还是两点."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard
from actions.kit.said import Said
from services.acts.acts import Act, Cancel, Correct, Deny, GiveUp
from services.acts.state import Standing, State
from services.acts.values import Fields, What

_SURELY, _HARDLY = 0.9, 0.3


def corrected(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts; in place of calling off what was registered lately what it corrects of that, where
    a correction is surely heard and hardly an end."""
    if len(acts) != 1 or said.pressed or not isinstance(acts[0], Cancel | GiveUp | Deny):
        return tuple(acts)
    ends = max(said.acts.get(name, 0.0) for name in ("cancel", "give_up"))
    if said.acts.get("correct", 0.0) < _SURELY or ends >= _HARDLY:
        return tuple(acts)
    visits = [one for one in state.things if one.what is What.VISIT and state.recent(one)]
    visits = [one for one in visits if one.standing is Standing.MADE]
    told = _told(said, state)
    return (Correct(fields=told),) if len(visits) == 1 and told.given else tuple(acts)


def _told(said: Said, state: State) -> Fields:
    fields = Heard(said, state).fields()
    if said.says("no_car"):
        return Fields(plate="")
    kept = {name: getattr(fields, name) for name in ("when", "place") if name in fields.given}
    return Fields(**kept)
