"""What somebody has found and should not touch: staff are alarmed, and nothing is registered."""

from collections.abc import Mapping
from typing import Any

from actions.kit.turn import Turn
from services.repair import repair

CATEGORY, URGENCY = "security", "critical"


async def alarm(turn: Turn, place: Mapping[str, Any]) -> None:
    """Open a critical ticket, of which staff are told at once, and say to keep away."""
    reported = await repair.report(
        turn.session,
        turn.conversation,
        turn.said.text,
        category=CATEGORY,
        urgency=URGENCY,
        place=dict(place),
        now=turn.now,
    )
    ticket = reported.ticket
    text = turn.text("lost-hazard", ticket_no=ticket.ticket_no, emergency=turn.park.emergency_phone)
    turn.tell(text, ticket_no=ticket.ticket_no, status=ticket.status)
