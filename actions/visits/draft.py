"""What a tenant has told of a visit that is not registered yet. It lives in one Rasa slot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, ClassVar

from actions.kit import given_up
from actions.kit.draft import Draft
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.visits.times import VisitTimes
from models.visits import Visit
from services.visits.visits import Guests

FORM, GOES_ON, DRAFT = "visitor_form", "visit", "visit_draft"
"""The form; the slot by which the rules know whether it goes on; the slot that holds the draft."""
GIVEN_UP = "visit_given_up"
"""The slot that remembers a draft that was given up."""
FIELDS = TIME, NAMES, PLATE, HEADCOUNT = (
    "visit_time", "visit_names", "visit_plate", "visit_headcount",
)  # fmt: skip
OPENER, LEAVER = "action_register_visitor", "action_leave_visitor"
"""The actions before the form and after it: they have had a message that the form sees again."""
ABOUT_VISITS = {
    "time", "period", "shift", "visitor_name", "visit_reason", "phone", "plate", "location",
    "headcount", "plate_like",
}  # fmt: skip
PEOPLE = "位"

MOST_NAMES, _NAME_LENGTH, _REASON_LENGTH = 20, 40, 100
_SIGNS = {"plus": 1, "minus": -1}


@dataclass(slots=True)
class VisitDraft(Draft):
    SLOT: ClassVar[str] = DRAFT
    FIELDS: ClassVar[tuple[str, ...]] = FIELDS
    LATER: ClassVar[frozenset[str]] = frozenset(
        {"company", "others", "more_plates", "odd_is_further"}
    )

    names: list[str] = field(default_factory=list)
    nameless: bool = False
    """The tenant does not know it either."""
    headcount: int | None = None
    too_many: bool = False
    """More people were named than may come at once."""
    phone: str | None = None
    plate: str | None = None
    more_plates: list[str] = field(default_factory=list)
    """Of further cars."""
    odd_plate: str | None = None
    """What was said for a plate and looks like half of one."""
    odd_is_further: bool = False
    """It is of one more car than those that are known."""
    plate_insisted: bool = False
    reason: str | None = None
    place: dict[str, Any] = field(default_factory=dict)
    times: dict[str, str | None] = field(default_factory=lambda: VisitTimes().stored())
    company: str | None = None
    """Where they come from."""
    others: list[dict[str, Any]] = field(default_factory=list)
    """Drafts of further visits, each asked for when this one is registered or given up."""

    @classmethod
    def of_visit(cls, visit: Visit, zone: tzinfo, *, unnamed: str) -> "VisitDraft":
        """What would be registered as this visit; `unnamed` as in `guests`."""
        nameless = list(visit.names) == [unnamed]
        return cls(
            names=[] if nameless else list(visit.names),
            nameless=nameless,
            headcount=visit.headcount,
            phone=visit.phone,
            plate=visit.plate,
            more_plates=list(visit.more_plates),
            reason=visit.reason,
            company=visit.visitor_company,
            place={
                name: getattr(visit, name)
                for name in ("building", "floor", "room", "place")
                if getattr(visit, name) is not None
            },
            times=VisitTimes.of_visit(visit, zone).stored(),
        )

    @property
    def plates(self) -> list[str]:
        """Of all cars that are known."""
        return [*([self.plate] if self.plate else []), *self.more_plates]

    @plates.setter
    def plates(self, known: Sequence[str]) -> None:
        """Each once; none of them waits to be said again."""
        cars = list(dict.fromkeys(known))
        self.plate, self.more_plates = cars[0] if cars else None, cars[1:]
        self.odd_plate, self.odd_is_further = None, False

    @property
    def when(self) -> VisitTimes:
        return VisitTimes.of(self.times)

    def missing(self) -> list[str]:
        """What is still to be asked, in order."""
        lacking = {
            TIME: not self.when.enough,
            NAMES: not self.names and not self.nameless,
            PLATE: self.odd_plate is not None,
            HEADCOUNT: self.too_many,
        }
        return [name for name in FIELDS if lacking[name]]

    def guests(self, unnamed: str) -> Guests:
        """`unnamed`: what they are called where no name is known."""
        names = self.names or [unnamed]
        return Guests(
            names,
            headcount=max(self.headcount or 1, len(names)),
            phone=self.phone,
            plate=self.plate,
            company=self.company,
            reason=self.reason,
            more_plates=self.more_plates,
        )

    def hear(self, said: Said, zone: tzinfo, now: datetime) -> None:
        """Take what a message says of the visit; what it corrects is replaced."""
        times = self.when
        times.hear(said, zone, now)
        self.times = times.stored()
        self._hear_names(said)
        self._hear_headcount(said)
        self.phone = said.value("phone") or self.phone
        self.reason = str(said.value("visit_reason") or "")[:_REASON_LENGTH] or self.reason
        self._hear_plate(said)
        if (place := said.value("location")) is not None:
            told = {name: value for name, value in place.items() if value is not None}
            moved = told.get("building") not in (None, self.place.get("building"))
            self.place = told if moved else self.place | told

    def _hear_names(self, said: Said) -> None:
        told = (str(one["value"]) for one in said.entities if one["entity"] == "visitor_name")
        names = [name[:_NAME_LENGTH] for name in told]
        if names and said.corrects and not said.says("adds"):
            self.names = []
        self.names = list(dict.fromkeys([*self.names, *names]))[:MOST_NAMES]

    def _hear_headcount(self, said: Said) -> None:
        """ "One more" and "with two others" add to who is known."""
        counted = [one for one in said.entities if one["entity"] == "headcount"]
        for entity in counted:
            people, known = int(entity["value"]), max(self.headcount or 0, len(self.names), 1)
            sign = _SIGNS.get(str(entity.get("role")))
            self.headcount = people if sign is None else max(known + sign * people, 0)
            self.too_many = False
        for entity in () if counted else said.entities:
            if entity["entity"] == "quantity" and entity.get("unit") == PEOPLE:
                self._count(int(entity["value"]), said)

    def _count(self, people: int, said: Said) -> None:
        """ "A visitor" is no count."""
        if self.headcount is not None and said.says("adds"):
            self.headcount += people
        elif people > 1 or self.headcount is None or said.corrects:
            self.headcount = people
        self.too_many = False

    def _hear_plate(self, said: Said) -> None:
        told = [e for e in said.entities if e["entity"] == "plate"]
        old = [str(e["value"]) for e in told if e.get("role") == "old"]
        if new := [str(e["value"]) for e in told if e.get("role") != "old"]:
            self.take_plates(new, old=old, adds=said.says("adds") and not said.corrects)
        elif (half := said.value("plate_like")) is not None:
            self.doubt_plate(str(half))

    def take_plates(self, told: Sequence[str], *, old: Sequence[str] = (), adds: bool) -> None:
        """These cars come: besides those that are known, in the place of `old`, or alone."""
        if adds or self.odd_is_further:
            self.plates = [*self.plates, *told]
        elif wrong := [plate for plate in self.plates if plate in old]:
            at = self.plates.index(wrong[0])
            rest = [plate for plate in self.plates if plate not in wrong]
            self.plates = [*rest[:at], *told, *rest[at:]]
        else:
            self.plates = list(told)

    def doubt_plate(self, words: str, *, further: bool = False) -> None:
        """Ask for it once more; who says it twice means it."""
        if self.plate_insisted:
            self.take_plates([words], adds=further)
        else:
            self.odd_plate, self.odd_is_further = words, further or self.odd_is_further


async def drop(turn: Turn) -> list[str]:
    """What is dropped, in the tenant's words."""
    if not await is_under_way(turn):
        return []
    turn.remember(GIVEN_UP, given_up.kept(turn, VisitDraft.of(turn).stored()))
    return [turn.text("dropped-visit")]


async def is_under_way(turn: Turn) -> bool:
    return bool(turn.slots.get(GOES_ON))


def tells_of_visit(said: Said) -> bool:
    """Whether a message says anything that a visit is made of."""
    return any(
        e["entity"] in ABOUT_VISITS or (e["entity"] == "quantity" and e.get("unit") == PEOPLE)
        for e in said.entities
    )
