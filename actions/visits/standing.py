"""What stands of visits when a message of acts comes: the draft, visits, what was given up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actions.kit.given_up import GivenUp
from actions.kit.turn import Turn
from actions.visits import view, visits
from actions.visits.acting_fields import FIELD_OF, fields_of
from actions.visits.draft import GIVEN_UP, VisitDraft, is_under_way
from models.visits import Visit
from services.acts.state import RECENT, Standing, Thing
from services.acts.values import What
from services.texts import say
from services.visits.amending import AMENDABLE, may_restore
from services.visits.of_people import spoken_of

DRAFT_ID, GIVEN_UP_ID = "visit-draft", "visit-given-up"
LOOKED_AT = 20
ASKS = {
    "time": "when",
    "names": "names",
    "plate": "plate",
    "headcount": "headcount",
    view.CHANGE: None,
    visits.CANCEL_ASKED: None,
    "visit": None,
}
"""What our questions expect, with the field that answers each."""
_MAY: dict[str, frozenset[str]] = {
    **dict.fromkeys(AMENDABLE, frozenset({"give", "correct", "cancel", "ask"})),
    "checked_in": frozenset({"ask"}),
}


async def read(turn: Turn) -> Sequence[Thing]:
    """The draft; visits that are open or were touched within RECENT; a draft that was given up."""
    found = await spoken_of(
        turn.session,
        turn.park_id,
        turn.conversation.person_id,
        since=turn.now - RECENT,
        limit=LOOKED_AT,
    )
    drafts = [draft(turn)] if await is_under_way(turn) else []
    dropped = _given_up(turn)
    return [*drafts, *(thing(turn, visit) for visit in found), *dropped]


def draft(turn: Turn) -> Thing:
    held = VisitDraft.of(turn)
    return Thing(
        what=What.VISIT,
        standing=Standing.DRAFT,
        id=DRAFT_ID,
        title=_titles("act-draft-visit", held),
        fields=fields_of(held, turn.zone),
        missing=tuple(FIELD_OF[name] for name in held.missing()),
        touched_at=turn.now,
        may=frozenset({"give", "correct", "confirm", "give_up"}),
    )


def thing(turn: Turn, visit: Visit) -> Thing:
    known = VisitDraft.of_visit(visit, turn.zone, unnamed=turn.text("visit-unnamed"))
    restorable = may_restore(visit, turn.now)
    return Thing(
        what=What.VISIT,
        standing=Standing.DROPPED if visit.status == "cancelled" else Standing.MADE,
        id=f"visit:{visit.id}",
        number=visit.visit_no,
        title={language: view.title(turn, visit, language) for language in ("zh", "en")},
        fields=fields_of(known, turn.zone),
        touched_at=_touched_at(visit),
        may=frozenset({"restore"}) if restorable else _MAY.get(visit.status, frozenset({"ask"})),
        status=visit.status,
        serial=visit.id,
    )


def _touched_at(visit: Visit) -> datetime:
    return max(visit.created_at, visit.updated_at)


def _given_up(turn: Turn) -> Sequence[Thing]:
    given_up = GivenUp.of(turn, GIVEN_UP)
    if given_up is None:
        return ()
    held = VisitDraft.from_stored(given_up.draft)
    dropped = Thing(
        what=What.VISIT,
        standing=Standing.DROPPED,
        id=GIVEN_UP_ID,
        title=_titles("act-draft-visit", held),
        fields=fields_of(held, turn.zone),
        touched_at=given_up.at,
        may=frozenset({"restore"}),
    )
    return (dropped,)


def _titles(key: str, held: VisitDraft) -> dict[str, Any]:
    """What a draft is called: by who comes, if that is known."""
    titles = {}
    for language in ("zh", "en"):
        names = ("、" if language == "zh" else ", ").join(held.names)
        titles[language] = say(language, key, names=names or "none")
    return titles
