"""Messages whose intent led elsewhere, and that change what stands or ask about it."""

from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk.events import FollowupAction

from actions.acts import doubts
from actions.acts.acting import do
from actions.acts.overheard_begins import begins, begins_by_choice, is_well, says_a_field
from actions.acts.replying import one_reply
from actions.acts.translating import translate
from actions.acts.translating.manners import says_manner
from actions.kit.acting import carry_out
from actions.kit.base import Events
from actions.kit.forms import RESUMES, goes_on_at_once
from actions.kit.said import Said
from actions.kit.standing import forms_of, state_of
from actions.kit.turn import SURE, Turn
from services.acts.acts import (
    About,
    Act,
    Ask,
    Cancel,
    Confirm,
    Correct,
    Deny,
    Edit,
    Give,
    GiveUp,
    Restore,
    Start,
)
from services.acts.resolving import resolve
from services.acts.state import Standing, State, Thing
from services.acts.steps import Doubt, Refusal, Step, Why
from services.acts.values import Target

ACTIONS = frozenset(
    {
        *("action_out_of_scope", "action_complain", "action_ask_human", "action_faq"),
        *("action_deny", "action_book", "action_change_booking"),
    }
)
"""Actions that have a message heard here first."""
FORMS = frozenset({"validate_repair_form", "validate_visitor_form"})
"""Checks of forms whose answers are acts."""
OF_BOOKINGS = frozenset({"action_cancel_booking", "action_track_booking"})
"""Actions of what is booked that ask here first where nothing is."""
PLEASANTRIES = frozenset(
    {
        *("action_greet", "action_goodbye", "action_thank", "action_chitchat", "action_affirm"),
        "action_bot_challenge",
    }
)
"""Actions of words that ask for nothing."""
COUNTS_AGAIN = ("restore", "quantity", "exchange", "copy")
"""Entities of which one is in words that undo something, or count it again."""
_SHOWS = frozenset(
    {
        *("item", "line_ref", "quantity", "option", "note", "correction", "restore", "question"),
        "exchange",
        "copy",
        "figure",
        *("location", "time", "period", "shift", "phone", "plate", "no_car", "headcount", "same"),
    }
)
"""Entities without one of which a message is none of these, whatever stands."""

_FIELDS = frozenset(
    {"location", "time", "period", "shift", "phone", "plate", "no_car", "headcount"}
)
_LIKELY = 0.3
"""Probability from which what sounds like an end is one."""
_SURE = 0.8
"""Probability from which an act of `_OF_WHAT_STANDS` shows that, too."""
_OF_WHAT_STANDS = frozenset({"give", "correct", "edit", "restore", "start"})


async def take(turn: Turn) -> Events | None:
    """Do what the message does to what stands; None if that is nothing, or not all of it."""
    said = turn.said
    if said.pressed or not _may_be_of_what_stands(said):
        return None
    state, acts = await read(turn)
    chooses = begins_by_choice(acts, state)
    tells = (
        _is_on_what_stands(act, state)
        or _comes_back(act, acts)
        or begins(act, said)
        or (chooses and says_a_field(act))
        or is_well(act, said)
        for act in acts
    )
    if not acts or not all(tells):
        return None
    return await _done(turn, acts, state)


async def _done(turn: Turn, acts: Sequence[Act], state: State) -> Events:
    """Carried out; what it begins goes on, of which the rule of the intent knows no form."""
    done = await do(turn, acts, state)
    begins = any(isinstance(act, Start) for act in acts) or begins_by_choice(acts, state)
    return [*done, FollowupAction(RESUMES)] if begins else done


def _may_be_of_what_stands(said: Said) -> bool:
    """Whether it is worth a look at what stands, which costs a statement."""
    shows = any(entity["entity"] in _SHOWS for entity in said.entities)
    kinds = {act.partition(":")[0] for act, share in said.acts.items() if share >= _SURE}
    shows = shows or says_manner(said, "well") or says_manner(said, "where_were_we")
    return shows or bool(kinds & _OF_WHAT_STANDS)


async def read(turn: Turn) -> tuple[State, list[Act]]:
    """What stands, and the acts of the message without pleasantries."""
    state = await state_of(turn)
    return state, [act for act in translate(turn.said, state) if act.act != "social"]


async def take_of_a_visit(turn: Turn) -> Events | None:
    """What sounds like something booked, where nothing is: carried out where it ends or changes
    what was made lately. None where it does not."""
    if turn.said.pressed:
        return None
    state = await state_of(turn)
    if not any(one.standing is Standing.MADE and state.recent(one) for one in state.things):
        return None
    wide = replace(turn.said, intent="cancel_visit") if _calls_off(turn.said) else turn.said
    acts = [act for act in translate(wide, state) if act.act != "social"]
    if not acts or not all(_ends(act) or _is_on_what_stands(act, state) for act in acts):
        return None
    return await do(turn, acts, state)


