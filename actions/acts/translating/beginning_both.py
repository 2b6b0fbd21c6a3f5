"""A message that begins two things of different kinds."""

from collections.abc import Sequence

from actions.kit.said import Said
from services.acts.acts import Act, Start
from services.acts.values import What

_BEGINS_BOTH = 0.8
"""Probability of each of two beginnings from which a message holds both."""


def both_begun(rules: Sequence[tuple[str, tuple[Act, ...]]], said: Said) -> tuple[Act, ...] | None:
    """ "The lights are out in 605. Also send two lattes": what it begins by its intent, and what
    else it surely begins by another one."""
    surely = {
        act.what: act
        for _, acts in reversed(rules)
        for act in acts
        if isinstance(act, Start) and said.acts.get(f"start:{act.what}", 0.0) >= _BEGINS_BOTH
    }
    first = rules[0][1]
    begun = {act.what for act in first if isinstance(act, Start)}
    more = [act for what, act in surely.items() if what not in begun]
    more = [act for act in more if act.what is not What.ORDER or act.lines]
    return (*first, *more) if begun and more else None
