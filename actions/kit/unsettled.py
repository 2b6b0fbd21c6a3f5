"""What was said relative to something that does not stand: asked, as nobody knows what is meant."""

import actions
from actions.kit.standing import Stands
from actions.kit.turn import Turn
from services.acts.state import Standing, Thing
from services.acts.steps import Step
from services.kit.plugins import found


def ask(turn: Turn, step: Step, *, told: int) -> None:
    """Ask for the first field that a step leaves open on a thing that is made. `told`: how many
    utterances there were before the step; where one of its own asks, that is enough.

    What is being put together its form asks for.
    """
    thing = step.thing
    if not step.unsettled or thing is None or thing.standing is not Standing.MADE:
        return
    if any(one["custom"].get("expects") for one in turn.utterances[told:]):
        return
    name = step.unsettled[0]
    title = thing.title.get(turn.language) or thing.number or ""
    number = dict.fromkeys(_number_in(thing), thing.number)
    turn.tell(turn.text(f"act-ask-{name}", title=title), expects=_expects(thing, name), **number)


def _expects(thing: Thing, name: str) -> str:
    """What the package's own question for the field expects, so that the answer finds its thing."""
    asks = [one.asks for one in found(actions, Stands) if one.what is thing.what]
    return next(
        (expects for those in asks for expects, field in those.items() if field == name), name
    )


def _number_in(thing: Thing) -> list[str]:
    those = (one.number for one in found(actions, Stands) if one.what is thing.what)
    return [number for number in those if number is not None]