def _calls_off(said: Said) -> bool:
    likely = max(said.acts.get("cancel", 0.0), said.acts.get("give_up", 0.0))
    return said.intent == "cancel_booking" or likely >= _LIKELY


def _ends(act: Act) -> bool:
    return isinstance(act, Cancel | GiveUp)


async def take_in_passing(turn: Turn) -> Events | None:
    """The same of a message that is heard as a pleasantry, outside of the form of orders; what is
    said of an order that came; and how far it is, where somebody is waited for: "有人来了吗"."""
    if not turn.said.pressed and turn.said.says("comes") and turn.said.says("asks"):
        return await take_status(turn)
    fields = _says_a_field(turn.said)
    told = turn.said.says(*COUNTS_AGAIN, "question", "figure") or says_manner(turn.said, "well")
    if turn.said.pressed or not (fields or told):
        return None
    state, acts = await read(turn)
    chooses = begins_by_choice(acts, state)
    tells = (
        _may_be_in_passing(act, state, fields=fields)
        or (chooses and says_a_field(act))
        or is_well(act, turn.said)
        for act in acts
    )
    if not acts or not all(tells):
        return None
    return await _done(turn, acts, state)


def _says_a_field(said: Said) -> bool:
    """Whether it surely says more of something, or says it otherwise: "oh right, it's B"."""
    sure = max(said.acts.get("give", 0.0), said.acts.get("correct", 0.0)) >= _SURE
    return sure and said.says(*_FIELDS)


def _may_be_in_passing(act: Act, state: State, *, fields: bool) -> bool:
    if isinstance(act, Ask):
        return act.about is About.AFTERWARDS
    if isinstance(act, Give | Correct):
        return fields and _is_on_what_stands(act, state)
    return isinstance(act, Edit | Restore | Deny)


async def take_giving_up(turn: Turn) -> Events | None:
    """Whether what was made last is to be called off, which is asked; None where the message gives
    nothing up, or nothing is there."""
    if turn.said.pressed or not turn.said.says("give_up"):
        return None
    state = await state_of(turn)
    act = GiveUp()
    match resolve(act, state):
        case Step(thing=None) | Refusal():
            return None
    return await do(turn, [act], state)


async def take_status(turn: Turn) -> Events | None:
    """How far what was made last is; None where nothing was."""
    if turn.said.pressed:
        return None
    state = await state_of(turn)
    made = (one for one in state.things if one.standing is Standing.MADE and state.recent(one))
    thing = next(made, None)
    if thing is None or "ask" not in thing.may:
        return None
    of = Target(what=thing.what, thing=thing.id, number=thing.number)
    return await do(turn, [Ask(about=About.STATUS, of=of)], state)


async def take_answer(turn: Turn) -> Events | None:
    """Carry out a message in the form that is asking, if all of it is on what that form puts
    together, or gives everything up; None where the form has to step aside."""
    if turn.said.pressed:
        return None
    state, acts = await read(turn)
    form = next((one for one in state.things if _is_put_together(turn, one)), None)
    if form is None or not acts or not all(_is_on(act, form, state) for act in acts):
        return None
    carried = await carry_out(turn, acts, state)
    turn.utterances = one_reply(turn.utterances)
    return carried.events


def _is_put_together(turn: Turn, thing: Thing) -> bool:
    forms = forms_of({thing.what})
    return thing.standing is Standing.DRAFT and turn.active_form in forms


def _is_on(act: Act, form: Thing, state: State) -> bool:
    if isinstance(act, GiveUp) and act.everything:
        return True
    if not isinstance(act, Give | Correct | GiveUp):
        return False
    match resolve(act, state):
        case Step(thing=thing, also=()):
            return thing is not None and thing.id == form.id
    return False


async def take_yes(turn: Turn) -> Events | None:
    """A typed yes to the only reading of an earlier message is that reading."""
    told, _ = await turn.last_told_with_buttons()
    if not told.get(SURE) or not turn.said.agrees:
        return None
    state = await state_of(turn)
    done = await do(turn, await doubts.settled_by_yes(turn, [Confirm()]), state)
    return [*done, *goes_on_at_once(turn, done)]


def _comes_back(act: Act, acts: Sequence[Act]) -> bool:
    """Whether it is said of what the same message brings back."""
    return isinstance(act, Correct) and any(isinstance(one, Restore) for one in acts)


def _is_on_what_stands(act: Act, state: State) -> bool:
    """A form has stepped aside by now, and has taken nothing of the message."""
    if isinstance(act, Ask):
        return act.about in (About.ITEM, About.AFTERWARDS, About.CART)
    if isinstance(act, Give | Correct):
        match resolve(act, state):
            case Doubt():
                return True
            case Step(thing=thing):
                return thing is not None
            case Refusal(why=why):
                return why == Why.TOO_LATE
    return isinstance(act, Edit | Restore)
