"""What every event is."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """Base of all events. `subject` is what the event is about, such as order:42."""

    model_config = ConfigDict(frozen=True)

    type: ClassVar[str]
    version: ClassVar[int] = 1
    awaited: ClassVar[bool] = True
    """Whether a job runs what follows from it. Of one for each message there would be thousands."""

    for_vendors: ClassVar[bool] = False
    """Whether vendors may ask to be told of it."""
    for_parks: ClassVar[bool] = False
    """Whether it is told to endpoints that an operator gave it by name: a park's own systems."""

    @property
    def subject(self) -> str:
        raise NotImplementedError
