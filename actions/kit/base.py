"""The frame of every action: one request, one transaction, and nothing twice."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import bindparam, select, true
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions.kit import results
from actions.kit.guests import tell_limit
from actions.kit.joint import Done, Needed, committed, joint
from actions.kit.links import Links
from actions.kit.observing import observed
from actions.kit.said import Said
from actions.kit.turn import Turn
from edge.sessions import statement_by_statement
from models.conversations import ActionResult, Conversation, Message
from models.knowledge import KnowledgeVersion
from models.park import Park
from services.conversations.under_way import Taken, UnderWay
from services.kit.errors import NotFound
from services.kit.kept import works_with
from services.ordering import taken_carts
from services.park import last_places
from services.people.guest_limits import GuestLimit

Events = list[dict[str, Any]]

ASKS = "action_ask_"
"""How the names of actions begin that ask for what a form needs."""
MOST_TOLD = 8
"""Messages that one action may answer with, however much one text asks for."""


class ParkAction(Action):  # type: ignore[misc]
    """A rasa-sdk action that turns slots and entities into a service call and an utterance.

    Subclasses set `action_name` and write `act`. The turn's transaction is committed together with
    its result; called again for the same message at the same point, the result is given back.
    """

    action_name: ClassVar[str]
    writes: ClassVar[bool] = True
    """Whether it changes anything. One that only reads keeps no result."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        links: Links,
        under_way: UnderWay | None = None,
    ) -> None:
        """`under_way`: turns that this process has taken."""
        self._sessions = sessions
        self._links = links
        self.under_way = under_way or UnderWay()

    def name(self) -> str:
        return self.action_name

    async def act(self, turn: Turn) -> Events:
        """Answer through `turn.tell`; return Rasa events."""
        raise NotImplementedError

    async def _act(self, turn: Turn) -> Events:
        if self.action_name.startswith(ASKS) and turn.has_asked_apart:
            return []
        if turn.reader:
            await observed(turn)
        try:
            return await self.act(turn)
        except GuestLimit as refused:
            tell_limit(turn, refused)
            return []

    def _session(self) -> AbstractAsyncContextManager[AsyncSession]:
        if (shared := joint()) is not None:
            return nullcontext(shared.session)
        if self.writes:
            return committed(self._sessions)
        return statement_by_statement(self._sessions)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> Events:
        async with self._session() as session:
            turn, done = await _turn(session, tracker, self._links, self)
            if done is None:
                events = await self._act(turn)
                events += [SlotSet(name, value) for name, value in turn.remembered.items()]
                turn.utterances = bounded(turn)
                if self.writes and turn.kept:
                    going = self.under_way.of(turn.park_id, turn.message_id)
                    await results.keep(turn, self.action_name, events, going)
            else:
                events, turn.utterances = done
        for utterance in told_beside(turn):
            dispatcher.utter_message(
                text=utterance["text"],
                buttons=utterance["buttons"] or None,
                json_message=utterance["custom"] or None,
            )
        return events


def bounded(turn: Turn) -> list[dict[str, Any]]:
    """What an action said: at most MOST_TOLD messages, the last of them, which may be a question,
    among these."""
    said = turn.utterances
    if len(said) <= MOST_TOLD:
        return said
    more = {"text": turn.text("too-much-at-once"), "buttons": [], "custom": {}}
    return [*said[: MOST_TOLD - 2], more, said[-1]]


def told_beside(turn: Turn) -> list[dict[str, Any]]:
    """What an action said, with what is for the gateway alone in the first of it."""
    if not turn.beside or not turn.utterances:
        return turn.utterances
    first, *others = turn.utterances
    return [{**first, "custom": {**first["custom"], **turn.beside}}, *others]


