"""What an action sees of a turn, and how it answers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from actions.kit.links import Links
from actions.kit.said import Entity, Said
from models.conversations import Conversation
from models.park import Park
from services.conversations.commands import Command
from services.conversations.questions import expects_yes
from services.danger import saying
from services.kit.money import format_money
from services.texts import say

Button = dict[str, str]
SURE = "act_sure"
"""In a question's data: that its first button is what a yes is to, and nothing else is asked."""


@dataclass(slots=True)
class Turn:
    """One action of one turn. `now` is the turn's moment; `language` is the message's."""

    session: AsyncSession
    park: Park
    conversation: Conversation
    message_id: str
    now: datetime
    language: str
    said: Said
    slots: dict[str, Any]
    active_form: str | None
    links: Links
    events_of_turn: list[dict[str, Any]]
    """Rasa's events since the tenant's message."""
    events_before: list[dict[str, Any]] = field(default_factory=list)
    """Rasa's events up to it."""
    part_of: str | None = None
    """The message's id where it held several requests, of which this is one."""
    utterances: list[dict[str, Any]] = field(default_factory=list)
    remembered: dict[str, Any] = field(default_factory=dict)
    """Slots that this action sets besides what it returns."""
    last_said: tuple[dict[str, Any], list[Button]] = field(default_factory=lambda: ({}, []))
    """The data and the buttons of our last message before this turn."""
    brought: Mapping[str, Any] = field(default_factory=dict)
    """What domains have read with the message (services.conversations.taken_with)."""
    reader: Mapping[str, Any] = field(default_factory=dict)
    """What the gateway tells of a second reader (actions/readers); empty where there is none."""
    beside: dict[str, Any] = field(default_factory=dict)
    """What is told to the gateway beside the answer; nobody else sees it, and it is not kept."""
    kept: bool = True
    """Whether the result is kept for when the action is asked again. Not that of an action that
    only asks the gateway something: it runs again with the answer."""

    @property
    def park_id(self) -> int:
        return self.park.id

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.park.timezone)

    @property
    def local_now(self) -> datetime:
        """The turn's moment on the park's clock, by which times are read."""
        return self.now.astimezone(self.zone)

    def text(self, key: str, **values: Any) -> str:
        return say(self.language, key, **values)

    def named(self, thing: Any, attribute: str = "name") -> str:
        """A row's text in the tenant's language: `named(item)`, `named(outlet, "place")`."""
        return str(getattr(thing, f"{attribute}_{self.language}"))

    def money(self, minor: int, currency: str | None = None) -> str:
        return format_money(minor, currency or self.park.currency, self.language)

    def tell(
        self,
        text: str,
        *,
        buttons: Sequence[Button] = (),
        expects: str | None = None,
        settles: str | None = None,
        **data: Any,
    ) -> None:
        """Say something. `expects` is what the bot waits for: location, slot, phone, confirm …
        `settles` is what a yes or a no to it settles (`visit_cancel`); then `confirm` is expected.
        """
        custom = data if expects is None else {**data, "expects": expects}
        if settles is not None:
            custom |= expects_yes(settles)
        self.utterances.append({"text": text, "buttons": list(buttons), "custom": custom})

    async def asked(self) -> dict[str, Any]:
        """The data of our last message, if that waits for something; else empty."""
        told = await self.last_told()
        return told if told.get("expects") else {}

    async def last_told(self) -> dict[str, Any]:
        """The data of our last message, or of the last answer to an earlier part of this one."""
        if (told := self._told_to_this_message()) is not None:
            return told
        return self.last_said[0]

    async def last_told_with_buttons(self) -> tuple[dict[str, Any], list[Button]]:
        """`last_told`, and the buttons that it had."""
        return await self.last_told(), self.last_said[1]

    @contextmanager
    def hearing(
        self,
        intent: str,
        text: str = "",
        entities: Sequence[Entity] = (),
        danger: Mapping[str, Any] | None = None,
    ) -> Iterator[None]:
        """Have the message be heard as that, and nothing else, by what is called meanwhile."""
        said = self.said
        self.said = Said(text, intent, 1.0, tuple(entities), {}, {}, danger or {})
        try:
            yield
        finally:
            self.said = said

    def _told_to_this_message(self) -> dict[str, Any] | None:
        """The data of what an earlier part of the same message was answered last, if it was."""
        for event in reversed(self.events_before if self.part_of else ()):
            match event:
                case {"event": "bot"}:
                    return (event.get("data") or {}).get("custom") or {}
                case {"event": "user", "metadata": {"segment_of": self.part_of}}:
                    continue
                case {"event": "user"}:
                    break
        return None

    @property
    def answered_before(self) -> bool:
        """Whether an earlier part of the same message was answered."""
        return self._told_to_this_message() is not None

    def remember(self, slot: str, value: Any) -> None:
        self.remembered[slot] = value

    def times_this_turn(self, *action_names: str) -> int:
        return sum(
            e.get("event") == "action" and e.get("name") in action_names
            for e in self.events_of_turn
        )

    def done_this_turn(self, *action_names: str) -> bool:
        return self.times_this_turn(*action_names) > 0

    @property
    def has_answered(self) -> bool:
        """Whether an action of this turn has said something already."""
        return any(e.get("event") == "bot" for e in self.events_of_turn)

    @property
    def has_asked(self) -> bool:
        """Whether an action of this turn has asked something already."""
        said = [e.get("data") or {} for e in self.events_of_turn if e.get("event") == "bot"]
        return any((data.get("custom") or {}).get("expects") for data in said)

    @property
    def has_asked_apart(self) -> bool:
        """Whether this turn asks whether a danger is happening, or what a yes settles by itself:
        then no form asks anything, for the answer would be taken for its own."""
        said = [e.get("data") or {} for e in self.events_of_turn if e.get("event") == "bot"]
        told = [data.get("custom") or {} for data in said]
        return any(one.get("expects") == saying.EXPECTED or one.get(SURE) for one in told)

    @property
    def stored_message_id(self) -> int:
        """The tenant's message as it is stored; a part of one has that of the whole."""
        return int(self.part_of or self.message_id)

    @property
    def stepped_aside(self) -> bool:
        """Whether the active form has already let another intent's rule run in this turn."""
        return any(e.get("event") == "action_execution_rejected" for e in self.events_of_turn)


def button(title: str, command: str | Command) -> Button:
    """A choice; pressing it is the command: /affirm, /order_food{"item": 17}."""
    return {"title": title, "payload": str(command)}
