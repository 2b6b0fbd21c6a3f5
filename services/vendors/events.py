"""Events of vendors' endpoints; for staff."""

from services.events.base import Event


class EndpointDisabled(Event):
    """A vendor's endpoint gets no more webhooks until an operator enables it."""

    type = "endpoint.disabled"

    endpoint_id: int
    vendor_id: int
    reason: str

    @property
    def subject(self) -> str:
        return f"endpoint:{self.endpoint_id}"
