"""Beginnings that nobody heard."""

from collections.abc import Sequence

from actions.acts.translating.likely import probable
from actions.acts.translating.others import is_somebody_else
from actions.kit.said import Said
from services.acts.acts import Act, Start
from services.acts.state import Standing, State
from services.acts.values import What

_BEGINS = 0.05
"""Probability of beginning a visit below which nobody heard it begin."""
_SURELY_BEGINS = 0.9
"""Probability of the intent from which it begins whatever else is heard."""
_OTHERWISE = 0.6
"""Probability of an act from which a message does that, and begins nothing that is not heard."""


def begins_by_mistake(acts: Sequence[Act], said: Said, state: State) -> bool:
    """Whether it would begin what nobody heard it begin: a visit for a name alone in the middle of
    an order (a colleague who eats something else is no visitor), or a repair or a visit beside what
    stands, where the message is heard to do something else. A plain "register a visitor", and who
    says who comes and when, are heard by their words."""
    return (
        _is_unheard(acts, said, state)
        or _begins_by_a_name(acts, said, state)
        or orders_what_is_broken(acts, said, state)
    )


def orders_what_is_broken(acts: Sequence[Act], said: Said, state: State) -> bool:
    """ "The cup is broken, too, mind the glass": what is sold is named beside a fault, or in answer
    to a question about one, and nothing was heard to be ordered."""
    orders = any(isinstance(act, Start) and act.what is What.ORDER for act in acts)
    puts_in = max(said.acts.get(name, 0.0) for name in ("start:order", "edit:add", "edit:more"))
    heard = any(one["label"] == "quantity" for one in said.spans)
    asked = state.thing(state.asked.thing) if state.asked is not None else None
    reports = asked is not None and asked.what is What.REPAIR
    broken = reports or said.says("fault") or said.acts.get("start:repair", 0.0) >= _OTHERWISE
    return orders and bool(said.acts) and broken and puts_in < _BEGINS and not heard


def _begins_by_a_name(acts: Sequence[Act], said: Said, state: State) -> bool:
    thing = state.thing(state.asked.thing) if state.asked is not None else None
    if thing is None or thing.what is not What.ORDER or thing.standing is not Standing.DRAFT:
        return False
    visits = [act for act in acts if isinstance(act, Start) and act.what is What.VISIT]
    by_name = bool(visits) and all(act.fields.given == {"names"} for act in visits)
    surely = said.ranking.get("register_visitor", 0.0) >= _SURELY_BEGINS
    return by_name and not surely and said.acts.get("start:visit", 0.0) < _BEGINS


def _is_unheard(acts: Sequence[Act], said: Said, state: State) -> bool:
    starts = [act for act in acts if isinstance(act, Start) and act.what is not What.ORDER]
    begun = {act.what for act in starts if not _is_somebody_else(act, said, state)}
    if not begun or not state.things:
        return False
    heard = max(said.acts.get(f"start:{what}", 0.0) for what in begun)
    if heard < _BEGINS and _says_nothing_new(starts, said, state):
        return True
    others = (share for act, share in probable(said).items() if _does_something(act))
    return heard < _BEGINS and max(others, default=0.0) >= _OTHERWISE


def _says_nothing_new(starts: Sequence[Start], said: Said, state: State) -> bool:
    """Whether it would begin another of what was just made, of which it says nothing, though it was
    surely heard to say more: "plus his boss"."""
    made = {one.what for one in state.things if one.standing is Standing.MADE and state.recent(one)}
    more = max(said.acts.get("give", 0.0), said.acts.get("correct", 0.0)) >= _OTHERWISE
    empty = all(not act.fields.given and not act.lines for act in starts)
    return more and empty and {act.what for act in starts} <= made and not said.says("kind")


def _is_somebody_else(act: Start, said: Said, state: State) -> bool:
    """Whether it tells when somebody comes who stands in no visit: that is a visit of its own,
    however much it sounds like the one before."""
    when = act.fields.when is not None and not said.corrects
    return act.what is What.VISIT and when and is_somebody_else(act.fields, state)


def _does_something(act: str) -> bool:
    """Whether it is an act on what stands. What is given may as well be given of something new."""
    return act.partition(":")[0] in ("edit", "correct", "cancel", "restore")