async def _turn(
    session: AsyncSession, tracker: Tracker, links: Links, action: ParkAction
) -> tuple[Turn, Done | None]:
    """The turn, and what an action that writes did in it already.

    Raises KeyError if the message did not come through our own channel, NotFound.
    """
    last = max(i for i, event in enumerate(tracker.events) if event.get("event") == "user")
    message = tracker.events[last]
    about = message["metadata"]
    events_of_turn = tracker.events[last + 1 :]
    named: dict[str, Any] = {
        "park": int(about["park_id"]),
        "conversation": int(about["conversation_id"]),
        "message": str(about["message_id"]),
        "action": action.action_name,
        "position": len(events_of_turn),
    }
    needed = await _needed(session, named, action)
    loop = tracker.active_loop or {}
    turn = Turn(
        session=session,
        park=needed.park,
        conversation=needed.conversation,
        message_id=named["message"],
        now=datetime.fromisoformat(about["now"]),
        language=str(about["language"]),
        said=Said.of({"text": message.get("text"), **(message.get("parse_data") or {})}),
        slots=dict(tracker.slots),
        active_form=loop.get("name"),
        links=links,
        events_of_turn=events_of_turn,
        events_before=tracker.events[:last],
        part_of=about.get("segment_of"),
        last_said=needed.last_said,
        brought=needed.brought,
        reader=about.get("reader") or {},
    )
    return turn, needed.done if action.writes else None


async def _needed(session: AsyncSession, named: Mapping[str, Any], action: ParkAction) -> Needed:
    """What was read when the message was taken, as long as nothing was written since; what the
    action before has read where both share a transaction, and this one keeps no result; else it is
    read now. Raises NotFound."""
    shared = joint()
    if shared is not None and shared.needed is not None and not action.writes:
        return shared.needed
    going = action.under_way.of(named["park"], named["message"])
    if going is not None and going.taken is not None:
        needed = as_taken(session, going.taken, results.of(going, named))
    else:
        needed = await _read(session, named)
    if shared is not None:
        shared.needed = needed
    return needed


def as_taken(session: AsyncSession, taken: Taken, done: Done | None = None) -> Needed:
    """It costs no statement, nor does it to ask for carts, for who writes, or where they were seen
    last."""
    park, conversation = taken.rows(session)
    works_with(session, park.id, taken.version)
    if "carts" in taken.brought:
        taken_carts.handed_over(session, conversation, taken.brought["carts"])
    last_places.known(session, conversation.person_id, taken.seen_last)
    return Needed(park, conversation, taken.last_said, done, taken.brought)


async def _read(session: AsyncSession, named: Mapping[str, Any]) -> Needed:
    """Raises NotFound."""
    row = (await session.execute(_NEEDED, named)).first()
    if row is None:
        raise NotFound(f"conversation {named['conversation']}")
    works_with(session, row.Park.id, row.version or 0)
    done = (row.events, row.responses) if row.events is not None else None
    return Needed(row.Park, row.Conversation, (row.data or {}, row.buttons or []), done)


_LAST_SAID = (
    select(Message.data, Message.buttons)
    .where(
        Message.park_id == Conversation.park_id,
        Message.conversation_id == Conversation.id,
        Message.direction == "out",
    )
    .order_by(Message.seq.desc())
    .limit(1)
    .correlate(Conversation)
    .lateral()
)
_NEEDED = (
    select(
        Park,
        Conversation,
        ActionResult.events,
        ActionResult.responses,
        _LAST_SAID.c.data,
        _LAST_SAID.c.buttons,
        select(KnowledgeVersion.version)
        .where(KnowledgeVersion.park_id == Park.id)
        .scalar_subquery()
        .label("version"),
    )
    .join(Conversation, Conversation.park_id == Park.id)
    .outerjoin(
        ActionResult,
        (ActionResult.park_id == Conversation.park_id)
        & (ActionResult.conversation_id == Conversation.id)
        & (ActionResult.message_id == bindparam("message"))
        & (ActionResult.action == bindparam("action"))
        & (ActionResult.position == bindparam("position")),
    )
    .outerjoin(_LAST_SAID, true())
    .where(Park.id == bindparam("park"), Conversation.id == bindparam("conversation"))
)
