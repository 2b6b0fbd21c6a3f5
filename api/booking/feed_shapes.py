"""Feeds of bookings: calendars by a secret address, and pages of open data."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.frame.shapes import Asked, Id, In, Moment, Out


class MakeFeed(In):
    scope: Literal["person", "company"]


class OneFeed(Asked):
    feed: Id


class FeedPage(Asked):
    """As `next` of the page before has it; neither for the first page."""

    afterTimestamp: Annotated[int, Field(ge=0, le=2**53)] | None = None  # Theirs.
    afterId: Annotated[int, Field(ge=0, le=2**53)] | None = None

    @property
    def after(self) -> tuple[int, int] | None:
        """All of it where one of the two is missing."""
        if self.afterTimestamp is None or self.afterId is None:
            return None
        return self.afterTimestamp, self.afterId


class OneCalendar(Asked):
    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]


class FeedShown(Out):
    id: int
    scope: Literal["person", "company"]
    created_at: Moment


class IssuedShown(Out):
    id: int
    scope: Literal["person", "company"]
    path: str
    """Under the API's address."""


class Feeds(Out):
    feeds: list[FeedShown]
