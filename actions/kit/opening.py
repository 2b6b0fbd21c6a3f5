"""When there is somebody at the park again."""

from actions.kit.turn import Turn
from services.park.business_time import NeverOpens, load_calendar
from services.texts import when


async def closed_until(turn: Turn) -> str | None:
    """When the park's business hours begin, as text; None within them, or where it has none."""
    calendar = await load_calendar(turn.session, turn.park, turn.now, days=60)
    try:
        opens = calendar.next_open(turn.now)
    except NeverOpens:
        return None
    if opens <= turn.now:
        return None
    return when.span(opens, None, turn.language, turn.now, turn.zone)
