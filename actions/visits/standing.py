"""What stands of visits when a message of acts comes: the draft, visits, what was given up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists

from actions.kit.drafted import Drafted
from actions.kit.standing import PARK, PERSON, SINCE
from actions.kit.turn import Turn
from actions.visits import view, visits
from actions.visits.acting_fields import FIELD_OF, fields_of
from actions.visits.draft import GIVEN_UP, GOES_ON, VisitDraft
from models.visits import Visit
from services.acts.state import RECENT, Standing, Thing
from services.acts.values import What
from services.texts import say
from services.visits.amending import AMENDABLE, may_restore
from services.visits.of_people import are_spoken_of, spoken_of

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


IS_THERE = exists().where(are_spoken_of(PARK, PERSON, since=SINCE))
"""Whether `read` finds any."""


async def read(turn: Turn) -> Sequence[Thing]:
    """Visits that are open or were touched within RECENT."""
    found = await spoken_of(
        turn.session,
        turn.park_id,
        turn.conversation.person_id,
        since=turn.now - RECENT,
        limit=LOOKED_AT,
    )
    return [thing(turn, visit) for visit in found]


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


def _titles(held: VisitDraft) -> dict[str, Any]:
    """What a draft is called: by who comes, if that is known."""
    titles = {}
    for language in ("zh", "en"):
        names = ("、" if language == "zh" else ", ").join(held.names)
        titles[language] = say(language, "act-draft-visit", names=names or "none")
    return titles


DRAFTED = Drafted(
    what=What.VISIT,
    id=DRAFT_ID,
    given_up_id=GIVEN_UP_ID,
    given_up=GIVEN_UP,
    goes_on=GOES_ON,
    draft=VisitDraft,
    title=_titles,
    fields=fields_of,
    asks_for=FIELD_OF,
)
