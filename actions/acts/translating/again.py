"""How what comes back, or is ordered again, is to be otherwise than it was."""

from collections.abc import Iterator

from actions.acts.translating.lines import Group
from services.acts.acts import Edit, Op

_OPS = {"add": Op.MORE, "subtract": Op.FEWER, "set": Op.SET, "times": Op.DOUBLE, None: Op.SET}


def otherwise(group: Group) -> Iterator[Edit]:
    """The edits that a line of such a message holds: "the same as yesterday, but two of everything
    and no cola", "one like yesterday, but the noodles firm". What has neither a line, a number nor
    a wish changes nothing."""
    on, many = group.where(), group.quantity
    if group.role == "remove" or group.how == "subtract":
        op = Op.REMOVE if many is None else Op.FEWER
        if on is not None:
            yield Edit(op=op, on=on, quantity=many)
        return
    if group.role not in (None, "restore", "only"):
        return
    counts = _OPS.get(group.how)
    is_portion = on is None and group.how is None and many == 1
    if counts is not None and many is not None and not is_portion:
        yield Edit(op=counts, on=on, quantity=None if counts is Op.DOUBLE else many)
    if group.is_wish:
        yield Edit(
            op=Op.REFINE,
            on=on,
            part=group.part,
            options=tuple(group.options),
            without=tuple(group.without),
            note=group.note,
        )
