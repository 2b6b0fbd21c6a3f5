"""What a tenant has told of a repair that is not reported yet. It lives in one Rasa slot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from actions.kit import given_up
from actions.kit.draft import Draft
from actions.kit.said import Said
from actions.kit.turn import Turn
from services.park.places import can_be_found
from times.standing import Standing

FORM, GOES_ON, DRAFT = "repair_form", "repair", "repair_draft"
"""The form; the slot by which the rules know whether it goes on; the slot that holds the draft."""
GIVEN_UP = "repair_given_up"
"""The slot that remembers a draft that was given up."""
FIELDS = PROBLEM, LOCATION = "repair_problem", "repair_location"

OPENERS = (
    "action_report_repair", "action_complain", "action_ask_human", "action_out_of_scope",
    "action_faq", "action_danger",
)  # fmt: skip
"""Actions that begin a report: all but the first, of danger, whatever else it was heard as."""

CRITICAL = "critical"
RANK = ("low", "normal", "urgent", "critical")
LONGEST = 2_000
_ROUGHLY = {"elevator", "landscaping"}


@dataclass(slots=True)
class RepairDraft(Draft):
    SLOT: ClassVar[str] = DRAFT
    FIELDS: ClassVar[tuple[str, ...]] = FIELDS
    LATER: ClassVar[frozenset[str]] = frozenset({"phone", "others", "told", "meeting", "until"})

    words: str = ""
    """What is broken, as it was said, without the address and the number that are told besides."""
    told: str = ""
    """The messages that say so, whole."""
    category: str = "other"
    urgency: str = "normal"
    place: dict[str, Any] = field(default_factory=dict)
    preferred: list[str] = field(default_factory=list)
    """From, and until if that was named, as ISO times."""
    hour_over: str | None = None
    """The hour that was said and is over today, on no day that was named: "09:00"."""
    vague: bool = False
    """The tenant cannot say it any more exactly where."""
    ticket_no: str | None = None
    """In danger the ticket is opened first and completed afterwards."""
    phone: str | None = None
    """Of whoever is there, if it is not the tenant's."""
    meeting: str | None = None
    """The number of what goes on where it is broken, such as a booking."""
    until: str | None = None
    """Until when that goes on."""
    others: list[dict[str, Any]] = field(default_factory=list)
    """Drafts of further faults, each a ticket of its own, at this place unless they name one."""

    def missing(self) -> list[str]:
        """What is still to be asked, in order."""
        found = self.vague or can_be_found(self.place, roughly=self._roughly)
        return [*([] if self.words else [PROBLEM]), *([] if found else [LOCATION])]

    def keep_told(self, message: str) -> None:
        """Keep a message as it was written: nothing of it is lost with what is left out."""
        if message.strip() and message.strip() not in self.told:
            self.told = "\n".join(filter(None, (self.told, message.strip())))[:LONGEST]

    @property
    def _roughly(self) -> bool:
        """A building has few lifts; and in danger nobody is kept from running by more questions."""
        return self.urgency == CRITICAL or self.category in _ROUGHLY

    def hear(self, said: Said, now: datetime) -> None:
        """Take what a message says of the repair. `now`: on the park's clock."""
        if names_problem(said):
            self.words = "\n".join(filter(None, (self.words, said.text)))[:LONGEST]
        if self.category == "other":
            self.category = said.value("repair_category") or "other"
        urgency = said.value("urgency") or "normal"
        if self.urgency == "normal" or RANK.index(urgency) > RANK.index(self.urgency):
            self.urgency = urgency
        self.hear_location(said)
        self._hear_time(said, now)

    def hear_location(self, said: Said) -> None:
        """Take a place that is named."""
        for entity in said.entities:
            if entity["entity"] == "location":
                self._put(entity["value"])

    def hear_place(self, said: Said) -> None:
        """Take an answer to "where?" that names no place by the rules, as it was said."""
        self.vague = True
        if not is_vague(said):
            self.place["place"] = said.text[:80]

    def _put(self, place: Mapping[str, Any]) -> None:
        """What is named anew replaces what was known; another building, all of it."""
        said = {name: value for name, value in place.items() if value is not None}
        known = self.place.get("building")
        moved = known is not None and said.get("building", known) != known
        self.place = said if moved else self.place | said

    def _hear_time(self, said: Said, now: datetime) -> None:
        meant = said.meant(self._standing(now), now)
        if meant is None or not said.says("comes"):
            return
        when = meant.said
        self.hour_over = f"{when.starts:%H:%M}" if meant.past and when.is_moment else None
        if meant.past or meant.lacks == "day":
            return
        if when.starts >= now or when.bound == "before":
            ends = [] if when.is_moment else [when.ends]
            self.preferred = [moment.isoformat() for moment in (when.starts, *ends)]

    def _standing(self, now: datetime) -> Standing:
        """The day that was said before, of an hour that is said now."""
        if not self.preferred:
            return Standing()
        return Standing(datetime.fromisoformat(self.preferred[0]).astimezone(now.tzinfo).date())

    @property
    def preferred_times(self) -> tuple[datetime, datetime | None] | None:
        times = [datetime.fromisoformat(iso) for iso in self.preferred or ()]
        return (times[0], times[1] if times[1:] else None) if times else None


async def drop(turn: Turn) -> list[str]:
    """What is dropped, in the tenant's words: a report, unless danger has made it a ticket."""
    if not turn.slots.get(GOES_ON) or (draft := RepairDraft.of(turn)).ticket_no is not None:
        return []
    turn.remember(GIVEN_UP, given_up.kept(turn, draft.stored()))
    return [turn.text("dropped-repair")]


async def tell_kept(turn: Turn) -> None:
    """That the ticket of a danger stays."""
    ticket_no = RepairDraft.of(turn).ticket_no
    if ticket_no is not None:
        turn.tell(turn.text("repair-stays", ticket_no=ticket_no), ticket_no=ticket_no)


async def is_under_way(turn: Turn) -> bool:
    return bool(turn.slots.get(GOES_ON))


def names_problem(said: Said) -> bool:
    """Whether a report says more than that there is one: "报修" alone does not."""
    if said.pressed:
        return False
    if (said.value("repair_category") or "other") != "other" or said.value("urgency") == CRITICAL:
        return True
    return not said.says("only_asks")


def is_vague(said: Said) -> bool:
    """Whether an answer to "where?" says that it cannot be said, or that it is everywhere."""
    return said.says("unsure", "everywhere")
