"""What all shapes share."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

_EARLIEST, _LATEST = 2000, 2100
_PRINTABLE = r"^[^\u0000-\u001f\u007f]*$"

Id = Annotated[int, Field(ge=1, le=2**53)]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_PRINTABLE),
]
"""A few words on one line."""
Words = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=1000,
        pattern=r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$",
    ),
]
"""Some sentences."""
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]{3,17}[0-9]$")]
Language = Literal["zh", "en"]
Meal = Literal["breakfast", "lunch", "dinner", "all_day"]
Code = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=_PRINTABLE)]
Floor = Annotated[int, Field(ge=-20, le=200)]
Room = Annotated[str, StringConstraints(max_length=20, pattern=_PRINTABLE)]
Corner = Annotated[str, StringConstraints(max_length=60, pattern=_PRINTABLE)]


def _plausible(moment: datetime) -> datetime:
    if not _EARLIEST <= moment.year < _LATEST:
        raise ValueError(f"a moment between {_EARLIEST} and {_LATEST}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_plausible)]
"""With its offset, such as 2026-12-02T12:00:00+08:00."""


class In(BaseModel):
    """What a client sends; a field that we do not know is refused, so that a typo is told."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Asked(BaseModel):
    """What stands in an address."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Out(BaseModel):
    """What we answer."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Problem(BaseModel):
    """Something that was not done, as RFC 9457 has it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    type: str
    title: str
    status: int
    code: str
    """Stable: what a program goes by."""
    detail: str
    """For people, in the language of the request."""
    details: dict[str, Any] = {}
    """What a program needs to offer something better."""


class Money(Out):
    minor: int
    """In the currency's minor unit: 分 of CNY."""
    currency: str
    """ISO 4217."""
    text: str
    """For people: ¥22.50."""


class Named(Out):
    code: str
    name: str


class Where(Out):
    building: str | None
    """Code of a building."""
    floor: int | None
    """Basements are negative."""
    room: str | None
    place: str | None
    text: str
    """For people."""


class Place(In):
    """Somewhere in the park: a building with a floor, a room or a spot."""

    building: Code
    floor: Floor | None = None
    room: Room | None = None
    place: Corner | None = None
    """Where in the building if it is not a room: 大堂, lobby."""


class Spot(In):
    """Somewhere in the park, as far as it is known."""

    building: Code | None = None
    floor: Floor | None = None
    room: Room | None = None
    place: Corner | None = None
    """Such as 大堂, lobby."""


class Page[Item: BaseModel](Out):
    items: list[Item]
    next: str | None
    """The `cursor` of the next page; null on the last."""

    @classmethod
    def model_parametrized_name(cls, params: tuple[type[Any], ...]) -> str:
        return f"PageOf{params[0].__name__}"


class Paged(Asked):
    cursor: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,14}$")] | None = None
    """`next` of an earlier page."""
    limit: Annotated[int, Field(ge=1, le=100)] = 20

    @property
    def before(self) -> int | None:
        return int(self.cursor) if self.cursor else None


class PhotoShown(Out):
    id: int
    url: str
    """Unguessable: whoever has it may see the photo."""
    thumbnail_url: str
    width: int
    height: int


class PictureShown(Out):
    """Of an item. Its addresses need no token, and what stands at one never changes."""

    url: str
    """JPEG, at most 1,080 pixels a side."""
    thumbnail_url: str
    """JPEG, at most 320 pixels a side."""
    width: int
    height: int


class SlotShown(Out):
    start: Moment
    end: Moment
    meal: Meal
    closes: Moment
    """Until when it can be ordered."""
    text: str


class Slots(Out):
    slots: list[SlotShown]


class NoticeShown(Out):
    """News that was told in one of the person's conversations."""

    text: str
    data: dict[str, Any]
    at: Moment
