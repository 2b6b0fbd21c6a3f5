"""Guests of a meeting: registered with it, by whoever holds it."""

from collections.abc import Sequence

from actions.kit.turn import Turn
from actions.visits import settling, view
from actions.visits.draft import VisitDraft
from models.people import Person
from models.visits import Visit
from services.kit.gatherings import Gathering
from services.texts import when
from services.visits import gathered
from services.visits.facts import Guests


async def register(turn: Turn, gathering: Gathering, names: Sequence[str], count: int) -> str:
    """What became of it, with the pass; what it was registered for stands either way."""
    visit = await _register(turn, gathering, names, count)
    return visit if isinstance(visit, str) else await view.registered(turn, visit)


async def each(turn: Turn, those: Sequence[Gathering], names: Sequence[str], count: int) -> str:
    """A visit for every time, each with a pass of its own; times that are refused are named with
    the reason."""
    lines: list[str] = []
    refused: dict[str, list[str]] = {}
    registered = 0
    for one in those:
        day = when.day(one.starts_at, turn.language, turn.now, turn.zone)
        visit = await _register(turn, one, names, count)
        if isinstance(visit, str):
            refused.setdefault(visit, []).append(day)
            continue
        registered += 1
        url = await view.pass_url(turn, visit)
        lines.append(
            turn.text("visit-each-time", day=day, number=visit.visit_no, url=url or "none")
        )
    joint = {"zh": "、", "en": ", "}[turn.language]
    head = turn.text("visit-each", names=joint.join(names) or "none", count=registered)
    failed = [f"{joint.join(days)}: {why}" for why, days in refused.items()]
    return "\n".join([*([head, *lines] if registered else []), *failed])


async def _register(
    turn: Turn, gathering: Gathering, names: Sequence[str], count: int
) -> Visit | str:
    """The visit, or why there is none."""
    host = await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id))
    guests = Guests(
        names=list(names) or [turn.text("visit-unnamed")], headcount=max(count, len(names), 1)
    )
    try:
        async with turn.session.begin_nested():
            return await gathered.register(
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
