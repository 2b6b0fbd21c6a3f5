"""What stands in the end: so many in all, or one of them alone."""

from collections.abc import Sequence

from actions.acts.translating.manners import placed
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op
from services.acts.state import Thing
from services.acts.values import Line, Ref


def more_in_all(acts: Sequence[Act], order: Thing) -> tuple[Edit, ...]:
    """ "Two more, plain ones, twelve in all": more of the only item that stands, done as it comes,
    where that makes as many as are told in all. Empty where it does not."""
    edits = [act for act in acts if isinstance(act, Edit)]
    fills = [act.quantity for act in edits if act.op is Op.FILL]
    more = [act.quantity for act in edits if act.op in (Op.MORE, Op.ADD) and act.on is None]
    items = {line.item for line in order.lines}
    if len(edits) != 2 or len(fills) != 1 or len(more) != 1 or len(items) != 1:  # noqa: PLR2004
        return ()
    stands = sum(line.quantity for line in order.lines)
    if None in (*fills, *more) or stands + (more[0] or 0) != fills[0]:
        return ()
    return (Edit(op=Op.ADD, lines=(Line(item=items.pop(), quantity=more[0]),)),)


def only_kept(acts: Sequence[Act], said: Said, order: Thing) -> tuple[Edit, ...]:
    """ "Only keep the power bank, still two": what is said to be the only one stays, where the
    others were read as set to a number that is not said. Empty where it is not so."""
    stands = {line.item for line in order.lines}
    told = [e for e in placed(said) if e["entity"] == "item" and e.get("role") == "only"]
    if len(told) != 1 or told[0].get("value") not in stands or len(stands) < 2:  # noqa: PLR2004
        return ()
    item, edits = int(told[0]["value"]), [act for act in acts if isinstance(act, Edit)]
    sets = all(act.op is Op.SET and act.on is not None for act in edits)
    empty = [act for act in edits if act.quantity is None and act.on and act.on.item != item]
    if not sets or not empty:
        return ()
    return (Edit(op=Op.KEEP_ONLY, on=Ref(item=item)), *(one for one in edits if one not in empty))
