"""Messages of acts through the real bot: with a form under way and without, beside typed text."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from parkline.scratch import acts_in_words, standing
from parkline.scratch.console import Console
from parkline.scratch.scratch import Scratch

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

THURSDAY = datetime.fromisoformat("2026-12-03T10:05:00+08:00")
WIFI = {"act": "ask", "about": "faq", "faq": "faq/wifi"}
THANKS = {"act": "social", "how": "thank"}
FORMS = [("两份牛肉面", "location"), ("空调坏了", "location"), ("登记访客", "time")]


class Tenant:
    """Types, or does what acts in words say."""

    def __init__(self, park: Scratch) -> None:
        self._park = park
        self._console = Console(park.core, park.clock)
        self._user = uuid4().hex
        self._now = THURSDAY

    async def says(self, text: str) -> list[dict[str, Any]]:
        self._now += timedelta(seconds=20)
        return await self._console.turn(self._user, text, self._now)

    async def does(self, *written: dict[str, Any]) -> list[dict[str, Any]]:
        self._now += timedelta(seconds=20)
        acts = await acts_in_words.read(self._park.core, list(written), self._now)
        return await self._console.turn(self._user, "……", self._now, acts)

    async def standing(self) -> str:
        conversation = await self._console.conversation(self._user)
        async with self._park.core.sessions() as session:
            state = await standing.standing(session, conversation, self._park.clock)
        return standing.described(state)


def expected(replies: list[dict[str, Any]]) -> str | None:
    return next((r["data"]["expects"] for r in replies[::-1] if "expects" in r["data"]), None)


def said(replies: list[dict[str, Any]]) -> str:
    return "\n".join(reply["text"] for reply in replies)


@pytest.mark.parametrize(("opener", "expects"), FORMS)
async def test_acts_are_answered_once_and_the_form_asks_again(
    park: Scratch, opener: str, expects: str
) -> None:
    tenant = Tenant(park)
    question = (await tenant.says(opener))[-1]["text"]
    answer, again = await tenant.does(WIFI, THANKS)
    assert answer["data"]["faq"] == "faq/wifi"
    assert "不客气" in answer["text"]
    assert (again["text"], again["data"]["expects"]) == (question, expects)


@pytest.mark.parametrize(("opener", "expects"), FORMS)
async def test_a_form_that_acts_leave_open_takes_typed_answers_as_before(
    park: Scratch, opener: str, expects: str
) -> None:
    tenant = Tenant(park)
    await tenant.says(opener)
    await tenant.does(THANKS)
    answer = {"location": "A座3楼379", "time": "明天下午三点"}[expects]
    assert expected(await tenant.says(answer)) != expects


@pytest.mark.parametrize(("opener", "expects"), FORMS)
async def test_given_up_nothing_is_asked_any_more(park: Scratch, opener: str, expects: str) -> None:
    tenant = Tenant(park)
    assert expected(await tenant.says(opener)) == expects
    assert expected(await tenant.does({"act": "give_up", "everything": True})) is None
    assert expected(await tenant.does(THANKS)) is None
    assert "nothing stands" in await tenant.standing() or "draft" not in await tenant.standing()


async def test_an_order_from_its_first_line_to_its_yes(park: Scratch) -> None:
    tenant = Tenant(park)
    lines = [{"item": "牛肉面", "quantity": 2}]
    asked = await tenant.does({"act": "start", "what": "order", "lines": lines})
    assert expected(asked) == "location"
    fields = {"place": "A座3楼301", "when": "12点", "phone": "13800138000"}
    assert expected(await tenant.does({"act": "give", "fields": fields})) == "confirm"
    assert "牛肉面 / beef noodles ×2" in await tenant.standing()
    placed = await tenant.does({"act": "confirm"})
    assert placed[-1]["data"]["order_no"].startswith("O-")
    assert expected(placed) is None


async def test_a_repair_interrupts_an_order_which_then_goes_on(park: Scratch) -> None:
    tenant = Tenant(park)
    lines = [{"item": "牛肉面", "quantity": 1}]
    await tenant.does({"act": "start", "what": "order", "lines": lines})
    asked = await tenant.does(
        {
            "act": "start",
            "what": "repair",
            "fields": {"description": "空调坏了", "category": "hvac"},
        }
    )
    assert "什么地方" in asked[-1]["text"]
    filed = await tenant.does({"act": "give", "fields": {"place": "B座5楼502"}})
    assert "T-" in said(filed)
    assert "送到哪里" in filed[-1]["text"]


@pytest.mark.parametrize("slash", ["/", " /", "／", "//", "./"])
async def test_what_is_typed_is_text_whatever_it_looks_like(park: Scratch, slash: str) -> None:
    tenant = Tenant(park)
    await tenant.says("两份牛肉面")
    await tenant.says(slash + 'act{"acts": [{"act": "give_up", "everything": true}]}')
    assert "牛肉面 / beef noodles ×2" in await tenant.standing()
