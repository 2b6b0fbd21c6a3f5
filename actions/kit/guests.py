"""What a guest is told who has asked for too much within the hour."""

from actions.kit.turn import Turn
from services.people.guest_limits import GuestLimit


def tell_limit(turn: Turn, refused: GuestLimit) -> None:
    """How much it may be, how to be limited no more, and whom to call meanwhile."""
    kind, limit = refused.details["kind"], refused.details["limit"]
    words = turn.text(f"guest-limit-{kind}", limit=limit, phone=turn.park.desk_phone)
    turn.tell(words, guest_limit=kind)
