"""When there is somebody at the park again, in words."""

from actions.kit.turn import Turn
from services.park import opening
from services.texts import when


async def closed_until(turn: Turn) -> str | None:
    """When the park's business hours begin, as text; None within them, or where it has none."""
    opens = await opening.closed_until(turn.session, turn.park, now=turn.now)
    if opens is None:
        return None
    return when.span(opens, None, turn.language, turn.now, turn.zone)
