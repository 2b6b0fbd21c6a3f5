"""What stands when a message comes: every package says what it has, and what we asked last."""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Executable, bindparam, select

import actions
from actions.kit import changes, eaters, named_before
from actions.kit.drafted import Drafted
from actions.kit.turn import Turn
from services.acts.chosen import offered_by
from services.acts.state import RECENT, Asked, Standing, State, Thing
from services.acts.values import What
from services.conversations.questions import asked_for
from services.conversations.taken_with import stands
from services.kit.plugins import found

REQUESTED = "requested_slot"
"""Rasa's slot for what a form has asked for."""
OFFERED = 20
"""Choices of our last message that are taken into account."""


FEWEST_ASKED = 2
"""Of one package alone it costs as much to ask whether there is anything as to read it."""
PARK: BindParameter[int] = bindparam("park")
CONVERSATION: BindParameter[int] = bindparam("conversation")
PERSON: BindParameter[int] = bindparam("person")
SINCE: BindParameter[datetime] = bindparam("since")
"""What the conditions of `Stands.is_there` are about: the conversation, its park and person, and
the moment from which something counts as recent. The statement is built once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """What a package has that the conversation may be about."""

    what: What
    read: Callable[[Turn], Awaitable[Sequence[Thing]]]
    """What there are rows of."""
    is_there: ColumnElement[bool] | None = None
    """Whether `read` would find any, of PARK, CONVERSATION, PERSON and SINCE, as far as one
    statement for all packages tells; without it, `read` is always asked."""
    note_absence: Callable[[Turn], object] | None = None
    """Told that there is none, so that nobody reads again in this transaction to learn it."""
    drafted: Drafted[Any] | None = None
    """What its form puts together."""
    form: str | None = None
    """Its form, whose questions are about its draft."""
    asks: Mapping[str, str | None] = field(default_factory=dict)
    """What its questions expect, with the field of services.acts.values.Fields that answers it;
    None where a yes or a choice does."""
    number: str | None = None
    """Where our messages have the number of what they tell of: order_no, ticket_no, visit_no."""

    @property
    def brief(self) -> str:
        return f"what stands of {self.what}"


async def state_of(turn: Turn, known: State | None = None, *, but: Collection[What] = ()) -> State:
    """Everything that stands, read now; the turn's slots are taken as they are. `but`: the kinds
    that may stand otherwise than in `known`; the others are taken from it."""
    stands = found(actions, Stands)
    those = [one for one in stands if known is None or one.what in but]
    absent = await _absent(turn, those)
    things = [thing for one in those for thing in await _read(turn, one, absent)]
    if known is not None:
        kept = {one.what for one in stands} - {one.what for one in those}
        things += [thing for thing in known.things if thing.what in kept]
    asked = named_before.offered(turn, await _asked(turn, things), things)
    first = asked.thing if asked is not None else None
    things.sort(key=lambda thing: (thing.id != first, -_spoken_of(turn, thing).timestamp()))
    return State(
        now=turn.now,
        zone=turn.zone,
        language=turn.language,
        things=tuple(things),
        asked=asked,
        changed=changes.known(turn),
        asked_about=named_before.asked_about(turn, things),
        eaters=eaters.known(turn),
        with_people=turn.conversation.owner != "bot",
    )


def what_is_drafted(turn: Turn) -> State:
    """What forms put together; it costs no statement."""
    stands = [one.drafted for one in found(actions, Stands) if one.drafted is not None]
    things = tuple(thing for one in stands for thing in one.things(turn))
    return State(now=turn.now, zone=turn.zone, language=turn.language, things=things)


async def _absent(turn: Turn, those: Sequence[Stands]) -> frozenset[What]:
    """Kinds of which there are no rows; asked where that saves a statement."""
    asked = tuple(one.what for one in those if one.is_there is not None)
    if len(asked) < FEWEST_ASKED:
        return frozenset()
    absent = await _not_there(turn, asked)
    for one in those:
        if one.note_absence is not None and one.what in absent:
            one.note_absence(turn)
    return absent


async def _not_there(turn: Turn, asked: tuple[What, ...]) -> frozenset[What]:
    known = {what: turn.brought.get(stands(what)) for what in asked}
    if None not in known.values():
        return frozenset(what for what, there in known.items() if not there)
    about = {
        PARK.key: turn.park_id,
        CONVERSATION.key: turn.conversation.id,
        PERSON.key: turn.conversation.person_id,
        SINCE.key: turn.now - RECENT,
    }
    row = (await turn.session.execute(_are_there(asked), about)).one()
    return frozenset(what for what, there in zip(asked, row, strict=True) if not there)


@cache
def _are_there(kinds: tuple[What, ...]) -> Executable:
    by_kind = {one.what: one.is_there for one in found(actions, Stands)}
    return select(*(there for what in kinds if (there := by_kind[what]) is not None))


async def _read(turn: Turn, one: Stands, absent: Collection[What]) -> Sequence[Thing]:
    drafts = one.drafted.things(turn) if one.drafted is not None else ()
    return [*drafts, *(await one.read(turn) if one.what not in absent else ())]


def forms_with_drafts(state: State) -> frozenset[str]:
    """Names of the forms whose drafts stand."""
    return forms_of({one.what for one in state.things if one.standing is Standing.DRAFT})


def forms_of(kinds: Collection[What | None]) -> frozenset[str]:
    """Names of the forms that put such things together."""
    return frozenset(
        one.form for one in found(actions, Stands) if one.form is not None and one.what in kinds
    )


def _spoken_of(turn: Turn, thing: Thing) -> datetime:
    return thing.touched_at or turn.now


async def _asked(turn: Turn, things: Sequence[Thing]) -> Asked | None:
    """Our last message as a question, or as an offer to choose from."""
    told, buttons = await turn.last_told_with_buttons()
    expects = asked_for(told)
    if not expects and not buttons:
        return _requested(turn)
    about = _about(turn, told, str(expects))
    return Asked(
        expects=str(expects or "choice"),
        thing=_thing(about, told, things),
        field_name=about.asks.get(str(expects)) if about is not None else None,
        offered=tuple(_offer(one, things) for one in buttons[:OFFERED]),
    )


def _requested(turn: Turn) -> Asked | None:
    """What the form under way has asked for, where something was told since that asks nothing."""
    requested = turn.slots.get(REQUESTED)
    for one in found(actions, Stands):
        if one.drafted is not None and one.form == turn.active_form is not None:
            field_name = one.drafted.asks_for.get(str(requested))
            return Asked(str(requested), one.drafted.id, field_name) if field_name else None
    return None


def _about(turn: Turn, told: Mapping[str, Any], expects: str) -> Stands | None:
    """Whose question it is: that of the form under way, else of who has such a number, or asks
    so."""
    those = found(actions, Stands)
    asking = [one for one in those if expects in one.asks]
    for fits in (
        lambda one: one.form is not None and one.form == turn.active_form and one in asking,
        lambda one: one.number is not None and one.number in told,
        lambda one: one in asking,
    ):
        if (first := next(filter(fits, those), None)) is not None:
            return first
    return None


def _thing(about: Stands | None, told: Mapping[str, Any], things: Sequence[Thing]) -> str | None:
    if about is None:
        return None
    number = told.get(about.number) if about.number is not None else None
    mine = [thing for thing in things if thing.what is about.what]
    if number is not None:
        return next((thing.id for thing in mine if thing.number == number), None)
    return next((thing.id for thing in mine if thing.standing is Standing.DRAFT), None)


def _offer(button: Mapping[str, Any], things: Sequence[Thing]) -> Mapping[str, Any]:
    """A button with what its command names: `item`, `quantity`, a number."""
    command = str(button.get("payload") or "")
    offer: dict[str, Any] = {"command": command, "title": button.get("title")}
    _, brace, about = command.partition("{")
    if brace:
        named = json.loads(brace + about)
        named |= offered_by(named.get("acts") or (), things)
        offer |= {name: named[name] for name in ("item", "quantity") if name in named}
        numbers = (v for name, v in named.items() if name == "number" or name.endswith("_no"))
        number = next(numbers, None)
        offer |= {"number": number} if number is not None else {}
    return offer
