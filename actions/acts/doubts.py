"""A doubt becomes one question: a button for each reading, which holds the act with it settled."""

from actions.kit.turn import Turn, button
from services.acts.chosen import command_of, settled
from services.acts.resolving import Doubt, Step

EXPECTS = "which"
"""What our question waits for."""
LONGEST = 40
"""Characters of a button's title."""


def ask(turn: Turn, doubt: Doubt) -> None:
    turn.tell(
        turn.text("act-which"),
        buttons=[
            button(reading(turn, step), command_of([settled(step)])) for step in doubt.between
        ],
        expects=EXPECTS,
    )


def reading(turn: Turn, step: Step) -> str:
    """What a step is on, as a button says it."""
    named = "、" if turn.language == "zh" else ", "
    if step.lines and step.thing is not None and set(step.lines) != set(step.thing.lines):
        names = [
            f"{line.name_zh if turn.language == 'zh' else line.name_en} ×{line.quantity}"
            for line in step.lines
        ]
        return shortened(named.join(names))
    if step.thing is not None:
        return shortened(titled(turn, step))
    kind = step.what or "thing"
    return turn.text("act-new", kind=str(kind))


def titled(turn: Turn, step: Step) -> str:
    assert step.thing is not None
    title = step.thing.title.get(turn.language)
    return title or step.thing.number or turn.text("act-kind", kind=str(step.thing.what))


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
