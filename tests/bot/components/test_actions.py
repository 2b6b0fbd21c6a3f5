"""Calls to the action server: what is asked again, and what went wrong with a turn's actions."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.components.serving import actions, ahead
from bot.components.serving.actions import ActionsEndpoint, Trouble

Handler = Callable[[web.Request], Awaitable[web.Response]]


class Endpoint(ActionsEndpoint):
    """With a session of its own: each test has its loop."""

    _open_session = None


@asynccontextmanager
async def endpoint(port: int) -> AsyncIterator[ActionsEndpoint]:
    Endpoint._open_session = None
    actions.trouble.set(None)
    ahead.forget()
    made = Endpoint(EndpointConfig(f"http://127.0.0.1:{port}/actions"))
    yield made
    if Endpoint._open_session is not None:
        await Endpoint._open_session.close()


@asynccontextmanager
async def serving(port: int, handler: Handler) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_post("/actions", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
    yield
    await runner.cleanup()


async def answers(_request: web.Request) -> web.Response:
    return web.json_response({"events": []})


def test_a_call_on_a_connection_that_was_just_closed_is_made_again() -> None:
    calls = 0

    async def hangs_up(request: web.Request) -> web.Response:
        nonlocal calls
        calls += 1
        if calls == 2:
            assert request.transport is not None
            request.transport.close()
        return web.json_response({"call": calls})

    async def run() -> list[dict[str, int]]:
        port = unused_port()
        async with serving(port, hangs_up), endpoint(port) as one:
            heard = [await one.request(json={}) for _ in range(2)]
            assert actions.trouble.get() is None
            return heard

    assert asyncio.run(run()) == [{"call": 1}, {"call": 3}]


def test_a_call_waits_for_the_next_action_server() -> None:
    async def run() -> object:
        port = unused_port()
        async with endpoint(port) as one:
            async with serving(port, answers):
                await one.request(json={})
            call = asyncio.create_task(one.request(json={}))
            await asyncio.sleep(actions.PAUSES[1] / 2)
            async with serving(port, answers):
                return await call

    assert asyncio.run(run()) == {"events": []}


def test_nobody_there_is_not_an_action_that_failed() -> None:
    async def run(status: int | None) -> Trouble | None:
        async def refuses(_request: web.Request) -> web.Response:
            return web.json_response({}, status=status or 200)

        port = unused_port()
        async with endpoint(port) as one:
            if status is None:
                with pytest.raises(aiohttp.ClientConnectionError):
                    await one.request(json={})
            else:
                async with serving(port, refuses):
                    with pytest.raises(ClientResponseError):
                        await one.request(json={})
            return actions.trouble.get()

    assert asyncio.run(run(None)) is Trouble.UNREACHED
    assert asyncio.run(run(500)) is Trouble.FAILED
    assert asyncio.run(run(400)) is None, "a form rejects"


def test_after_an_action_that_failed_none_is_called_in_the_same_turn() -> None:
    """Found by a storm: an order was placed after its form's check had failed; the turn was run
    again, and said that the cart was empty."""
    called: list[str] = []

    async def fails_once(request: web.Request) -> web.Response:
        called.append((await request.json())["next_action"])
        return web.json_response({"events": []}, status=500 if len(called) == 1 else 200)

    async def run() -> object:
        port = unused_port()
        async with serving(port, fails_once), endpoint(port) as one:
            for action in ("check", "place"):
                with pytest.raises(ClientResponseError):
                    await one.request(json={"next_action": action})
            actions.trouble.set(None)  # The turn is run again.
            return await one.request(json={"next_action": "check"})

    assert asyncio.run(run()) == {"events": []}
    assert called == ["check", "check"]


def test_a_question_that_came_with_the_check_is_not_asked_again() -> None:
    asked: list[str] = []

    async def both(request: web.Request) -> web.Response:
        call = await request.json()
        asked.append(call["next_action"])
        question = {"action": "action_ask", "events": [], "responses": [{"text": "?"}]}
        return web.json_response({"events": [], "responses": [], "asked": question})

    def call(action: str) -> dict[str, object]:
        return {"next_action": action, "sender_id": "1:2", "tracker": {"slots": {}}}

    async def run() -> list[dict[str, object]]:
        port = unused_port()
        async with serving(port, both), endpoint(port) as one:
            return [await one.request(json=call(name)) for name in ("check", "action_ask")]

    _, question = asyncio.run(run())
    assert question == {"events": [], "responses": [{"text": "?"}]}
    assert asked == ["check"]


def test_the_step_between_two_forms_is_not_called() -> None:
    """It says nothing; and a gateway of the version before does not know it."""

    async def main() -> list[Event]:
        async with endpoint(unused_port()) as nobody_there:
            action = actions.LeanRemoteAction(actions.RESUME, nobody_there)
            tracker = DialogueStateTracker("somebody", [])
            output = CollectingOutputChannel()
            return await action.run(output, NaturalLanguageGenerator(), tracker, Domain.empty())

    assert asyncio.run(main()) == []
