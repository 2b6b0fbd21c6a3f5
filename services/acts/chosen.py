"""What a button of a question holds: an act whose thing is settled, and its command."""

import json
from collections.abc import Sequence
from typing import Any

from services.acts.acts import Act, Edit, Op, Restore, Start, acts_of, as_json
from services.acts.state import Thing
from services.acts.steps import Step
from services.acts.values import Ref, Target, What
from services.conversations.commands import Command, command
from services.kit.errors import Invalid

INTENT = "act"
LONGEST = 16_000
"""Characters of a command; a message of a tenant is far shorter."""


def command_of(acts: Sequence[Act]) -> Command:
    """The command that carries acts out. Raises Invalid if it would be longer than LONGEST."""
    written = command(INTENT, acts=as_json(acts))
    if len(json.dumps(written.about, ensure_ascii=False)) > LONGEST:
        raise Invalid(f"acts are {LONGEST} characters at the most", limit=LONGEST)
    return written


def settled(step: Step) -> Act:
    """The act of a step with its reference resolved, so that it means the same later."""
    act = step.act
    if not hasattr(act, "of"):
        return act
    known = step.thing
    of = act.of.model_copy(
        update={
            "what": step.what,
            "thing": known.id if known else None,
            "number": known.number if known else None,
            "new": known is None,
            "ref": None,
        }
    )
    update: dict[str, Target | Ref] = {"of": of}
    if isinstance(act, Edit | Restore) and step.lines:
        update["on"] = Ref(lines=tuple(line.id for line in step.lines))
    return act.model_copy(update=update)


def offered_by(acts: Sequence[Any], things: Sequence[Thing]) -> dict[str, Any]:
    """What a button of one act offers: `item` with `quantity`, `number`, as far as it names them.

    Of lines whose ids it holds, the items are those that stand.
    """
    try:
        read = acts_of(acts)
    except Invalid:
        return {}
    if len(read) != 1:
        return {}
    [act] = read
    offer: dict[str, Any] = {}
    of = getattr(act, "of", None)
    if isinstance(of, Target) and of.number is not None:
        offer["number"] = of.number
    if isinstance(act, Edit):
        offer |= _dish(act, things)
    if isinstance(act, Start) and act.what is What.ORDER and len(act.lines) == 1:
        offer |= {"item": act.lines[0].item, "quantity": act.lines[0].quantity}
    return {name: value for name, value in offer.items() if value is not None}


def _dish(act: Edit, things: Sequence[Thing]) -> dict[str, Any]:
    if len(act.lines) == 1 and act.op is Op.ADD:
        return {"item": act.lines[0].item, "quantity": act.lines[0].quantity}
    if act.op is not Op.SET or act.on is None:
        return {}
    standing = {line.id: line.item for thing in things for line in thing.lines}
    items = {act.on.item, *(standing.get(one) for one in act.on.lines)} - {None}
    return {"item": items.pop(), "quantity": act.quantity} if len(items) == 1 else {}
