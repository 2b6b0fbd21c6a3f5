"""Values that acts carry: things and lines as a message refers to them, places, times."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class What(StrEnum):
    """Kinds of things that a conversation is about."""

    ORDER = "order"
    """Food and goods, from the cart until it is delivered."""
    REPAIR = "repair"
    VISIT = "visit"
    BOOKING = "booking"
    HANDOFF = "handoff"
    """Waiting for a person, or talking to one."""


class Value(BaseModel):
    """Frozen; a field that nobody defined is an error, so that nothing of an act is lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Words = Annotated[str, Field(min_length=1, max_length=2_000)]
Few = Annotated[int, Field(ge=0, le=1_000_000)]
"""However many somebody says: what is too many is the rules' to refuse, in words."""


class Ref(Value):
    """Which line of a cart, or which of several things. All that is given must fit."""

    item: int | None = None
    """The catalogue's id."""
    candidates: tuple[int, ...] = ()
    """Ids of items that the words may mean."""
    position: int | None = None
    """1 is the first, 2 the second; -1 is the last. Counted among what else is said of it fits
    ("the second noodles"), else among all."""
    has: str | None = None
    """A property: an option's code ("hot"), or a word of the line's name or note."""
    among: Literal["all", "rest", "other", "last", "asked"] | None = None
    """all: every one. rest: those that the message has not named. other: all but the one that was
    spoken of last. last: the one spoken of last ("it"). asked: what our question is about."""
    but: tuple["Ref", ...] = ()
    """Left out of it: "all but the cola"."""
    any_of: tuple["Ref", ...] = ()
    """Each of these, and nothing else of this Ref is said: "the rice and the colas"."""
    words: str | None = None
    """As it was said, for when it has to be asked back."""
    lines: tuple[int, ...] = ()
    """Ids of lines (services.acts.state.StandingLine), where it is settled which: of a button."""


class Line(Value):
    """So many of an item, done in a way."""

    item: int | None = None
    """The catalogue's id; None if the words name nothing that is sold, or several things."""
    candidates: tuple[int, ...] = ()
    quantity: Few | None = None
    """None: not said, which is the least that the item may be ordered in."""
    each: bool = False
    """`quantity` is for each person, of whom it is not said how many there are; without one, how
    many there are to be is not said at all."""
    options: tuple[str, ...] = ()
    """Codes."""
    note: str | None = None
    """What no option covers."""
    words: str | None = None


class Place(Value):
    building: str | None = None
    """Its code."""
    floor: int | None = None
    """Basements are negative; there is no floor 0."""
    room: str | None = None
    place: str | None = None
    """In words: the lobby, the lift on the left."""
    same: bool = False
    """The place of the last thing of that kind: "same place as before"."""


class When(Value):
    """When something is wanted; what is not said is None and is never filled in by a guess.

    Moments are aware. `start` holds the clock that was said; if `day` is None the day of it was
    not said.
    """

    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    """The day that was said."""
    asap: bool = False
    meal: str | None = None
    shift: int | None = None
    """Minutes later than what stands, negative for earlier."""
    same_time: bool = False
    """The clock that stands, on `day`."""
    words: str | None = None


class Count(Value):
    """How many people: exactly so many, or so many more or fewer than stands."""

    exactly: Few | None = None
    plus: int = 0
    """Negative for fewer."""


CARS = frozenset({"plate", "more_plates"})
"""Fields that are told of together: who gives one of them gives all cars."""


class Fields(Value):
    """Everything that can be said of a thing; None is "not said"."""

    place: Place | None = None
    when: When | None = None
    until: When | None = None
    way: Literal["pickup", "delivery", "locker", "desk", "counter"] | None = None
    locker: int | None = None
    phone: str | None = None
    payment: str | None = None
    names: tuple[str, ...] = ()
    """Visitors. Given to a thing that has names they replace those, unless `adds_names`."""
    adds_names: bool = False
    plate: str | None = None
    """Empty: none ("no car")."""
    more_plates: tuple[str, ...] = ()
    """Of further cars. Given to a thing that has cars, they and `plate` replace those."""
    adds_plates: bool = False
    """They come besides those."""
    headcount: Count | None = None
    company: str | None = None
    reason: str | None = None
    description: str | None = None
    """Of a fault, as it was said."""
    category: str | None = None
    urgency: Literal["low", "normal", "urgent", "critical"] | None = None
    note: str | None = None
    """For the whole thing: an allergy, a wish to the courier."""
    unknown: tuple[Literal["place", "when", "names", "plate"], ...] = ()
    """Fields of which no more can be said than is: nobody knows, or anything will do."""

    @property
    def given(self) -> frozenset[str]:
        """Names of the fields that were said."""
        unsaid = type(self)()
        return frozenset(
            name for name in type(self).model_fields if getattr(self, name) != getattr(unsaid, name)
        )


class Target(Value):
    """Which thing an act is on, as far as the message says."""

    what: What | None = None
    number: str | None = None
    """O…, T… or V…."""
    ref: Ref | None = None
    """Of several: the second, the one with the noodles, all, all but …."""
    made: bool | None = None
    """True: one that is made already ("the order from before"). False: what is being put
    together."""
    words: str | None = None
    thing: str | None = None
    """The id of a services.acts.state.Thing, where it is settled which: of a button."""
    new: bool = False
    """A new one, where it is settled that none is meant that stands: of a button."""
