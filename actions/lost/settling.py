"""Registering what is complete, and saying why it cannot be."""

from actions.kit.turn import Turn
from actions.lost import photos, view
from actions.lost.draft import LostDraft
from models.people import Person
from services.kit.errors import Invalid
from services.lost import lost


async def settle(turn: Turn, draft: LostDraft) -> bool:
    """Register what is complete; whether that is settled, one way or the other.

    A time that cannot be is said and taken out of the draft, so that it is asked for.
    """
    unnamed = turn.text("lost-category-other")
    person = await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id))
    try:
        item = await lost.report(
            turn.session,
            person,
            draft.facts(turn.now, unnamed),
            conversation=turn.conversation,
            now=turn.now,
        )
    except lost.TooManyOpen as refused:
        limit = refused.details["limit"]
        turn.tell(turn.text("lost-too-many", limit=limit, phone=turn.park.desk_phone))
        return True
    except Invalid as invalid:
        if invalid.details.get("field") != "period":
            raise
        turn.tell(turn.text("lost-time-odd"))
        draft.when = None
        return draft.kind == "found"
    await photos.attach_loose(turn, item)
    turn.tell(await view.registered(turn, item), **view.data(item))
    return True
