"""Events of quotas."""

from services.events.base import Event


class QuotaReached(Event):
    """A park has used as much of something as it may."""

    type = "quota.reached"

    what: str
    most: int

    @property
    def subject(self) -> str:
        return f"quota:{self.what}"
