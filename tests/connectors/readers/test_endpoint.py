"""One contract for an endpoint: whatever it makes of a question, we get an answer as agreed, or a
reason why there is none."""

from collections.abc import AsyncIterator, Callable
from time import monotonic
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from connectors.readers import endpoint as endpoints
from connectors.readers.endpoint import Endpoint, Level, NoAnswer
from services.readers import answers
from services.readers.answers import Broken, Pointed
from services.readers.questions import Question
from tests.connectors.readers.fake import (
    KEY,
    MODEL,
    FakeEndpoint,
    busy,
    fake_endpoint,
    said,
    stalls,
)
from tests.connectors.readers.fake import answers as always

ASKED = Question("两份牛肉面 and 茶水间漏水", ("order_food", "report_repair"), "zh")
NOODLES = '{"acts": [{"do": "order_food", "quote": "两份牛肉面"}]}'
POINTED = [Pointed("order_food", 0, 5)]


@pytest.fixture
async def fake() -> AsyncIterator[FakeEndpoint]:
    async with fake_endpoint(acts=[{"do": "order_food", "quote": "两份牛肉面"}]) as found:
        yield found


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def ours(client: aiohttp.ClientSession, fake: FakeEndpoint) -> Endpoint:
    return Endpoint(client, fake.url, MODEL, KEY)


def elsewhere() -> web.Response:
    return web.Response(status=302, headers={"Location": "http://169.254.169.254/"})


async def read(ours: Endpoint, level: Level = Level.SCHEMA) -> list[Pointed]:
    return answers.read((await ours.ask(ASKED, level)).content, ASKED)


@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.value)
async def test_every_level_gives_what_was_pointed_at(ours: Endpoint, level: Level) -> None:
    assert await read(ours, level) == POINTED


async def test_a_question_is_short_cold_and_its_message_is_data(
    ours: Endpoint, fake: FakeEndpoint
) -> None:
    await ours.ask(ASKED, Level.SCHEMA)
    [body] = fake.bodies
    assert (body["temperature"], body["max_tokens"], body["stream"]) == (0, 200, False)
    system, user = (message["content"] for message in body["messages"])
    assert "两份牛肉面 and" not in system
    assert user.endswith('\n{"message": "两份牛肉面 and 茶水间漏水"}')
    acts = body["response_format"]["json_schema"]["schema"]["properties"]["acts"]
    assert acts["maxItems"] == 3
    assert acts["items"]["properties"]["do"]["enum"] == ["order_food", "report_repair"]


async def test_tokens_are_what_the_endpoint_says(ours: Endpoint) -> None:
    told = await ours.ask(ASKED, Level.PLAIN)
    assert (told.tokens_in, told.tokens_out) == (400, 20)


@pytest.mark.parametrize(
    "content",
    [
        f"Sure! Here is the JSON:\n```json\n{NOODLES}\n```\nLet me know.",
        f"<think>noodles {{maybe}}</think>{NOODLES}",
        f"\n\n  {NOODLES}",
    ],
    ids=["fence", "thoughts", "blanks"],
)
async def test_prose_around_an_answer_is_let_be(
    ours: Endpoint, fake: FakeEndpoint, content: str
) -> None:
    fake.behave = always(lambda: said(content))
    assert await read(ours) == POINTED


async def test_an_answer_where_thoughts_go_is_one(ours: Endpoint, fake: FakeEndpoint) -> None:
    fake.behave = always(lambda: said(None, reasoning_content=NOODLES))
    assert await read(ours) == POINTED


@pytest.mark.parametrize(
    "content",
    [
        "两份牛肉面",
        '{"acts": [{"do": "order_food", "quote": "两份牛肉面"}',
        '{"acts": "order_food"}',
        '{"acts": [{"do": "order_food"}]}',
        '{"acts": [{"do": "order_food", "quote": 2}]}',
        '{"acts": [{"do": "order_food", "quote": "面", "price": 0}]}',
        '{"acts": [], "say": "I placed your order"}',
        '{"commands": []}',
        '{"acts": [' + ",".join(['{"do": "order_food", "quote": "面"}'] * 4) + "]}",
        "[" * 5000,
        '{"acts": [{"do": "order_food", "quote": "' + "面" * 5000 + '"}]}',
    ],
    ids=[
        *("prose", "half", "text", "no-quote", "number", "more-fields", "speaks", "other"),
        *("four", "deep", "long"),
    ],
)
async def test_what_is_not_as_agreed_is_broken(
    ours: Endpoint, fake: FakeEndpoint, content: str
) -> None:
    fake.behave = always(lambda: said(content))
    with pytest.raises(Broken):
        await read(ours)


