"""The frame of every action: one request, one transaction, and nothing twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions.links import Links
from actions.said import Said
from actions.turn import Turn
from models import ActionResult, Park
from services import conversations

Events = list[dict[str, Any]]


class ParkAction(Action):  # type: ignore[misc]
    """A rasa-sdk action that turns slots and entities into a service call and an utterance.

    Subclasses set `action_name` and write `act`. The turn's transaction is committed together with
    its result; called again for the same message at the same point, the result is given back.
    """

    action_name: ClassVar[str]
    writes: ClassVar[bool] = True
    """Whether it changes anything. One that only reads keeps no result."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], links: Links) -> None:
        self._sessions = sessions
        self._links = links

    def name(self) -> str:
        return self.action_name

    async def act(self, turn: Turn) -> Events:
        """Answer through `turn.tell`; return Rasa events."""
        raise NotImplementedError

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> Events:
        async with self._sessions.begin() as session:
            turn = await _turn(session, tracker, self._links)
            key = _key(self.action_name, turn)
            done = await session.get(ActionResult, key) if self.writes else None
            if done is None:
                events = await self.act(turn)
                if self.writes:
                    session.add(_result(key, turn, events))
            else:
                events, turn.utterances = done.events, done.responses
        for utterance in turn.utterances:
            dispatcher.utter_message(
                text=utterance["text"],
                buttons=utterance["buttons"] or None,
                json_message=utterance["custom"] or None,
            )
        return events


async def _turn(session: AsyncSession, tracker: Tracker, links: Links) -> Turn:
    """Raises KeyError if the message did not come through our own channel."""
    last = max(i for i, event in enumerate(tracker.events) if event.get("event") == "user")
    message = tracker.events[last]
    about = message["metadata"]
    park = await session.get_one(Park, int(about["park_id"]))
    conversation = await conversations.find(session, park.id, int(about["conversation_id"]))
    loop = tracker.active_loop or {}
    return Turn(
        session=session,
        park=park,
        conversation=conversation,
        message_id=str(about["message_id"]),
        now=datetime.fromisoformat(about["now"]),
        language=str(about["language"]),
        said=Said.of({"text": message.get("text"), **(message.get("parse_data") or {})}),
        slots=dict(tracker.slots),
        active_form=loop.get("name"),
        links=links,
        events_of_turn=tracker.events[last + 1 :],
        events_before=tracker.events[:last],
        part_of=about.get("segment_of"),
    )


def _key(action: str, turn: Turn) -> tuple[int, int, str, str, int]:
    position = len(turn.events_of_turn)
    return turn.park_id, turn.conversation.id, turn.message_id, action, position


def _result(key: tuple[int, int, str, str, int], turn: Turn, events: Events) -> ActionResult:
    park_id, conversation_id, message_id, action, position = key
    return ActionResult(
        park_id=park_id,
        conversation_id=conversation_id,
        message_id=message_id,
        action=action,
        position=position,
        events=events,
        responses=turn.utterances,
        created_at=turn.now,
    )
