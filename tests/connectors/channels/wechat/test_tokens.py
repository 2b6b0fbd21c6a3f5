"""One access token for all processes, fetched by one of them at a time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from cryptography.fernet import Fernet
from sqlalchemy import select

from connectors.channels.wechat import Api, App
from connectors.channels.wechat.errors import ApiError, Blocked, Unreachable
from models.channels import PlatformToken
from parkline.process.clock import SetClock
from tests.conftest import WEDNESDAY_MORNING
from tests.connectors.channels.phones import VAULT
from tests.connectors.channels.wechat.driver import Line

STABLE = "/cgi-bin/stable_token"
MENU = "/cgi-bin/menu/create"
BUTTONS = [{"type": "click", "name": "菜单", "key": "菜单"}]


@asynccontextmanager
async def another(
    line: Line, clock: SetClock | None = None, *, vault: Fernet = VAULT, secret: str | None = None
) -> AsyncIterator[Api]:
    """The API as another process has it."""
    door = line.installation.door
    base = line.simulator.world.base_url
    async with ClientSession() as http:
        app = App(line.app.appid, secret or line.app.secret, base)
        yield Api(
            app, http, park_id=door.park_id, sessions=door.sessions,
            clock=clock or door.clock, vault=vault,
        )  # fmt: skip


def calls(line: Line) -> Counter[str]:
    return Counter(call.path for call in line.simulator.world.calls)


async def test_of_many_at_once_one_fetches(line: Line) -> None:
    async with another(line) as here, another(line) as there:
        await asyncio.gather(*(api.create_menu(BUTTONS) for api in (here, there) * 10))
    assert calls(line) == {STABLE: 1, MENU: 20}


async def test_it_is_kept_for_the_next_process_encrypted(line: Line) -> None:
    await line.api.create_menu(BUTTONS)
    async with another(line) as api:
        await api.create_menu(BUTTONS)
    assert calls(line)[STABLE] == 1
    async with line.installation.sessions() as session:
        row = await session.scalar(select(PlatformToken))
    assert row is not None
    assert row.sealed is not None
    assert not any(token in row.sealed for token in line.simulator.world.tokens._known)


async def test_it_is_fetched_anew_before_it_ends(line: Line) -> None:
    clock = SetClock(WEDNESDAY_MORNING)
    async with another(line, clock) as api:
        await api.create_menu(BUTTONS)
        clock.moment = WEDNESDAY_MORNING + timedelta(minutes=114)
        await api.create_menu(BUTTONS)
        assert calls(line)[STABLE] == 1
        clock.moment = WEDNESDAY_MORNING + timedelta(minutes=116)
        await api.create_menu(BUTTONS)
    assert calls(line)[STABLE] == 2


async def test_with_another_key_in_the_settings_it_is_fetched_again(line: Line) -> None:
    await line.api.create_menu(BUTTONS)
    async with another(line, vault=Fernet(Fernet.generate_key())) as api:
        await api.create_menu(BUTTONS)
    assert calls(line)[STABLE] == 2


@pytest.mark.parametrize("ends", ["expire", "invalidate"])
async def test_a_token_that_is_refused_is_renewed_once_by_one(line: Line, ends: str) -> None:
    async with another(line) as here, another(line) as there:
        await asyncio.gather(here.create_menu(BUTTONS), there.create_menu(BUTTONS))
        getattr(line.simulator.world.tokens, ends)()
        await asyncio.gather(*(api.create_menu(BUTTONS) for api in (here, there) * 5))
    assert calls(line)[STABLE] == 2


async def test_a_platform_that_refuses_every_token_is_asked_twice_and_no_more(line: Line) -> None:
    line.simulator.world.faults.add(on=MENU, do="error", errcode=40001, times=100)
    with pytest.raises(ApiError, match="40001"):
        await line.api.create_menu(BUTTONS)
    assert calls(line)[MENU] == 2
    assert calls(line)[STABLE] <= 3


@pytest.mark.parametrize(("code", "seconds"), [(45009, 1_800), (45011, 60)])
async def test_when_the_quota_of_tokens_is_used_up_nobody_asks_for_a_while(
    line: Line, code: int, seconds: int
) -> None:
    line.simulator.world.faults.add(on=STABLE, do="error", errcode=code)
    clock = SetClock(WEDNESDAY_MORNING)
    async with another(line, clock) as here, another(line, clock) as there:
        for api in (here, there, here):
            with pytest.raises(Blocked) as blocked:
                await api.create_menu(BUTTONS)
            assert blocked.value.pause <= timedelta(seconds=seconds)
        assert calls(line) == {STABLE: 1}
        clock.moment = WEDNESDAY_MORNING + timedelta(seconds=seconds)
        await there.create_menu(BUTTONS)


async def test_who_dies_while_fetching_holds_nobody_up_for_long(line: Line) -> None:
    clock = SetClock(WEDNESDAY_MORNING)
    async with line.installation.sessions.begin() as session:
        session.add(
            PlatformToken(
                park_id=line.installation.door.park_id, app_id=line.app.appid,
                lease_token="gone", lease_until=WEDNESDAY_MORNING + timedelta(seconds=15),
            )
        )  # fmt: skip
    async with another(line, clock) as api:
        waiting = asyncio.create_task(api.create_menu(BUTTONS))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        clock.moment = WEDNESDAY_MORNING + timedelta(seconds=16)
        await waiting
    assert calls(line)[STABLE] == 1


async def test_a_wrong_secret_says_so_and_not_what_it_is(line: Line) -> None:
    async with another(line, secret="not-the-secret") as api:
        with pytest.raises(ApiError) as refused:
            await api.create_menu(BUTTONS)
    assert str(refused.value) == "errcode 40125"


async def test_a_platform_that_is_away_says_nothing_of_the_address(line: Line) -> None:
    await line.api.create_menu(BUTTONS)
    line.simulator.world.faults.add(on=MENU, do="drop")
    with pytest.raises(Unreachable) as away:
        await line.api.create_menu(BUTTONS)
    assert "access_token" not in repr(away.value)
    assert away.value.__cause__ is None
    assert away.value.__suppress_context__


async def test_text_is_sent_as_it_is(line: Line) -> None:
    await line.phone().say("在吗")
    await line.api.send_text(line.phone().contact.openid, "牛肉面 🍜")
    [sent] = [call for call in line.simulator.world.calls if "custom" in call.path]
    assert "牛肉面 🍜" in sent.body
