"""Numbers that are told as a multiple: twice as many of one thing as of another."""

from collections.abc import Sequence

from actions.acts.translating.lines import Group, stands_in
from services.acts.state import Thing


def with_multiples(groups: Sequence[Group], order: Thing | None) -> Sequence[Group]:
    """With the numbers of those that are told as a multiple of what else is named or stands; of
    what does neither, how many there are to be is asked."""
    for group in groups:
        if group.multiple is None:
            continue
        factor, of = group.multiple
        told = sum(one.quantity or 0 for one in groups if one is not group and one.ids & of)
        lines = order.lines if order is not None else ()
        many = factor * (told or sum(line.quantity for line in lines if line.item in of))
        known = many >= 1 and many.is_integer()
        group.quantity, group.each = (int(many), False) if known else (None, True)
        if known and order is not None and stands_in(group, order):
            group.how = "set"
    return groups
