"""Events of rules."""

from services.events.base import Event


class AutomationStopped(Event):
    """A rule acted far too often, and was switched off by itself."""

    type = "automation.stopped"

    rule_id: int

    @property
    def subject(self) -> str:
        return f"automation_rule:{self.rule_id}"