@pytest.mark.parametrize(
    ("response", "outcome"),
    [
        (lambda: said(NOODLES[:30], ends="length"), "cut"),
        (lambda: said(None, refusal="I can't help with that"), "refused"),
        (lambda: said("", ends="content_filter"), "refused"),
        (lambda: said(None), "broken"),
        (lambda: web.Response(text="<html>Bad gateway</html>", content_type="text/html"), "broken"),
        (lambda: web.json_response([]), "broken"),
        (lambda: web.json_response({"choices": []}), "broken"),
        (lambda: web.json_response({"choices": [{"message": "hi"}]}), "broken"),
        (lambda: said("面" * 100_000), "broken"),
        (busy, "busy"),
        (lambda: web.Response(status=503), "busy"),
        (lambda: web.Response(status=500), "failed"),
        (elsewhere, "failed"),
    ],
    ids=[
        *("cut", "refusal", "filter", "empty", "html", "list", "no-choice", "no-message", "huge"),
        *("429", "503", "500", "redirect"),
    ],
)
async def test_how_it_went_has_a_name(
    ours: Endpoint, fake: FakeEndpoint, response: Callable[[], web.Response], outcome: str
) -> None:
    fake.behave = always(response)
    with pytest.raises(NoAnswer) as problem:
        await ours.ask(ASKED, Level.SCHEMA)
    assert problem.value.outcome == outcome


async def test_what_was_used_counts_though_nothing_came_of_it(
    ours: Endpoint, fake: FakeEndpoint
) -> None:
    fake.behave = always(lambda: said(NOODLES[:30], ends="length"))
    with pytest.raises(NoAnswer) as problem:
        await ours.ask(ASKED, Level.SCHEMA)
    assert problem.value.used == (400, 20)


async def test_the_endpoint_says_for_how_long_to_leave_it_alone(
    ours: Endpoint, fake: FakeEndpoint
) -> None:
    fake.behave = always(busy)
    with pytest.raises(NoAnswer) as problem:
        await ours.ask(ASKED, Level.SCHEMA)
    assert problem.value.retry_after == 40


async def test_one_that_stalls_is_given_up(ours: Endpoint, fake: FakeEndpoint) -> None:
    fake.behave = stalls
    began = monotonic()
    with pytest.raises(NoAnswer) as problem:
        await ours.ask(ASKED, Level.SCHEMA, seconds=0.1)
    assert problem.value.outcome == "late"
    assert monotonic() - began < 2


async def test_one_that_stalls_in_the_middle_is_given_up(
    ours: Endpoint, fake: FakeEndpoint
) -> None:
    async def drips(asked: dict[str, Any]) -> web.StreamResponse:
        return Dripping()

    fake.behave = drips
    with pytest.raises(NoAnswer) as problem:
        await ours.ask(ASKED, Level.SCHEMA, seconds=0.2)
    assert problem.value.outcome == "late"


class Dripping(web.StreamResponse):
    """Begins an answer, and ends with its client."""

    async def prepare(self, request: Any) -> Any:
        writer = await super().prepare(request)
        await self.write(b'{"choices": [')
        await stalls({})
        return writer


async def test_nobody_there_is_a_failure(client: aiohttp.ClientSession) -> None:
    with pytest.raises(NoAnswer) as problem:
        await Endpoint(client, "http://127.0.0.1:9/v1", MODEL).ask(ASKED, Level.PLAIN)
    assert problem.value.outcome == "failed"


async def test_a_wrong_key_is_a_failure(client: aiohttp.ClientSession, fake: FakeEndpoint) -> None:
    with pytest.raises(NoAnswer) as problem:
        await Endpoint(client, fake.url, MODEL, "sk-other").ask(ASKED, Level.PLAIN)
    assert problem.value.outcome == "failed"


@pytest.mark.parametrize(
    ("can", "level"),
    [
        ({}, Level.SCHEMA),
        ({"schemas": False}, Level.TOOLS),
        ({"schemas": False, "tools": False}, Level.PLAIN),
    ],
    ids=["schema", "tools", "neither"],
)
async def test_a_probe_finds_the_strictest_level(
    ours: Endpoint, fake: FakeEndpoint, can: dict[str, bool], level: Level
) -> None:
    for name, value in can.items():
        setattr(fake, name, value)
    assert await ours.probe() == level
    assert "两份牛肉面，不要辣" in fake.bodies[0]["messages"][1]["content"], "nobody's message"


async def test_a_schema_that_is_ignored_is_no_level(ours: Endpoint, fake: FakeEndpoint) -> None:
    async def behave(asked: dict[str, Any]) -> web.Response | None:
        return said("Noodles, gladly!") if "response_format" in asked else None

    fake.behave = behave
    assert await ours.probe() == Level.TOOLS


async def test_one_that_cannot_at_all_has_no_level(ours: Endpoint, fake: FakeEndpoint) -> None:
    fake.behave = always(lambda: said("Noodles, gladly!"))
    assert await ours.probe() is None


async def test_one_that_is_busy_is_probed_later(ours: Endpoint, fake: FakeEndpoint) -> None:
    fake.behave = always(busy)
    with pytest.raises(NoAnswer):
        await ours.probe()
    assert endpoints.DEADLINE_SECONDS == 2.5
