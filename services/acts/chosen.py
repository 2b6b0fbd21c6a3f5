"""What a button of a question holds: an act whose thing is settled, and its command."""

import json
from collections.abc import Sequence

from services.acts.acts import Act, Edit, Restore, as_json
from services.acts.steps import Step
from services.acts.values import Ref, Target
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
