"""Calls to custom actions: to the gateway whose turn it is, and only what an action reads."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from enum import Enum, auto
from typing import Any, ClassVar

import aiohttp
import rasa.core.actions.action
import rasa.core.actions.forms
import ujson  # Sanic's own, twice as fast as Python's.
from rasa.core.actions.action import RemoteAction
from rasa.core.actions.forms import FormAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.components.serving import ahead, line, tracing
from bot.components.serving.events import brief, whole
from bot.components.serving.tracker import LeanTracker

AS_JSON = {"Content-Type": "application/json"}

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

RESUME = "action_resume"
"""The step between a form that is over and the one that goes on. It says and sets nothing
(actions/talk/resuming.py), so it is not called."""

OVER = 503
"""What Rasa is told of an action that is not called anymore: the turn is over."""


class ActionsEndpoint(EndpointConfig):
    """Rasa opens a session and a connection for every call; this keeps them, and notes failures."""

    _open_session: ClassVar[aiohttp.ClientSession | None] = None

    def __init__(self, endpoint: EndpointConfig) -> None:
        super().__init__()
        self.__dict__.update(endpoint.__dict__)

    async def request(  # type: ignore[override]
        self, method: str = "post", *, json: Any = None, **_: Any
    ) -> Any:
        """Call the action, unless one of this turn has failed.

        Rasa goes on after a failure. An action that wrote then would write at a point of the turn
        that is not reached when the turn is run again: it would find its own work done, by whom it
        cannot know, and say so. Raises ClientResponseError, aiohttp.ClientError, TimeoutError.
        """
        if trouble.get() is not None:
            raise ClientResponseError(OVER, "an action of this turn has failed", "")
        if (foreseen := ahead.take(json)) is not None:
            return foreseen
        try:
            answer = await self._patiently(method, json)
            ahead.keep(json, answer)
            return answer
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
        if (by := line.here()) is None:
            return await self._over_http(method, json)
        status, answer = await by.act(json, tracing.headers().get("traceparent"))
        if status >= REJECTED:
            raise ClientResponseError(status, "", ujson.dumps(answer))
        return answer

    async def _over_http(self, method: str, json: Any) -> Any:
        body = ujson.dumps(json).encode()
        async with self._open().request(
            method,
            self.url or "",
            data=body,
            headers={**AS_JSON, **tracing.headers()},
            params=self.combine_parameters(),
        ) as response:
            if response.status >= REJECTED:
                reason = response.reason or ""
                raise ClientResponseError(response.status, reason, await response.text())
            return await response.json(loads=ujson.loads)

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

    The request leaves out what no action of ours reads: the domain, events before the last
    messages, the message beside its event, which message a form began with. Rasa checks an answer
    against a JSON schema that is itself checked each time.
    """

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        if self._name == RESUME:
            return []
        events: list[Event] = await super().run(output_channel, nlg, tracker, domain)
        return events

    def _action_call_format(self, tracker: DialogueStateTracker, _: Domain) -> dict[str, Any]:
        loop = tracker.active_loop
        state = {
            "sender_id": tracker.sender_id,
            "slots": tracker.current_slot_values(),
            "latest_message": {},
            "followup_action": tracker.followup_action,
            "paused": tracker.is_paused(),
            "events": _recent(tracker),
            "active_loop": {"name": loop.name} if loop else {},
            "latest_action_name": tracker.latest_action_name,
        }
        return {
            "next_action": self._name,
            "sender_id": tracker.sender_id,
            "tracker": state,
            "domain": {},
            "asks": ahead.questions(self._name),
        }

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


def _recent(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    """What happened since the message before the one that is being answered, of all its parts."""
    events = list(tracker.events)
    heard = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    start = heard[-MESSAGES] if len(heard) > MESSAGES else 0
    now = heard[-1] if heard else None
    return [whole(events[i]) if i == now else brief(events[i]) for i in range(start, len(events))]


MESSAGES = 3
"""How many messages an action sees. What it looks for is in the one before, or in another part."""


class LeanFormAction(FormAction):
    """As Rasa's own, which reads all events again for each of three looks ahead, and copies the
    message for a debug message that nobody reads."""

    async def _validate_if_required(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
    ) -> list[Event]:
        listened = tracker.latest_action_name == ACTION_LISTEN_NAME
        events: list[Event]
        if not tracker.active_loop or (listened and not tracker.is_active_loop_interrupted):
            events = await self.validate(tracker, domain, output_channel, nlg)
        else:
            events = await self.validate_slots({}, tracker, domain, output_channel, nlg)
        return events

    def _temporary_tracker(
        self,
        current_tracker: DialogueStateTracker,
        additional_events: list[Event],
        domain: Domain,
    ) -> DialogueStateTracker:
        if not isinstance(current_tracker, LeanTracker):
            return super()._temporary_tracker(current_tracker, additional_events, domain)
        later = current_tracker.copy()
        begins = [
            SlotSet(REQUESTED_SLOT, self.get_slot_to_fill(current_tracker)),
            ActionExecuted(self.name()),
        ]
        for event in [*begins, *additional_events]:
            later.update(event, domain)
        return later


def install(domain: Domain) -> None:
    """Have Rasa make these for the custom actions and forms of `domain`. Safe to repeat."""
    ahead.install(domain)
    for module in (rasa.core.actions.action, rasa.core.actions.forms):
        module.__dict__["RemoteAction"] = LeanRemoteAction
    rasa.core.actions.forms.__dict__["FormAction"] = LeanFormAction
