"""Events of follow-ups."""

from services.events.base import Event


class FollowUpDue(Event):
    """The day has come on which somebody wanted to look at something again."""

    type = "follow_up.due"

    follow_up_id: int
    staff_id: int

    @property
    def subject(self) -> str:
        return f"follow_up:{self.follow_up_id}"
