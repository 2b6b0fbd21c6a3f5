"""Hours of a week as forms enter them: the park's, and shifts of its staff."""

from datetime import time
from typing import Annotated

from pydantic import BaseModel, Field

from desk.frame.changes import Version
from services.park.weekly import WeeklyHours


class Hours(BaseModel):
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default_factory=list)
    starts: time
    ends: time
    version: Version = ""

    def weekly(self) -> WeeklyHours:
        return WeeklyHours(self.weekdays, self.starts, self.ends)
