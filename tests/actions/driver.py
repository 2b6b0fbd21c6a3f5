"""Rasa's part in a turn, played by hand: a tracker, and actions run through rasa-sdk's executor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk.executor import ActionExecutor
from sqlalchemy import select

from actions.kit.links import Links
from actions.registry import all_actions
from bot.components.parsers.answers import find_answers
from bot.components.parsers.companions import find_companions
from bot.components.parsers.plates import find_half_plates
from bot.components.parsers.remarks import find_remarks
from bot.components.parsers.repairs import find_broken, find_coming, find_fault, find_request
from bot.components.parsers.spans import Span
from bot.components.parsers.times import find_times
from bot.components.parsers.visits import otherwise_named
from models.ordering import Order
from models.tickets import Ticket
from services.conversations import conversations, receiving
from services.conversations.under_way import UnderWay
from services.ordering import carts
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

FORM = "checkout_form"
LINKS = Links(lambda visit, _held: f"https://park.example/pass/{visit.visit_no}")
Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ran:
    """What an action answered."""

    events: list[dict[str, Any]]
    responses: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n---\n".join(response["text"] for response in self.responses)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        return [(b["title"], b["payload"]) for r in self.responses for b in r["buttons"]]

    @property
    def slots(self) -> dict[str, Any]:
        return {e["name"]: e["value"] for e in self.events if e["event"] == "slot"}

    @property
    def stepped_aside(self) -> bool:
        return any(e["event"] == "action_execution_rejected" for e in self.events)


class Bot:
    """A tenant's conversation with actions only: what a message means is said by hand."""

    def __init__(self, demo: DemoPark, conversation_id: int) -> None:
        self.demo, self.conversation_id = demo, conversation_id
        self.executor = ActionExecutor()
        self.under_way = UnderWay()
        for action in all_actions(demo.sessions, LINKS, self.under_way):
            self.executor.register_action(action)
        self.slots: dict[str, Any] = {}
        self.loop: str | None = None
        self.events: list[dict[str, Any]] = []
        self.messages = 0

    @classmethod
    async def new(cls, demo: DemoPark) -> "Bot":
        async with demo.sessions.begin() as session:
            return cls(demo, (await demo.conversation(session)).id)

    def hear(
        self,
        text: str,
        intent: str,
        *entities: Entity,
        language: str = "zh",
        now: datetime = WEDNESDAY_MORNING,
        ranking: Mapping[str, float] | None = None,
        faq: Mapping[str, Any] | None = None,
        danger: Mapping[str, Any] | None = None,
        goes_on: Mapping[str, float] | None = None,
        acts: Mapping[str, float] | None = None,
        confidence: float = 0.9,
    ) -> None:
        """The tenant's next message, as the bot understood it."""
        self.messages += 1
        ranked = [{"name": name, "confidence": p} for name, p in (ranking or {}).items()]
        parsed = {
            "intent": {"name": intent, "confidence": confidence},
            "entities": found_besides(text, entities, self.slots.get("requested_slot")),
            "intent_ranking": ranked,
            "faq": dict(faq or {}),
            "danger": dict(danger or {}),
            "goes_on": dict(goes_on or {}),
            "acts": dict(acts or {}),
        }
        metadata = {
            "park_id": self.demo.id,
            "conversation_id": self.conversation_id,
            "message_id": str(self.messages),
            "now": now.isoformat(),
            "language": language,
        }
        self.events.append(
            {"event": "user", "text": text, "parse_data": parsed, "metadata": metadata}
        )

    async def store(self, text: str, *, now: datetime = WEDNESDAY_MORNING) -> None:
        """Have the next message stored, as the gateway does before the bot hears it."""
        async with self.demo.sessions.begin() as session:
            conversation = await conversations.find(session, self.demo.id, self.conversation_id)
            received = await receiving.receive(
                session, conversation, external_id=f"m-{self.messages}", text=text, now=now
            )
            self.messages = received.message.id - 1

    async def call(self, action: str) -> Ran:
        """Run an action without taking note of it, as for a request whose answer was lost."""
        tracker = {
            "sender_id": f"{self.demo.id}:{self.conversation_id}",
            "slots": dict(self.slots),
            "latest_message": {},
            "events": list(self.events),
            "active_loop": {"name": self.loop} if self.loop else {},
        }
        result = await self.executor.run({"next_action": action, "tracker": tracker, "domain": {}})
        assert result is not None
        answer = result.model_dump()
        return Ran(answer["events"], answer["responses"])

    async def run(self, action: str) -> Ran:
        """Run an action and note what came of it, as Rasa does."""
        ran = await self.call(action)
        uttered = [{"event": "bot", "data": {"custom": r["custom"]}} for r in ran.responses]
        self.events += [{"event": "action", "name": action}, *uttered, *ran.events]
        self.slots |= ran.slots
        for event in ran.events:
            if event["event"] == "active_loop":
                self.loop = event["name"]
        return ran

    async def validate(self, form: str = FORM) -> Ran:
        """The form's turn: Rasa notes the form's run before it asks for validation."""
        self.loop = form
        self.events.append({"event": "action", "name": form})
        ran = await self.call(f"validate_{form}")
        self.events += ran.events
        self.slots |= ran.slots
        return ran

    def asked(self, requested: str | None, form: str = FORM) -> None:
        """The form's last question."""
        self.loop = form
        self.slots["requested_slot"] = requested

    async def told(
        self,
        text: str,
        *,
        now: datetime = WEDNESDAY_MORNING,
        buttons: Sequence[dict[str, str]] = (),
        **data: Any,
    ) -> None:
        """Something that we said last, as it stands in the conversation."""
        async with self.demo.sessions.begin() as session:
            conversation = await conversations.find(session, self.demo.id, self.conversation_id)
            reply = conversations.Reply(text, buttons=list(buttons), data=data)
            await conversations.speak(session, conversation, [reply], author="system", now=now)

    async def tickets(self) -> list[Ticket]:
        """All of the park's, oldest first."""
        async with self.demo.sessions() as session:
            return list(await session.scalars(select(Ticket).order_by(Ticket.id)))

    async def drafts(self) -> list[Order]:
        async with self.demo.sessions() as session:
            conversation = await conversations.find(session, self.demo.id, self.conversation_id)
            return await carts.drafts(session, conversation)

    async def draft(self) -> Order:
        """The one at hand."""
        return (await self.drafts())[0]

    async def cart(self) -> list[tuple[str, int, list[str], str | None]]:
        """(item, quantity, options, note) of the lines of the cart at hand."""
        codes = {id_: code for code, id_ in self.demo.items.items()}
        return [
            (codes[line.item_id], line.quantity, [o["code"] for o in line.options], line.note)
            for draft in (await self.drafts())[:1]
            for line in draft.lines
        ]

    # What the bot finds in a message

    def item(self, code: str, group: str = "1", **more: Any) -> Entity:
        return {
            "entity": "item",
            "value": self.demo.items[code],
            "group": group,
            "text": code,
        } | more

    async def order(self, code: str = "beef_noodles", quantity: int = 2) -> Ran:
        self.hear(
            f"{quantity}份{code}",
            "order_food",
            self.item(code),
            entity("quantity", quantity, group="1"),
        )
        return await self.run("action_act")


