"""Acts on repairs: reported, corrected, urged, called off, brought back, told of; and danger."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.kit.base import Events
from actions.kit.given_up import GivenUp, forget, remember
from actions.kit.places import UNKNOWN, check, describe, drop_unknown
from actions.kit.turn import Turn
from actions.kit.whereabouts import standing_at
from actions.repair import (
    acting_danger,
    appointing,
    asked_about,
    further,
    outcome,
    thread,
    tickets,
    view,
)
from actions.repair.acting_fields import columns, in_words, put, span
from actions.repair.danger_alarm import raise_alarm
from actions.repair.draft import CRITICAL, GIVEN_UP, GOES_ON, RepairDraft, is_under_way
from actions.repair.filing import place_of
from actions.repair.meetings import at_meeting
from actions.repair.reporting import beside, file_all
from actions.repair.standing import DRAFT_ID, GIVEN_UP_ID
from models.tickets import Ticket
from services.acts.acts import Ask, Cancel, Correct, Danger, Give, Start, Urge
from services.acts.chosen import INTENT
from services.acts.resolving import Refusal, Step
from services.acts.state import JUST, RECENT
from services.acts.values import Fields, When
from services.danger import kinds
from services.kit.errors import Conflict
from services.repair import changing, repair, withdrawing
from services.repair.changing import Changed
from services.tickets.tickets import OPEN


async def start(turn: Turn, step: Step) -> Events:
    """Another fault is another ticket: reported at once if it is said what and where, else the
    form asks. While one is being put together already, it waits for its turn."""
    assert isinstance(step.act, Start | Give | Correct)
    return await _begin(turn, step.act.fields)


async def _begin(turn: Turn, said: Fields) -> Events:
    begun = asked_about.with_what_was_asked(turn, put(turn, RepairDraft(), said))
    await drop_unknown(turn, begun)
    if begun.urgency == CRITICAL:
        return await _alarm(turn, said)
    begun.place = begun.place or await _place_of_this_message(turn)
    begun.place = begun.place or await further.place(turn)
    if begun.place and begun.place.get("building") is None:
        begun.place = await _in_the_same_building(turn, begun.place)
    if not await is_under_way(turn):
        await at_meeting(turn, begun)
        begun.place = begun.place or await standing_at(turn)
        events = await _go_on(turn, begun)
        if turn.part_of and begun.words and not turn.utterances:
            what = turn.text(f"category-{begun.category}")
            turn.tell(turn.text("repair-begun", category=what))
        return events
    if not begun.missing():
        await file_all(turn, begun)
        return []
    waiting = RepairDraft.of(turn)
    waiting.others.append(begun.stored())
    turn.tell(turn.text("repair-also", category=turn.text(f"category-{begun.category}")))
    return waiting.events()


async def _alarm(turn: Turn, said: Fields) -> Events:
    """What is reported as critical is a danger, whatever it was read as."""
    act = Danger(kind=kinds.kind_of(said.category or "other"), fields=said)
    return await acting_danger.raise_or_withdraw(turn, Step(act, None, None))


async def _place_of_this_message(turn: Turn) -> dict[str, object]:
    """ "The tap drips and the light is out, both in A-301": where the one before it is."""
    if not turn.utterances and turn.part_of is None:
        return {}  # Nothing was before it.
    before = await repair.newest_here(turn.session, turn.conversation, since=turn.now)
    if before is None:
        return {}
    return {name: value for name, value in place_of(before).items() if value is not None}


async def _in_the_same_building(turn: Turn, place: dict[str, Any]) -> dict[str, Any]:
    """ "And the carpet outside 402": where what was reported just before it is."""
    before = await repair.newest_here(turn.session, turn.conversation, since=turn.now - JUST)
    return place if before is None else beside(place_of(before), place)


async def give(turn: Turn, step: Step) -> Events:
    """More of a repair, or something of it otherwise: of the draft, or of a ticket."""
    assert isinstance(step.act, Give | Correct)
    corrects = isinstance(step.act, Correct)
    if step.thing is None or step.thing.id == asked_about.THING_ID:
        return await _begin(turn, step.act.fields)
    if step.thing.id == DRAFT_ID:
        stood = RepairDraft.of(turn).place
        draft = put(turn, RepairDraft.of(turn), step.act.fields, corrects=corrects)
        await drop_unknown(turn, draft)
        further.take_what_is_known(turn, draft, stood)
        if draft.urgency == CRITICAL and draft.ticket_no is None:
            await raise_alarm(turn, draft)
        return await _go_on(turn, draft)
    ticket = await view.own_or_say(turn, str(step.thing.number))
    if ticket is not None and appointing.speaks_of(turn, ticket, step.act.fields):
        await appointing.move(turn, ticket, step.act.fields)
    elif ticket is not None and _says_nothing(step):
        turn.tell(turn.text("repair-not-changed", ticket_no=ticket.ticket_no), **view.data(ticket))
    elif ticket is not None:
        await _change(turn, ticket, step.act.fields, corrects=corrects)
    return []


def _says_nothing(step: Step) -> bool:
    """Whether all that is said is a time that nothing could be made of, or "the same place" where
    there is none."""
    assert isinstance(step.act, Give | Correct)
    said = step.act.fields
    unread = said.when is not None and said.when == When(words=said.when.words)
    rest = said.given - {"when"} if unread else said.given
    return not rest and (unread or bool(step.unsettled))


async def _change(turn: Turn, ticket: Ticket, said: Fields, *, corrects: bool) -> None:
    values = columns(turn, ticket, said, corrects=corrects)
    try:
        await check(turn, {**place_of(ticket), **values})
    except UNKNOWN as unknown:
        turn.tell(await describe(turn, unknown), **view.data(ticket))
        return
    try:
        changed = await changing.change(
            turn.session,
            turn.conversation,
            ticket,
            values,
            words=await in_words(turn, said),
            adds="\n".join(filter(None, (said.description, said.note))) or None,
            now=turn.now,
        )
    except Conflict:
        turn.tell(await view.line(turn, ticket), **view.data(ticket))
        return
    await _tell_changed(turn, changed, said)


async def _tell_changed(turn: Turn, changed: Changed, said: Fields) -> None:
    ticket = changed.ticket
    about = {
        "ticket_no": ticket.ticket_no,
        "category": view.what(turn, ticket),
        "where": await view.where(turn, ticket),
    }
    match changed.how:
        case "same":
            text = turn.text("repair-stands", **about)
        case "said_more":
            text = turn.text("repair-noted", ticket_no=ticket.ticket_no)
        case "noted" if ticket.status in changing.CORRECTABLE:
            text = turn.text("repair-calmer", ticket_no=ticket.ticket_no)
        case "noted":
            status = await view.status(turn, ticket)
            text = turn.text("repair-correct-late", ticket_no=ticket.ticket_no, status=status)
        case "changed":
            text = "\n".join(_changes(turn, changed, about, said))
    data = view.data(ticket)
    if "urgency" in changed.values and ticket.urgency == CRITICAL:
        numbers = {"emergency": turn.park.emergency_phone, "fire": turn.park.fire_phone}
        promise = await view.promise(turn, ticket)
        text = "\n".join([text, promise, turn.text("repair-alarmed", **numbers)])
        data["phones"] = list(numbers.values())
    turn.tell(text, **data)


def _changes(turn: Turn, changed: Changed, about: dict[str, str], said: Fields) -> list[str]:
    """What has become of the ticket, each said once."""
    ticket, names = changed.ticket, changed.values.keys()
    lines = []
    if names & {"category", "building", "floor", "room", "place"}:
        lines.append(turn.text("repair-corrected", **about))
    if "urgency" in names:
        about_urgency = {"ticket_no": ticket.ticket_no, "urgency": ticket.urgency}
        lines.append(turn.text("repair-raised", **about_urgency))
    if ticket.preferred_from is not None and "preferred_from" in names:
        times = ticket.preferred_from, ticket.preferred_until
        lines.append(turn.text("repair-preferred", when=span(turn, times)))
    if said.phone and "phone" in names:
        lines.append(turn.text("repair-phone", phone=said.phone))
    if "description" in names or not lines:
        lines.append(turn.text("repair-noted", ticket_no=ticket.ticket_no))
    return lines


async def _go_on(turn: Turn, draft: RepairDraft) -> Events:
    """Report what is complete; else the form asks. A further fault is next."""
    if draft.missing():
        return _asks_on(draft)
    following = await file_all(turn, draft)
    return _over() if following is None else _asks_on(following)


def _asks_on(draft: RepairDraft) -> Events:
    return [*draft.events(), SlotSet(GOES_ON, True)]


def _over() -> Events:
    return [*RepairDraft.cleared(), SlotSet(GOES_ON, False)]


async def urge(turn: Turn, step: Step) -> Events:
    ticket = None if step.thing is None else await view.own_or_say(turn, str(step.thing.number))
    if ticket is not None:
        await tickets.urge(turn, ticket)
        await thread.add(turn, ticket)
    return []


async def confirm(turn: Turn, step: Step) -> Events:
    """It is fixed. Nothing of a draft waits for a yes."""
    if step.thing is None or step.thing.number is None:
        return []
    ticket = await view.reported_or_say(turn, step.thing.number)
    if ticket is not None:
        await outcome.confirm(turn, ticket)
    return []


async def give_up(turn: Turn, step: Step) -> Events:
    """Put the draft away; it can come back for a while. A ticket is called off."""
    if step.thing is not None and step.thing.id != DRAFT_ID:
        return await cancel(turn, step)
    draft = RepairDraft.of(turn)
    if draft.ticket_no is not None:
        turn.tell(turn.text("repair-stays", ticket_no=draft.ticket_no), ticket_no=draft.ticket_no)
        return _over()
    turn.tell(turn.text("repair-dropped"))
    return [*_over(), *remember(turn, GIVEN_UP, draft.stored())]


def _is_well(turn: Turn) -> bool:
    """Whether it says in so many words that all is well, or that nobody has to come."""
    manners = (one for one in turn.said.entities if one["entity"] == "manner")
    return any(one["value"] == "well" for one in manners)


async def cancel(turn: Turn, step: Step) -> Events:
    """Call off what was reported lately and is plainly well again, which can be taken back; of what
    was reported before that, and where words are only read so, it is asked whether. What danger has
    opened stays."""
    if step.thing is None or step.thing.id == DRAFT_ID:
        return await give_up(turn, step)
    ticket = await view.reported_or_say(turn, str(step.thing.number))
    if ticket is None:
        return []
    plain = turn.said.intent == INTENT or _is_well(turn)
    if plain and turn.now - ticket.created_at <= RECENT:
        await tickets.cancel(turn, ticket)
    else:
        await tickets.ask_whether(turn, ticket)
    return []


async def refuse(turn: Turn, refusal: Refusal) -> bool:
    """Say how a ticket stands that nothing can be done to, or that there is none; False where that
    is said already."""
    act = refusal.act
    if not isinstance(act, Ask | Urge | Cancel):
        return False
    number = act.of.number or (refusal.thing.number if refusal.thing is not None else None)
    if number is None:
        await tickets.tell_none(
            turn, "repair-cancel-none" if isinstance(act, Cancel) else "track-repair-none"
        )
        return True
    named = view.reported_or_say if isinstance(act, Cancel) else view.own_or_say
    ticket = await named(turn, number)
    if ticket is not None and isinstance(act, Cancel):
        await tickets.tell_too_late(turn, ticket)
    elif ticket is not None:
        turn.tell(await view.line(turn, ticket), **view.data(ticket))
    return True


async def ask_whether(turn: Turn, step: Step) -> None:
    """Whether to call off a ticket that was not named."""
    assert step.thing is not None
    ticket = await view.reported_or_say(turn, str(step.thing.number))
    if ticket is not None:
        await tickets.ask_whether(turn, ticket)


async def restore(turn: Turn, step: Step) -> Events:
    """Bring back the draft that was given up, or the ticket that was called off."""
    if step.thing is not None and step.thing.id == GIVEN_UP_ID:
        given_up = GivenUp.of(turn, GIVEN_UP)
        assert given_up is not None
        turn.tell(turn.text("repair-brought-back"))
        draft = RepairDraft.from_stored(given_up.draft)
        return [*await _go_on(turn, draft), *forget(GIVEN_UP)]
    number = None if step.thing is None else step.thing.number
    ticket = None if number is None else await view.reported_or_say(turn, number)
    if ticket is not None:
        await _restore(turn, ticket)
    return []


async def _restore(turn: Turn, ticket: Ticket) -> None:
    person = turn.conversation.person_id
    try:
        ticket = await withdrawing.restore(turn.session, ticket, person, now=turn.now)
    except Conflict:
        status = await view.status(turn, ticket)
        text = turn.text("repair-restore-late", ticket_no=ticket.ticket_no, status=status)
        turn.tell(text, **view.data(ticket))
        return
    text = turn.text(
        "repair-restored",
        ticket_no=ticket.ticket_no,
        category=view.what(turn, ticket),
        where=await view.where(turn, ticket),
    )
    turn.tell(text, **view.data(ticket))


async def status(turn: Turn, step: Step) -> Events:
    """How far a repair is, and when somebody comes; without one that is named, those that go on."""
    assert isinstance(step.act, Ask)
    ticket = None
    ongoing = step.thing is not None and step.thing.status in tickets.ONGOING
    names = step.act.of.number is not None or step.act.of.ref is not None
    if step.thing is not None and step.thing.number is not None and (ongoing or names):
        ticket = await view.own_or_say(turn, step.thing.number)
        if ticket is None:
            return []
    if ticket is None:
        await tickets.tell_ongoing(turn)
        return []
    said = [await view.line(turn, ticket)]
    if (comes := await view.appointment(turn, ticket)) is not None:
        said.append(comes)
    elif ticket.status in OPEN and ticket.respond_by is not None:
        said.append(await view.promise(turn, ticket))
    turn.tell("\n".join(said), **await view.told(turn, ticket), **await view.calls(turn, ticket))
    return []
