"""Acts on visits: registered, filled, changed, called off, brought back, told of."""

from dataclasses import replace

from rasa_sdk.events import SlotSet

from actions.kit.base import Events
from actions.kit.forms import REQUESTED
from actions.kit.given_up import GivenUp, forget, remember
from actions.kit.places import UNKNOWN, check, describe, drop_unknown
from actions.kit.turn import Turn, button
from actions.visits import settling, view, visits, which_car
from actions.visits.acting_fields import put
from actions.visits.draft import GIVEN_UP, GOES_ON, TIME, VisitDraft, is_under_way
from actions.visits.standing import DRAFT_ID, GIVEN_UP_ID
from models.visits import Visit
from services.acts.acts import Ask, Cancel, Correct, Give, Start
from services.acts.chosen import INTENT, command_of
from services.acts.resolving import Refusal, Step
from services.acts.state import RECENT, Thing
from services.acts.values import Count, Fields, Target, What, When


async def start(turn: Turn, step: Step) -> Events:
    """Another visit: registered at once if enough is said, else the form asks for the rest. While
    one is being put together already, it waits for its turn."""
    assert isinstance(step.act, Start | Give | Correct)
    return await _begin(turn, step.act.fields)


async def _begin(turn: Turn, said: Fields) -> Events:
    begun = put(VisitDraft(), said, turn.zone)
    if _too_few(begun):
        begun.headcount = None  # "One each", of several who are told of together.
    if turn.said.repeats and begun.when.last is None:
        turn.tell(turn.text("visit-repeats"))
    await drop_unknown(turn, begun)
    if not await is_under_way(turn):
        return await _go_on(turn, begun)
    waiting = VisitDraft.of(turn)
    if not begun.missing() and await settling.settle(turn, begun):
        return []
    waiting.others.append(begun.stored())
    return waiting.events()


async def give(turn: Turn, step: Step) -> Events:
    """More of a visit, or something of it otherwise: of the draft, or of one that is registered."""
    assert isinstance(step.act, Give | Correct)
    old = step.act.old if isinstance(step.act, Correct) else None
    corrects = isinstance(step.act, Correct)
    if step.thing is None:
        return await _begin(turn, step.act.fields)
    if step.thing.id == DRAFT_ID:
        draft = VisitDraft.of(turn)
        if which_car.asks(turn, draft, step.act, Target(what=What.VISIT, made=False)):
            return _asks_on(draft)
        return await _give_to_draft(turn, step.act.fields, old, corrects=corrects)
    visit = await _own(turn, step.thing)
    if visit is not None:
        known = VisitDraft.of_visit(visit, turn.zone, unnamed=turn.text("visit-unnamed"))
        if which_car.asks(turn, known, step.act, Target(what=What.VISIT, number=visit.visit_no)):
            return []
        known.odd_is_further = bool((await turn.asked()).get("further"))
        changed = put(known, step.act.fields, turn.zone, corrects=corrects, old=old)
        if changed == known and _says_nothing(step):
            visits.tell_how_to_change(turn, visit)
        else:
            await _amend(turn, visit, known, changed)
    return []


async def _give_to_draft(turn: Turn, said: Fields, old: Fields | None, *, corrects: bool) -> Events:
    """Where something else than what was asked is taken, that is said; the question follows."""
    known = VisitDraft.of(turn)
    draft = put(known, said, turn.zone, corrects=corrects, old=old)
    if turn.said.repeats and draft.when.last is None:
        turn.tell(turn.text("visit-repeats"))
    await drop_unknown(turn, draft)
    events = await _go_on(turn, draft)
    asks = turn.slots.get(REQUESTED) in draft.missing()
    partly = turn.slots.get(REQUESTED) == TIME and draft.times != known.times
    if asks and draft != known and not partly and not turn.utterances:
        turn.tell(turn.text("noted"))
    return events


def _says_nothing(step: Step) -> bool:
    """Whether a time is named that nothing could be made of, or what is meant does not stand."""
    assert isinstance(step.act, Give | Correct)
    told = step.act.fields.when
    return bool(step.unsettled) or (told is not None and told == When(words=told.words))


async def _amend(turn: Turn, visit: Visit, known: VisitDraft, draft: VisitDraft) -> None:
    """Change it as far as what is said can be; the rest is said, or asked back."""
    await _check_place(turn, visit, known, draft)
    odd, draft.odd_plate = draft.odd_plate, None
    further = draft.odd_is_further
    if odd is not None and await _insists(turn, odd):
        draft.take_plates([odd], adds=further)
        odd = None
    if _too_few(draft):
        _ask_who_drops_out(turn, draft, Target(what=What.VISIT, number=visit.visit_no))
        draft.headcount = known.headcount
    if odd is not None:
        text = turn.text("visit-ask-plate", plate=odd)
        turn.tell(text, expects=view.CHANGE, plate=odd, further=further, **view.data(visit))
    if draft != known or not turn.utterances:
        await settling.amend(turn, visit, draft)


async def _check_place(turn: Turn, visit: Visit, known: VisitDraft, draft: VisitDraft) -> None:
    """A place that the park does not have changes nothing, and is said."""
    try:
        await check(turn, draft.place)
    except UNKNOWN as unknown:
        turn.tell(await describe(turn, unknown), **view.data(visit))
        draft.place = known.place