def entity(name: str, value: Any, **more: Any) -> Entity:
    return {"entity": name, "value": value, **more}


def location(building: str | None = None, floor: int | None = None, room: str | None = None,
             place: str | None = None, **more: Any) -> Entity:  # fmt: skip
    value = {"building": building, "floor": floor, "room": room, "place": place}
    return entity("location", value, **more)


def time(moment: datetime, **more: Any) -> Entity:
    return entity("time", moment.isoformat(), **more)


def times_of(text: str, now: datetime = WEDNESDAY_MORNING) -> list[Entity]:
    """What the bot's rules find of times in a message."""
    return [
        entity(
            span.entity, span.value, start=span.start, end=span.end, text=span.text, **span.extra
        )
        for span in find_times(text, now)
    ]


def found_besides(
    text: str, entities: Sequence[Entity], requested: str | None = None
) -> list[Entity]:
    """Entities, and what the bot's rules find besides in any text: that it corrects, gives up …."""
    if text.startswith("/") or not text:
        return list(entities)
    placed = [one for one in entities if "start" in one and "end" in one]
    beside = [Span(one["entity"], one["start"], one["end"], "", one["value"]) for one in placed]
    spans = [
        *(span for find in _FINDERS for span in find(text)),
        *find_request(text, beside),
        *otherwise_named(text, entities, asked=requested == "visit_names"),
    ]
    found = [
        {"entity": s.entity, "value": s.value, "start": s.start, "end": s.end, "text": s.text}
        | ({"role": s.role} if s.role is not None else {})
        for s in spans
    ]
    return [*entities, *found]


_FINDERS = (
    find_remarks,
    find_fault,
    find_broken,
    find_answers,
    find_coming,
    find_companions,
    find_half_plates,
)
