"""What stands of repairs when a message of acts comes: the draft, tickets, what was given up."""

from collections.abc import Mapping, Sequence

from actions.kit.drafted import Drafted
from actions.kit.standing import PARK, PERSON, SINCE
from actions.kit.turn import Turn
from actions.repair import asked_about, outcome, tickets
from actions.repair.acting_fields import FIELD_OF, fields_of, fields_of_ticket
from actions.repair.draft import GIVEN_UP, GOES_ON, RepairDraft
from models.tickets import Ticket
from services.acts.state import RECENT, Standing, Thing
from services.acts.values import What
from services.park import places
from services.repair import repair, withdrawing
from services.texts import say
from services.tickets.tickets import ACTIONS, OPEN

DRAFT_ID, GIVEN_UP_ID = "repair-draft", "repair-given-up"
LOOKED_AT = 20
ASKS: Mapping[str, str | None] = {
    "problem": "description",
    "location": "place",
    outcome.ASKED: None,
    tickets.CANCEL_ASKED: None,
    "ticket": None,
}
"""What our questions expect, with the field that answers each."""


IS_THERE = repair.spoken_of(PARK, PERSON, since=SINCE)
"""Whether `read` finds any."""


async def read(turn: Turn) -> Sequence[Thing]:
    """Tickets that are open or that something happened to within RECENT."""
    person = turn.conversation.person_id
    found = await repair.mine(turn.session, turn.park_id, person, limit=LOOKED_AT)
    spoken_of = [one for one in found if one.kind == "repair" and _is_near(turn, one)]
    back = await withdrawing.restorable(turn.session, spoken_of, person, now=turn.now)
    names = {
        language: await places.building_names(turn.session, turn.park_id, language)
        for language in (("zh", "en") if spoken_of else ())
    }
    return [_thing(turn, one, names, restorable=one.id in back) for one in spoken_of]


def _is_near(turn: Turn, ticket: Ticket) -> bool:
    lately = turn.now - ticket.updated_at <= RECENT
    return lately or ticket.status in OPEN or ticket.status == "resolved"


def _thing(
    turn: Turn, ticket: Ticket, names: Mapping[str, Mapping[str, str]], *, restorable: bool
) -> Thing:
    title = {
        language: " · ".join(
            filter(
                None,
                (
                    say(language, f"category-{ticket.category}"),
                    places.describe(ticket, names[language], language),
                ),
            )
        )
        for language in ("zh", "en")
    }
    return Thing(
        what=What.REPAIR,
        standing=Standing.DROPPED if ticket.status == "cancelled" else Standing.MADE,
        id=f"ticket:{ticket.id}",
        number=ticket.ticket_no,
        title=title,
        fields=fields_of_ticket(ticket),
        touched_at=max(ticket.created_at, ticket.updated_at),
        may=frozenset({"restore", "ask"}) if restorable else _may(turn, ticket),
        status=ticket.status,
        serial=ticket.id,
    )


def _may(turn: Turn, ticket: Ticket) -> frozenset[str]:
    """Who only follows a ticket adds to it and urges it."""
    mine = ticket.person_id == turn.conversation.person_id
    may = {"ask"}
    if ticket.status in OPEN:
        may |= {"give", "urge"} | ({"correct"} if mine else set())
    if mine and ticket.status in ACTIONS["cancel"].sources:
        may.add("cancel")
    if mine and ticket.status in ACTIONS["confirm"].sources:
        may.add("confirm")
    return frozenset(may)


def _titles(held: RepairDraft) -> dict[str, str]:
    return {
        language: say(language, "repair-draft", category=say(language, f"category-{held.category}"))
        for language in ("zh", "en")
    }


class _Drafted(Drafted[RepairDraft]):
    """With what was asked about, whether it is a danger: it is kept beside the draft."""

    __slots__ = ()

    def things(self, turn: Turn) -> Sequence[Thing]:
        return [*Drafted.things(self, turn), *asked_about.things(turn)]


DRAFTED = _Drafted(
    what=What.REPAIR,
    id=DRAFT_ID,
    given_up_id=GIVEN_UP_ID,
    given_up=GIVEN_UP,
    goes_on=GOES_ON,
    draft=RepairDraft,
    title=_titles,
    fields=lambda held, _zone: fields_of(held),
    asks_for=FIELD_OF,
)