async def _insists(turn: Turn, plate: str) -> bool:
    """Whether we have just asked whether this is a whole plate."""
    return (await turn.asked()).get("plate") == plate


def _too_few(draft: VisitDraft) -> bool:
    """Fewer people than are named: somebody of them is not coming."""
    return draft.headcount is not None and 0 < draft.headcount < len(draft.names)


def _ask_who_drops_out(turn: Turn, draft: VisitDraft, of: Target) -> None:
    """Who of those that are named; with a button for each, if it is one."""
    drops = len(draft.names) - (draft.headcount or 0)
    listed = ("、" if turn.language == "zh" else ", ").join(draft.names)
    buttons = []
    for name in draft.names if drops == 1 else ():
        stay = tuple(one for one in draft.names if one != name)
        fields = Fields(names=stay, headcount=Count(exactly=len(stay)))
        buttons.append(button(name, command_of([Correct(fields=fields, of=of)])))
    text = turn.text("visit-who-drops-out", names=listed)
    turn.tell(text, buttons=buttons, expects="names")


async def _go_on(turn: Turn, draft: VisitDraft) -> Events:
    """Register what is complete; else the form asks. A further visit is next."""
    if _too_few(draft):
        _ask_who_drops_out(turn, draft, Target(what=What.VISIT, made=False))
        draft.headcount = len(draft.names)
        return _asks_on(draft)
    if draft.missing() or not await settling.settle(turn, draft):
        return _asks_on(draft)
    following = await settling.next_one(turn, draft)
    return _over() if following is None else _asks_on(following)


def _asks_on(draft: VisitDraft) -> Events:
    return [*draft.events(), SlotSet(GOES_ON, True)]


def _over() -> Events:
    return [*VisitDraft.cleared(), SlotSet(GOES_ON, False)]


async def confirm(_turn: Turn, _step: Step) -> Events:
    """Nothing of a visit waits for a yes; what is missing is asked for."""
    return []


async def give_up(turn: Turn, step: Step) -> Events:
    """Put the draft away; it can come back for a while. One that is registered is called off."""
    if step.thing is not None and step.thing.id != DRAFT_ID:
        return await cancel(turn, step)
    draft = VisitDraft.of(turn)
    turn.tell(turn.text("visit-dropped"))
    following = await settling.next_one(turn, draft)
    events = _over() if following is None else _asks_on(following)
    return [*events, *remember(turn, GIVEN_UP, replace(draft, others=[]).stored())]


async def cancel(turn: Turn, step: Step) -> Events:
    """Call off what was registered lately, which can be taken back; of what was registered before
    that, and where words are only read so, it is asked whether."""
    if step.thing is None or step.thing.id == DRAFT_ID:
        return await give_up(turn, step)
    visit = await _own(turn, step.thing)
    if visit is None:
        return []
    if turn.said.intent == INTENT and turn.now - visit.created_at <= RECENT:
        await visits.cancel(turn, visit)
    else:
        await visits.ask_whether(turn, visit)
    return []


async def ask_whether(turn: Turn, step: Step) -> None:
    """Whether to call off a visit that was not named."""
    assert step.thing is not None
    visit = await _own(turn, step.thing)
    if visit is not None:
        await visits.ask_whether(turn, visit)


async def restore(turn: Turn, step: Step) -> Events:
    """Bring back the draft that was given up, or the visit that was called off."""
    if step.thing is not None and step.thing.id == GIVEN_UP_ID:
        given_up = GivenUp.of(turn, GIVEN_UP)
        assert given_up is not None
        draft = VisitDraft.from_stored(given_up.draft)
        turn.tell(turn.text("visit-brought-back"))
        return [*await _go_on(turn, draft), *forget(GIVEN_UP)]
    visit = None if step.thing is None else await _own(turn, step.thing)
    if visit is not None:
        await settling.restore(turn, visit)
    return []


async def status(turn: Turn, step: Step) -> Events:
    """How far a visit is, with its pass; without one that is named, those to come."""
    if step.thing is not None and step.thing.number is not None:
        await _tell(turn, step.thing.number)
        return []
    await visits.tell_coming(turn)
    return []


async def _tell(turn: Turn, number: str) -> None:
    visit = await view.own_or_say(turn, number)
    if visit is not None:
        said = [view.line(turn, visit), *await view.pass_lines(turn, visit)]
        turn.tell("\n".join(said), **view.data(visit))


async def refuse(turn: Turn, refusal: Refusal) -> bool:
    """Say how a visit stands that nothing can be done to, or that there is none; False where that
    is said already."""
    act = refusal.act
    if not isinstance(act, Ask | Cancel):
        return False
    number = act.of.number or (refusal.thing.number if refusal.thing is not None else None)
    if number is None:
        turn.tell(turn.text("visit-cancel-none"))
    elif isinstance(act, Ask):
        await _tell(turn, number)
    elif (visit := await view.own_or_say(turn, number)) is not None:
        view.tell_settled(turn, visit)
    return True


async def _own(turn: Turn, thing: Thing) -> Visit | None:
    return await view.own_or_say(turn, str(thing.number))
