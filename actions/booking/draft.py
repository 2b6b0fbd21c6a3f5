"""What a tenant has told of a booking that is not made yet. It lives in one Rasa slot."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from actions.booking import guests, recurring, times
from actions.kit.draft import Draft
from actions.kit.turn import Turn
from services.booking import features, naming, reading
from services.booking.free import Wish
from services.booking.shelf import Thing
from services.kit.folding import legible

FORM, GOES_ON, DRAFT = "booking_form", "booking", "booking_draft"
"""The form; the slot by which the rules know whether it goes on; the slot that holds the draft."""
FIELDS = WHAT, WHEN = "booking_what", "booking_when"
OPENERS = frozenset({"action_book", "action_find_room"})
LEAVER = "action_leave_booking"


@dataclass(slots=True)
class BookingDraft(Draft):
    SLOT: ClassVar[str] = DRAFT
    FIELDS: ClassVar[tuple[str, ...]] = FIELDS
    LATER: ClassVar[frozenset[str]] = frozenset(
        {"recurs", "guests", "guest_count", "within", "any_time", "knows_when"}
    )

    looks: bool = False
    """They asked what is free, and have not said that they want it."""
    pool: str | None = None
    things: list[int] = field(default_factory=list)
    """Ids of those that were named."""
    building: str | None = None
    floor: int | None = None
    day: str | None = None
    starts: str | None = None
    ends: str | None = None
    minutes: int | None = None
    headcount: int | None = None
    features: list[str] = field(default_factory=list)
    recurs: dict[str, Any] | None = None
    """What recurs (`times.recurring.Recurring`), as it is kept."""
    guests: list[str] = field(default_factory=list)
    """Names of who comes to it."""
    guest_count: int = 0
    within: list[str] = field(default_factory=list)
    """The part of the day that was told, from when until when."""
    knows_when: bool = False
    """A time was told with it: then a room is what is meant, unless something else is named."""
    any_time: bool = False
    """The hour is left to us: the first that is free, of that part or of the day."""

    def missing(self) -> list[str]:
        """What is still to be asked, in order."""
        hours = self.starts is not None or bool(self.recurs and self.recurs["begins"])
        hours = hours or (self.any_time and self.day is not None and self.recurs is None)
        lacking = {WHAT: self.pool is None, WHEN: not hours}
        return [name for name in FIELDS if lacking[name]]

    def hear(self, turn: Turn, things: list[Thing]) -> None:
        """Take what a message says, by what the park has."""
        text = turn.said.text
        found = naming.named_in(text, things)
        by_place = self._by_place(turn, things)
        ids = list(found.things) or by_place or _borrowed(text, things)
        pools = {one.pool.code for one in things if one.id in ids}
        if len(pools) == 1:
            self.pool, self.things = next(iter(pools)), ids
        elif len(found.pools) == 1:
            self.pool, self.things = found.pools[0], []
        if (pressed := turn.said.value("booking_pool")) is not None:
            self.pool, self.things = str(pressed), []
        words = naming.without_names(legible(text[: reading.LONGEST]), things)
        self.headcount = naming.headcount_in(words) or self.headcount
        if self.pool is None:
            self.knows_when = turn.said.says("time", "period", "duration")
            self.pool = self._usual_kind(words, things)
        if not self._is_of(things, naming.EQUIPMENT):
            self.features = sorted({*self.features, *features.named_in(words)})
        guests.hear(self, turn, things)
        if (not self.looks or turn.active_form == FORM) and recurring.hear(self, turn):
            return
        self.any_time = self.any_time or reading.any_time_does(text)
        times.hear(self, turn, things)
        times.hear_lunch(self, turn)
        times.hear_bare_hour(self, turn)
        if self.recurs and self.starts is not None and self.ends is not None:
            recurring.hear_hours(self, turn)

    def hear_time(self, turn: Turn) -> None:
        """Take what a message says of when, and nothing else of it."""
        times.hear(self, turn)

    def begin_at(self, starts: datetime) -> None:
        times.begin_at(self, starts)

    def kept(self) -> dict[str, Any]:
        """What is wished, as a message of ours holds it: what is said next may add to it."""
        held = asdict(self)
        return {name: value for name, value in held.items() if value not in (None, [], 0, False)}

    def wish(self) -> Wish:
        return Wish(self.headcount, frozenset(self.features))

    def suited(self, things: list[Thing]) -> list[Thing]:
        """Those that are meant: named, or of the kind and where they want it."""
        return [
            one
            for one in things
            if one.pool.code == self.pool
            and (not self.things or one.id in self.things)
            and (self.building is None or one.resource.building == self.building)
            and (self.floor is None or one.resource.floor == self.floor)
        ]

    def span(self) -> tuple[datetime, datetime]:
        assert self.starts is not None
        assert self.ends is not None
        return datetime.fromisoformat(self.starts), datetime.fromisoformat(self.ends)

    def _is_of(self, things: list[Thing], kind: str) -> bool:
        """Whether it is of that kind: what is borrowed is itself what it is called."""
        return any(one.pool.code == self.pool and one.pool.kind == kind for one in things)

    def _usual_kind(self, text: str, things: list[Thing]) -> str | None:
        """A room, where people want to sit together and name no kind; a hall, where they are too
        many for one. None where that is no single kind."""
        shown = self.headcount or features.named_in(text) or reading.is_for_a_room(text)
        if not (shown or (self.knows_when and not reading.is_for_play(text))):
            return None
        for kind in ("room", "hall"):
            pools = {one.pool.code for one in things if one.pool.kind == kind}
            largest = max(
                (one.resource.capacity or 0 for one in things if one.pool.kind == kind), default=0
            )
            if len(pools) == 1 and largest >= (self.headcount or 0):
                return next(iter(pools))
        return None

    def _by_place(self, turn: Turn, things: list[Thing]) -> list[int]:
        """A room that is named by where it is; a building or a floor alone narrows the choice."""
        place = turn.said.value("location") or {}
        building, floor, room = (place.get(name) for name in ("building", "floor", "room"))
        if room is not None:
            return [
                one.id
                for one in things
                if one.resource.room == str(room) and building in {None, one.resource.building}
            ]
        self.building = building or self.building
        self.floor = floor if floor is not None else self.floor
        return []


def _borrowed(text: str, things: list[Thing]) -> list[int]:
    """What can be borrowed and is called by what it does: "borrow a beamer"."""
    wanted = features.named_in(text) if reading.borrows(text) else frozenset()
    return [one.id for one in naming.lent_for(wanted, things)]


async def drop(turn: Turn) -> list[str]:
    """What is dropped, in the tenant's words."""
    return [turn.text("dropped-booking")] if await is_under_way(turn) else []


async def is_under_way(turn: Turn) -> bool:
    return bool(turn.slots.get(GOES_ON))
