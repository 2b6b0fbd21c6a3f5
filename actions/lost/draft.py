"""What a tenant has told of a thing that is not registered yet. It lives in one Rasa slot."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from actions.kit.draft import Draft
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.lost import times
from actions.lost.times import When
from services.lost import kinds
from services.lost.facts import LONGEST, Facts

FORM, GOES_ON, DRAFT = "lost_form", "lost", "lost_draft"
"""The form; the slot by which the rules know whether it goes on; the slot that holds the draft."""
FIELDS = WHAT, WHERE, WHEN, MARK = "lost_what", "lost_where", "lost_when", "lost_mark"
OPENERS = frozenset({"action_report_lost", "action_track_lost"})
LEAVER = "action_leave_lost"
"""The actions before the form and after it: they have had a message that the form sees again."""


@dataclass(slots=True)
class LostDraft(Draft):
    SLOT: ClassVar[str] = DRAFT
    FIELDS: ClassVar[tuple[str, ...]] = FIELDS

    kind: str = "lost"
    words: list[str] = field(default_factory=list)
    """What was said of the thing, as it was said."""
    category: str | None = None
    colour: str | None = None
    what_asked: bool = False
    """What it is was asked for: the answer counts, whether we know such a thing or not."""
    place: dict[str, Any] = field(default_factory=dict)
    where_known: bool = False
    """They told where, or cannot."""
    when: list[str] | None = None
    mark: str | None = None
    mark_known: bool = False
    phone: str | None = None

    def missing(self) -> list[str]:
        """What is still to be asked, in order. A finder is asked for less: they do us a favour."""
        is_lost = self.kind == "lost"
        lacking = {
            WHAT: self.category is None and not (self.what_asked and self.words),
            WHERE: not self.place and not self.where_known,
            WHEN: is_lost and self.when is None,
            MARK: is_lost and not self.mark_known,
        }
        return [name for name in FIELDS if lacking[name]]

    def hear(self, said: Said, now: datetime) -> None:
        """Take what a message says besides the answer that was asked for. Raises ValueError for a
        time that has not come yet; all the rest is taken."""
        self.category = self.category or kinds.category_of(said.text)
        self.colour = self.colour or kinds.colour_of(said.text)
        self.phone = said.value("phone") or self.phone
        if (place := said.value("location")) is not None:
            told = {name: value for name, value in place.items() if value is not None}
            self.place = told if said.corrects else self.place | told
        if (when := times.heard(said, now)) is not None:
            self.when = when.stored()

    def facts(self, now: datetime, unnamed: str) -> Facts:
        """`unnamed`: what the thing is called where they said nothing of it."""
        when = When.of(self.when) if self.when is not None else times.lately(now)
        return Facts(
            kind=self.kind,
            category=self.category or "other",
            description="；".join(self.words)[:LONGEST] or unnamed,
            from_at=when.first,
            until_at=when.last,
            colour=self.colour,
            mark=self.mark[:LONGEST] if self.mark else None,
            phone=self.phone,
            place=self.place,
        )


async def drop(turn: Turn) -> list[str]:
    """What is dropped, in the tenant's words."""
    return [turn.text("dropped-lost")] if await is_under_way(turn) else []


async def is_under_way(turn: Turn) -> bool:
    return bool(turn.slots.get(GOES_ON))
