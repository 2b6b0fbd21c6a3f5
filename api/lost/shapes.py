"""Lost and found things, as who reported them sees them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.frame.enums import Among, states_of
from api.frame.shapes import (
    Asked,
    Id,
    In,
    Moment,
    Out,
    Paged,
    Phone,
    PhotoShown,
    Spot,
    Where,
    Words,
)
from services.lost import claims, lost
from services.tickets.photos import PER_TICKET

LostStatus = Annotated[str, Among(states_of(lost.ACTIONS))]
MatchStatus = Annotated[str, Among(states_of(claims.ANSWERS))]
ItemNo = Annotated[str, StringConstraints(pattern=r"^L-[0-9A-Z]{6}$")]
Kind = Literal["lost", "found"]
Category = Literal[
    "phone", "computer", "wallet", "card", "documents", "keys", "jewellery", "bag",
    "umbrella", "clothing", "glasses", "earphones", "charger", "bottle", "book", "other",
]  # fmt: skip
Colour = Literal[
    "black", "white", "grey", "silver", "red", "pink", "orange",
    "yellow", "gold", "green", "blue", "purple", "brown", "colourful",
]  # fmt: skip
Told = Annotated[Words, StringConstraints(max_length=500)]


class OneItem(Asked):
    item_no: ItemNo


class OneMatch(OneItem):
    match: Id


class ReportLost(In):
    kind: Kind
    category: Category
    colour: Colour | None = None
    description: Told
    mark: Told | None = None
    """Of a lost thing: what only its owner can say of it, such as what is inside. Staff compare it;
    it is shown to nobody else, and never answered."""
    from_at: Moment
    """The earliest moment at which it may have been lost, or was found."""
    until_at: Moment | None = None
    """The latest; as `from_at`, if left out."""
    location: Spot | None = None
    phone: Phone | None = None
    photos: Annotated[list[Id], Field(max_length=PER_TICKET)] = Field(default_factory=list)
    """Of `POST /photos`, within the hour. Only staff see them."""


class MatchShown(Out):
    """A found thing that may be mine. What it looks like is for its owner to say."""

    id: int
    status: MatchStatus
    found_where: str
    """The building at most."""
    found_when: str
    """The day."""
    can: list[Literal["claim", "disown", "code"]]


class LostShown(Out):
    item_no: str
    kind: Kind
    status: LostStatus
    status_text: str
    category: Category
    category_text: str
    colour: Colour | None
    description: str
    where: Where
    from_at: Moment
    until_at: Moment
    photos: list[PhotoShown]
    """Mine; once staff have said that the found thing is mine, those of it as well."""
    matches: list[MatchShown]
    can: list[Literal["withdraw", "add_photos"]]


class CodeShown(Out):
    code: str
    """Told to the desk, which then hands it out. An earlier one is good no more."""
    expires_at: Moment


class WhichLost(Paged):
    kind: Kind | None = None
    open: bool | None = None
