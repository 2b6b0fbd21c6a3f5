"""Calls to custom actions: one connection that stays open, and only what an action reads."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from enum import Enum, auto
from typing import Any, ClassVar

import aiohttp
import rasa.core.actions.action
import rasa.core.actions.forms
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

REJECTED = 400
"""How an action server says that a form does not want this message."""

PAUSES = (0.0, 0.05, 0.25)
"""Seconds before a call is made again that nobody answered. The first time it is an idle connection
that the action server had just closed; then it may be one that is about to be replaced."""


class Trouble(Enum):
    FAILED = auto()
    """An action could not do its work."""
    UNREACHED = auto()
    """Nobody runs actions now."""


trouble: ContextVar[Trouble | None] = ContextVar("actions_trouble", default=None)
"""What went wrong with an action of this turn first. Rasa swallows it and goes on."""


class ActionsEndpoint(EndpointConfig):
    """Rasa opens a session and a connection for every call; this keeps them, and notes failures."""

    _open_session: ClassVar[aiohttp.ClientSession | None] = None

    def __init__(self, endpoint: EndpointConfig) -> None:
        super().__init__()
        self.__dict__.update(endpoint.__dict__)

    async def request(  # type: ignore[override]
        self, method: str = "post", *, json: Any = None, **_: Any
    ) -> Any:
        """Raises ClientResponseError, aiohttp.ClientError, TimeoutError."""
        try:
            return await self._patiently(method, json)
        except ClientResponseError as problem:
            if problem.status != REJECTED:
                _note(Trouble.FAILED)
            raise
        except aiohttp.ClientConnectionError:
            _note(Trouble.UNREACHED)
            raise
        except BaseException:
            _note(Trouble.FAILED)
            raise

    async def _patiently(self, method: str, json: Any) -> Any:
        """Safe to repeat: an action that has written gives back what it said then."""
        for pause in PAUSES:
            try:
                return await self._once(method, json)
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(pause)
        return await self._once(method, json)

    async def _once(self, method: str, json: Any) -> Any:
        async with self._open().request(
            method, self.url or "", json=json, params=self.combine_parameters()
        ) as response:
            if response.status >= REJECTED:
                reason = response.reason or ""
                raise ClientResponseError(response.status, reason, await response.text())
            return await response.json()

    def _open(self) -> aiohttp.ClientSession:
        """The session, which outlives a model that is loaded again."""
        cls = type(self)
        if cls._open_session is None or cls._open_session.closed:
            cls._open_session = self.session()
        return cls._open_session


def _note(what: Trouble) -> None:
    trouble.set(trouble.get() or what)


class LeanRemoteAction(RemoteAction):
    """As Rasa's own, with a smaller request and a check of the answer that costs no milliseconds.

    The request leaves out the domain, which no action of ours reads, and events before the message
    before this one. Rasa checks an answer against a JSON schema that is itself checked each time.
    """

    def _action_call_format(self, tracker: DialogueStateTracker, _: Domain) -> dict[str, Any]:
        state = tracker.current_state(EventVerbosity.NONE)
        state["events"] = [event.as_dict() for event in _recent(tracker)]
        call = {"next_action": self._name, "sender_id": tracker.sender_id, "tracker": state}
        return {**call, "domain": {}}

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        """Raises TypeError."""
        if not isinstance(result, dict):
            raise TypeError(f"{self._name} did not answer with an object")
        for name in ("events", "responses"):
            found = result.get(name, [])
            if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
                raise TypeError(f"{self._name}: {name} is not a list of objects")
        if not all(isinstance(event.get("event"), str) for event in result.get("events", [])):
            raise TypeError(f"{self._name}: an event without a name")
        return True


def _recent(tracker: DialogueStateTracker) -> list[Any]:
    """Events since the message before the one that is being answered, of all parts of it."""
    events = list(tracker.events)
    heard = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    return events[heard[-MESSAGES] :] if len(heard) > MESSAGES else events


MESSAGES = 3
"""How many messages an action sees. What it looks for is in the one before, or in another part."""


def install() -> None:
    """Have Rasa make these for custom actions and forms. Safe to repeat."""
    for module in (rasa.core.actions.action, rasa.core.actions.forms):
        module.__dict__["RemoteAction"] = LeanRemoteAction
