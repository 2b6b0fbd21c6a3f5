"""Customer service: everything that people wrote, in its order, once, whatever dies meanwhile."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from connectors.channels.wechat.errors import Unreachable
from connectors.channels.wecom import CustomerService, api, service
from connectors.channels.wecom.keeping import Keeping
from models.channels import SyncCursor
from parkline.simulate.wechat.phone import Phone
from services.channels import cursors
from services.conversations import receiving
from tests.connectors.channels.wecom.driver import KF, Company, company
from tests.contract.installation import EchoTurns, Installation
from tests.kit.waiting import until

WORDS = ["一", "二", "三", "四", "五", "六", "七"]


@pytest.fixture
def quiet(turns: EchoTurns) -> None:
    """Nobody answers: what is looked at is what is kept."""
    turns.pause()


async def cursor(installation: Installation) -> str | None:
    async with installation.sessions() as session:
        found: str | None = await session.scalar(select(SyncCursor.cursor))
        return found


async def leave(line: Company, *words: str, who: str = "wang") -> str:
    """Words that nobody has told us of: the callback was lost. The token that it had."""
    phone, token = line.phone(who, "kf"), ""
    for word in words:
        phone._opened("message")
        content = {"msgtype": "text", "text": {"content": word}}
        token = line.simulator.world.service.keep(
            KF, phone.contact.openid, content, msg_id=str(phone.world.next_id())
        )
    return token


def another(line: Company, token: str) -> CustomerService:
    """Another process, which has heard of it."""
    made = CustomerService(line.installation.door, line.apis["kf"], KF)
    made._token = token
    return made


async def test_more_than_a_page_is_fetched_page_by_page(
    quiet: None, line: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PAGE", 2)
    await leave(line, *WORDS)
    await line.service.fetch()
    assert await line.texts() == WORDS
    assert await cursor(line.installation) == f"c{len(WORDS)}"


class Killed(Exception):
    """As if the process had died there."""


def killed(*_args: Any, **_options: Any) -> Any:
    raise Killed


def at(call: int, original: Callable[..., Any]) -> Callable[..., Any]:
    """The original until its `call`-th time, which kills before it does anything."""
    calls = 0

    async def run(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            raise Killed
        return await original(*args, **options)

    return run


def after(call: int, original: Callable[..., Any]) -> Callable[..., Any]:
    """As `at`, but what was called is done."""
    calls = 0

    async def run(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        result = await original(*args, **options)
        if calls == call:
            raise Killed
        return result

    return run


POINTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "before anything is fetched": (cursors, "read", at(1, cursors.read)),
    "once a page is fetched": (Keeping, "prepare", at(1, Keeping.prepare)),
    "as the cursor moves": (cursors, "move", at(1, cursors.move)),
    "the cursor moved": (cursors, "move", after(1, cursors.move)),
    "at the first message": (receiving, "receive", at(1, receiving.receive)),
    "between two messages": (receiving, "receive", at(2, receiving.receive)),
    "all stored, not committed": (Keeping, "keep", after(1, Keeping.keep)),
    "committed, nobody woken": (Keeping, "follow_up", at(1, Keeping.follow_up)),
    "between two pages": (Keeping, "prepare", at(2, Keeping.prepare)),
    "in the second page": (receiving, "receive", at(4, receiving.receive)),
    "the second page is stored, not committed": (Keeping, "keep", after(2, Keeping.keep)),
}


@pytest.mark.parametrize("point", POINTS)
async def test_killed_at_any_point_nothing_is_skipped_and_nothing_doubled(
    quiet: None, line: Company, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    monkeypatch.setattr(api, "PAGE", 3)
    token = await leave(line, *WORDS)
    where, name, dies = POINTS[point]
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(where, name, dies)
        with pytest.raises(Killed):
            await another(line, token).fetch()
    await another(line, token).fetch()
    assert await line.texts() == WORDS
    assert [row.seq for row in await line.heard()] == list(range(1, len(WORDS) + 1))


async def test_two_gateways_that_fetch_at_once_keep_everything_once(
    quiet: None, line: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PAGE", 2)
    token = await leave(line, *WORDS)
    await asyncio.gather(*(another(line, token).fetch() for _ in range(4)))
    await another(line, token).fetch()
    assert await line.texts() == WORDS


async def test_what_nobody_told_us_of_is_found_by_the_sweep(
    quiet: None, installation: Installation
) -> None:
    async with company(installation, sweep_seconds=0.1) as line:
        await leave(line, "在吗")

        async def found() -> bool:
            return await line.texts() == ["在吗"]

        await until(found)


async def test_a_platform_that_is_away_for_a_moment_is_asked_again(
    quiet: None, line: Company, wang: Phone
) -> None:
    line.simulator.world.faults.add(on="/cgi-bin/kf/sync_msg", do="drop", times=2)
    await wang.say("在吗")
    await line.service.settled()
    assert await line.texts() == ["在吗"]


async def test_a_token_that_is_over_is_left_out(quiet: None, line: Company, wang: Phone) -> None:
    await leave(line, "在吗")
    line.service.heard(KF, "ENC-of-yesterday")
    await line.service.settled()
    assert await line.texts() == ["在吗"]


async def test_another_accounts_callback_is_not_ours(quiet: None, line: Company) -> None:
    await leave(line, "在吗")
    line.service.heard("wk_another", "token")
    await line.service.settled()
    assert await line.texts() == []


async def test_a_cursor_moves_only_from_where_it_was_read(installation: Installation) -> None:
    park = installation.door.park_id
    async with installation.sessions.begin() as session:
        assert await cursors.move(session, park, KF, before="", after="c1")
        assert not await cursors.move(session, park, KF, before="", after="c2")
        assert await cursors.read(session, park, KF) == "c1"


async def test_what_cannot_be_fetched_is_tried_a_few_times_and_left_to_the_sweep(
    line: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0

    async def away(_self: CustomerService) -> None:
        nonlocal tried
        tried += 1
        raise Unreachable("status 502")

    monkeypatch.setattr(CustomerService, "fetch", away)
    line.service.heard(KF, "token")
    await line.service.settled()
    assert tried == service.TRIES
