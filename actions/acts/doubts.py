"""A doubt becomes one question: a button for each reading, which holds the act with it settled."""

import json
from collections.abc import Sequence

from actions.acts.refusals import named
from actions.kit.turn import SURE, Turn, button
from services import texts
from services.acts.acts import Act, Confirm, Deny, acts_of
from services.acts.chosen import command_of, settled
from services.acts.steps import Doubt, Step

EXPECTS = "which"
"""What our question waits for."""
LONGEST = 40
"""Characters of a button's title."""


def ask(turn: Turn, doubt: Doubt) -> None:
    """Several readings are named; one alone, which may be meant, is asked for a yes."""
    if len(doubt.between) == 1:
        [step] = doubt.between
        turn.tell(
            turn.text("act-sure", reading=reading(turn, step)),
            buttons=[
                button(turn.text("act-yes"), command_of([settled(one) for one in step.each])),
                button(turn.text("act-no"), command_of([Deny()])),
            ],
            settles=SURE,
            act_sure=True,
        )
        return
    does, kinds = f"act-which-{doubt.act.act}", {str(step.what) for step in doubt.between}
    turn.tell(
        turn.text(
            does if texts.has(does) else "act-which",
            kind=kinds.pop() if len(kinds) == 1 else "other",
        ),
        buttons=[
            button(reading(turn, step), command_of([settled(one) for one in step.each]))
            for step in doubt.between
        ],
        expects=EXPECTS,
    )


async def settled_by_yes(turn: Turn, acts: Sequence[Act]) -> tuple[Act, ...]:
    """The acts of a message; a yes to the only reading of an earlier one is that reading."""
    told, buttons = await turn.last_told_with_buttons()
    if not told.get(SURE):
        return tuple(acts)
    _, brace, about = buttons[0]["payload"].partition("{")
    meant = acts_of(json.loads(brace + about)["acts"])
    return tuple(one for act in acts for one in (meant if isinstance(act, Confirm) else (act,)))


def reading(turn: Turn, step: Step) -> str:
    """What a step is on, as a button says it."""
    thing = step.thing
    if thing is None:
        return turn.text("act-new", kind=str(step.what or "thing"))
    title = thing.title.get(turn.language) or thing.number
    title = title or turn.text("act-kind", kind=str(thing.what))
    if step.lines and set(step.lines) != set(thing.lines):
        title = named(turn, step.lines)
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
