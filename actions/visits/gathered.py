"""Guests of a meeting: registered with it, by whoever holds it."""

from collections.abc import Sequence

from actions.kit.turn import Turn
from actions.visits import settling, view
from actions.visits.draft import VisitDraft
from models.people import Person
from services.kit.gatherings import Gathering
from services.visits import gathered
from services.visits.facts import Guests


async def register(turn: Turn, gathering: Gathering, names: Sequence[str], count: int) -> str:
    """What became of it, with the pass; what it was registered for stands either way."""
    host = await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id))
    guests = Guests(
        names=list(names) or [turn.text("visit-unnamed")], headcount=max(count, len(names), 1)
    )
    try:
        async with turn.session.begin_nested():
            visit = await gathered.register(
                turn.session,
                host,
                guests,
                gathering,
                conversation=turn.conversation,
                now=turn.now,
            )
    except settling.REFUSALS as refused:
        told = len(turn.utterances)
        settling.tell_refused(turn, VisitDraft(), refused)
        said = [one["text"] for one in turn.utterances[told:]]
        del turn.utterances[told:]
        return "\n".join(said)
    return await view.registered(turn, visit)
