"""The platform's time. It runs as the machine's does, and can be moved ahead."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


class Clock:
    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def seconds(self) -> int:
        return int(self.now().timestamp())

    def machine_seconds(self) -> int:
        """What the machine's clock says: signatures are made now, wherever the clock was moved."""
        return int(datetime.now(UTC).timestamp())

    def today(self) -> str:
        """The day by which quotas are counted: it begins at midnight in Beijing."""
        return self.now().astimezone(BEIJING).date().isoformat()

    def advance(self, by: timedelta) -> None:
        """Raises ValueError: a platform's clock does not go back."""
        if by < timedelta():
            raise ValueError("the clock only goes ahead")
        self._ahead += by
