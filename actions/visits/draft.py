"""What a tenant has told of a visit that is not registered yet. It lives in one Rasa slot."""

import re
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, ClassVar

from actions.kit.draft import Draft
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.visits.names import names_in, said_as_names
from actions.visits.times import VisitTimes
from models.visits import Visit
from services.visits.visits import Guests

FORM, GOES_ON, DRAFT = "visitor_form", "visit", "visit_draft"
"""The form; the slot by which the rules know whether it goes on; the slot that holds the draft."""
FIELDS = TIME, NAMES, PLATE, HEADCOUNT = (
    "visit_time", "visit_names", "visit_plate", "visit_headcount",
)  # fmt: skip
OPENER, LEAVER = "action_register_visitor", "action_leave_visitor"
"""The actions before the form and after it: they have had a message that the form sees again."""
ABOUT_VISITS = {
    "time", "period", "visitor_name", "visit_reason", "phone", "plate", "location",
}  # fmt: skip
PEOPLE = "位"

_MOST_NAMES, _REASON_LENGTH = 20, 100
_ADDS = re.compile(r"再|另外|还有|加|\b(?:more|another|also|plus|too)\b", re.IGNORECASE)
_LEADS = re.compile(r"(?:带[着了]?|\bwith|\bbring(?:s|ing)?)\s*$", re.IGNORECASE)
"""王总带两个人 are three."""
_NO_REASON = re.compile(r"^(?:(?:to )?(?:see|visit|meet) (?:me|us)|[找见看]我们?)?$", re.IGNORECASE)
"""What every visitor comes for."""
_PLATE_LIKE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-Z][\s.·•・-]?[A-Z0-9]{2,9}"
    r"|(?:车牌[号码]{0,2}\s?[是为:：]?|\bplate(?: number| no\.?)?(?: is|:)?)\s?"
    r"(?P<said>(?=[A-Z·-]*\d)[A-Z0-9][A-Z0-9·-]{3,9})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class VisitDraft(Draft):
    SLOT: ClassVar[str] = DRAFT
    FIELDS: ClassVar[tuple[str, ...]] = FIELDS

    names: list[str] = field(default_factory=list)
    nameless: bool = False
    """The tenant does not know it either."""
    headcount: int | None = None
    too_many: bool = False
    """More people were named than may come at once."""
    phone: str | None = None
    plate: str | None = None
    odd_plate: str | None = None
    """What was said for a plate and looks like half of one."""
    plate_insisted: bool = False
    reason: str | None = None
    place: dict[str, Any] = field(default_factory=dict)
    times: dict[str, str | None] = field(default_factory=lambda: VisitTimes().stored())

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
            reason=visit.reason,
            place={
                name: getattr(visit, name)
                for name in ("building", "floor", "room", "place")
                if getattr(visit, name) is not None
            },
            times=VisitTimes.of_visit(visit, zone).stored(),
        )

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
            reason=self.reason,
        )

    def hear(self, said: Said, zone: tzinfo) -> None:
        """Take what a message says of the visit; what it corrects is replaced."""
        times = self.when
        times.hear(said, zone)
        self.times = times.stored()
        self._hear_names(names_in(said), said)
        self._hear_headcount(said)
        self.phone = said.value("phone") or self.phone
        reason = str(said.value("visit_reason") or "")[:_REASON_LENGTH]
        self.reason = self.reason if _NO_REASON.search(reason) else reason
        self._hear_plate(said)
        if (place := said.value("location")) is not None:
            told = {name: value for name, value in place.items() if value is not None}
            moved = told.get("building") not in (None, self.place.get("building"))
            self.place = told if moved else self.place | told

    def hear_names(self, said: Said) -> None:
        """Take an answer to "who?" in which nothing else was found, as it was said."""
        self._hear_names(said_as_names(said, ABOUT_VISITS), said)

    def _hear_names(self, names: list[str], said: Said) -> None:
        if names and said.corrects and not _ADDS.search(said.text):
            self.names = []
        self.names = list(dict.fromkeys([*self.names, *names]))[:_MOST_NAMES]

    def _hear_headcount(self, said: Said) -> None:
        for entity in said.entities:
            if entity["entity"] == "quantity" and entity.get("unit") == PEOPLE:
                self._count(int(entity["value"]), said, said.text[: entity.get("start", 0)])

    def _count(self, people: int, said: Said, before: str) -> None:
        """ "A visitor" is no count; "one more" and "with two others" add to what is known."""
        known = max(self.headcount or 0, len(self.names))
        if _LEADS.search(before):
            self.headcount = max(known, 1) + people
        elif self.headcount is not None and _ADDS.search(said.text):
            self.headcount += people
        elif people > 1 or self.headcount is None or said.corrects:
            self.headcount = people
        self.too_many = False

    def _hear_plate(self, said: Said) -> None:
        if (plate := said.value("plate")) is not None:
            self.plate, self.odd_plate = str(plate), None
        elif (found := _PLATE_LIKE.search(said.text)) is not None:
            self.doubt_plate(found["said"] or found[0])

    def doubt_plate(self, words: str) -> None:
        """Ask for it once more; who says it twice means it."""
        if self.plate_insisted:
            self.plate, self.odd_plate = words, None
        else:
            self.odd_plate = words


async def drop(turn: Turn) -> list[str]:
    """What is dropped, in the tenant's words."""
    return [turn.text("dropped-visit")] if await is_under_way(turn) else []


async def is_under_way(turn: Turn) -> bool:
    return bool(turn.slots.get(GOES_ON))


def tells_of_visit(said: Said) -> bool:
    """Whether a message says anything that a visit is made of."""
    return any(
        e["entity"] in ABOUT_VISITS or (e["entity"] == "quantity" and e.get("unit") == PEOPLE)
        for e in said.entities
    )
