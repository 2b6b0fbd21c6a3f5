"""What looks at a turn before it is answered, and changes nothing of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import actions
from actions.kit.turn import Turn
from services.kit.plugins import found


@dataclass(frozen=True, slots=True)
class Observes:
    """Asked in turns alone of which the gateway tells something of a second reader."""

    look: Callable[[Turn], Awaitable[None]]


async def observed(turn: Turn) -> None:
    """Have everybody look who brings an `Observes`."""
    for one in found(actions, Observes):
        await one.look(turn)
