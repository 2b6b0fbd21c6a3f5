"""A form's check and the question that follows from it, in one call and one transaction."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select, text

from actions.kit.turn import Turn
from actions.ordering import checkout_questions
from models.conversations import ActionResult
from parkline.roles.private import private_app
from tests.actions.driver import FORM, LINKS, Bot
from tests.given.demo_park import DemoPark
from tests.kit.statements import counted

TOKEN = "token-of-the-tests"
CHECK, ASK = f"validate_{FORM}", f"action_ask_{FORM}_location"

Client = TestClient[web.Request, web.Application]


async def checked(demo: DemoPark) -> tuple[int, dict[str, Any]]:
    """What the port for actions answers to the check of a form in which a place is missing."""
    bot = await Bot.new(demo)
    await bot.order()
    await bot.run("action_act")
    bot.events.append({"event": "action", "name": FORM})
    tracker = {
        "sender_id": f"{demo.id}:{bot.conversation_id}",
        "slots": {**bot.slots, "location": None},
        "latest_message": {},
        "events": bot.events,
        "active_loop": {"name": FORM},
    }
    call = {
        "next_action": CHECK,
        "sender_id": tracker["sender_id"],
        "tracker": tracker,
        "domain": {},
        "asks": [["location", ASK]],
    }
    app = private_app(demo.sessions, park="daybreak", token=TOKEN, links=LINKS)
    async with TestClient(TestServer(app)) as client:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = await client.post("/actions/webhook", json=call, headers=headers)
        return answer.status, await answer.json()


async def kept(demo: DemoPark, action: str) -> int:
    """How many results of an action are kept."""
    async with demo.sessions() as session:
        of_it = select(func.count()).where(ActionResult.action == action)
        return await session.scalar(of_it) or 0


async def test_the_question_comes_with_the_check_and_reads_little_again(demo: DemoPark) -> None:
    with counted(demo.sessions) as seen:
        status, answer = await checked(demo)
    assert status == 200
    assert answer["asked"]["action"] == ASK
    assert answer["asked"]["responses"][0]["custom"]["expects"] == "location"
    assert await kept(demo, CHECK) == 1
    last = seen[max(i for i, one in enumerate(seen) if "into action_result" in one) + 1 :]
    assert len(last) <= 2, "\n".join(last)


async def test_nothing_of_a_check_is_kept_whose_question_loses_the_database(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL takes a commit after it and writes nothing."""

    async def broken(_self: Any, turn: Turn) -> None:
        await turn.session.execute(text("select 1 / 0"))

    monkeypatch.setattr(checkout_questions.AskLocation, "act", broken)
    status, _ = await checked(demo)
    assert status == 500
    assert await kept(demo, CHECK) == 0


async def test_a_question_that_cannot_be_asked_ahead_leaves_its_check(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_self: Any, _turn: Turn) -> None:
        raise RuntimeError("not now")

    monkeypatch.setattr(checkout_questions.AskLocation, "act", broken)
    status, answer = await checked(demo)
    assert (status, answer["asked"]) == (200, None)
    assert await kept(demo, CHECK) == 1
