"""Events of alerts: open pages of those whom they name hear of them."""

from services.events.base import Event


class AlertEvent(Event):
    """`staff_ids` are whose alerts changed; nobody else's pages hear of it."""

    awaited = False

    event_id: int
    """Of the event that raised or settled them."""
    staff_ids: list[int]

    @property
    def subject(self) -> str:
        return f"alert:{self.event_id}"


class AlertsRaised(AlertEvent):
    type = "alert.raised"


class AlertsSettled(AlertEvent):
    """Somebody saw to it, or it went by itself."""

    type = "alert.settled"
