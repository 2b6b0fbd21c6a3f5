"""How many messages an account may still push to a person, and until when.

Source: the platform's table of customer-service messages. A message of the person allows five
within 48 hours; a click in the menu, following and scanning allow three within a minute.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from parkline.simulate.wechat.errors import Refused

Cause = Literal["message", "click", "follow", "scan", "tempsession"]

ALLOWED: dict[Cause, tuple[int, timedelta]] = {
    "message": (5, timedelta(hours=48)),
    "click": (3, timedelta(minutes=1)),
    "follow": (3, timedelta(minutes=1)),
    "scan": (3, timedelta(minutes=1)),
    # Opening a mini-program's customer service: two within a minute.
    "tempsession": (2, timedelta(minutes=1)),
}


@dataclass
class Window:
    cause: Cause
    left: int
    until: datetime


@dataclass
class Ledger:
    windows: dict[Cause, Window] = field(default_factory=dict)

    def opened(self, cause: Cause, now: datetime) -> None:
        """The person did something: its window opens anew."""
        count, lasts = ALLOWED[cause]
        self.windows[cause] = Window(cause, count, now + lasts)

    def spend(self, now: datetime) -> None:
        """Take one message from the window that closes first. Raises Refused 45015, 45047."""
        open_ = self.open_at(now)
        if not open_:
            raise Refused(45015)
        for window in open_:
            if window.left:
                window.left -= 1
                return
        raise Refused(45047)

    def open_at(self, now: datetime) -> list[Window]:
        """The windows that are open, the one that closes first before the others."""
        open_ = (window for window in self.windows.values() if now < window.until)
        return sorted(open_, key=lambda window: window.until)
