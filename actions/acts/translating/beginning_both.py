"""A message that begins two things of different kinds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.acts.translating.by_rules import by_rules
from actions.acts.translating.manners import placed
from actions.acts.translating.several import part_of
from actions.kit.said import Said
from services.acts.acts import Act, Start
from services.acts.state import State
from services.acts.values import What

_BEGINS_BOTH = 0.8
"""Probability of each of two beginnings from which a message holds both."""
_OF_OTHERS = {
    What.VISIT: frozenset({"visitor_name", "plate", "no_car", "headcount", "company"}),
    What.REPAIR: frozenset({"fault"}),
}
"""Entities that are of what is begun beside an order."""
_MARKS = "，,。.;；!！\n 　"
Ruled = Sequence[tuple[str, tuple[Act, ...]]]


def both_begun(rules: Ruled, said: Said, state: State) -> tuple[Act, ...] | None:
    """ "The lights are out in 605. Also send two lattes": what it begins by its intent, and what
    else it surely begins by another one."""
    surely = {
        act.what: (intent, act)
        for intent, acts in reversed(rules)
        for act in acts
        if isinstance(act, Start) and said.acts.get(f"start:{act.what}", 0.0) >= _BEGINS_BOTH
    }
    intent, first = rules[0]
    begun = {act.what: (intent, act) for act in first if isinstance(act, Start)}
    more = {what: told for what, told in surely.items() if what not in begun}
    more = {what: told for what, told in more.items() if what is not What.ORDER or told[1].lines}
    if not begun or not more:
        return None
    own = _each_of_its_own({**begun, **more}, said, state)
    acts = [own.get(act.what, act) if isinstance(act, Start) else act for act in first]
    return (*acts, *(own.get(what, act) for what, (_, act) in more.items()))


def _each_of_its_own(
    told: dict[What, tuple[str, Start]], said: Said, state: State
) -> dict[What, Start]:
    """Each with what its part of the message says: "Zhou Ting at ten tomorrow, and two lattes today
    at half past". Empty where the two are not told one after the other."""
    other = next((what for what in told if what is not What.ORDER), None)
    if len(told) != 2 or other is None or What.ORDER not in told:  # noqa: PLR2004
        return {}
    cut = _cut(other, said)
    if cut is None:
        return {}
    before, behind = part_of(said, 0, cut[0]), part_of(said, cut[0], len(said.text))
    behind = replace(behind, text=" " * cut[0] + behind.text)  # Places count as before.
    parts = {other: before, What.ORDER: behind} if cut[1] else {What.ORDER: before, other: behind}
    found: dict[What, Start] = {}
    for what, part in parts.items():
        acts = by_rules(replace(part, intent=told[what][0]), state)
        starts = [act for act in acts if isinstance(act, Start) and act.what is what]
        if len(starts) == 1 and len(starts[0].lines) == len(told[what][1].lines):
            found[what] = starts[0]
    return found if len(found) == len(parts) else {}


def _cut(other: What, said: Said) -> tuple[int, bool] | None:
    """Where the second begins, and whether that is the order; None where they are mingled."""
    names = _OF_OTHERS.get(other, frozenset())
    ordered = [e for e in placed(said) if e["entity"] in ("item", "quantity") and e.get("group")]
    others = [e for e in placed(said) if e["entity"] in names]
    if not ordered or not others:
        return None
    if max(e["end"] for e in others) <= min(e["start"] for e in ordered):
        return _at_a_mark(said, others, ordered), True
    if max(e["end"] for e in ordered) <= min(e["start"] for e in others):
        return _at_a_mark(said, ordered, others), False
    return None


def _at_a_mark(said: Said, before: Sequence[Any], behind: Sequence[Any]) -> int:
    """Behind a mark between the two: the strongest there is, and of these the last."""
    start, end = max(e["end"] for e in before), min(e["start"] for e in behind)
    inside = [(at, said.text[at]) for at in range(start, end) if said.text[at] in _MARKS]
    strong = [at for at, sign in inside if not sign.isspace() or sign == "\n"]
    return (strong or [at for at, _ in inside] or [end - 1])[-1] + 1
