"""Accounts of two parks on platforms, in one gateway: each is its own park's, whatever host is
called."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from models.conversations import Message
from parkline.settings import secrets
from services.channels import account_forms, account_secrets, accounts
from services.channels.account_forms import Entered
from services.kit.audit import By
from tests.given.visits import NOW
from tests.kit.databases import Copies
from tests.kit.waiting import until
from tests.security.test_twins import OURS, SETTINGS, THEIRS, Parks, same, serving

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
async def parks(demo_copies: Copies) -> AsyncIterator[Parks]:
    with demo_copies.one() as url:
        async with serving(url) as made:
            yield made


async def test_an_account_is_called_at_any_host_and_hears_for_its_own_park(parks: Parks) -> None:
    """The same chat, the same update, behind the other park's host."""
    vault = secrets.vault(SETTINGS)
    called = list[tuple[int, str, str]]()
    for park_id, host, token in (
        (parks.made.park.id, THEIRS, "7000000001:one"),
        (parks.twin_id, OURS, "7000000002:other"),
    ):
        async with parks.sessions.begin() as session:
            entered = account_forms.check(Entered("telegram", "bot", "", {"token": token}))
            row = await accounts.add(session, By(park_id, None, NOW), vault, entered)
            kept = account_secrets.opened(row, vault)
            assert kept is not None
            called.append((park_id, f"/in/telegram/{row.code}", kept.now["webhook"]))
        said = {"message_id": 1, "chat": {"id": 42, "type": "private"}, "text": f"of {park_id}"}
        path, secret = called[-1][1:]

        async def taken(host: str = host, path: str = path, secret: str = secret) -> bool:
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
            update = {"update_id": 7, "message": said}  # noqa: B023 - asked at once
            answer = await parks.ask(host, path, "POST", json=update, headers=headers)
            return answer.status == 200

        await until(taken)
    async with parks.sessions() as session:
        found = await session.execute(
            select(Message.park_id, Message.text).where(
                Message.park_id.in_([one[0] for one in called]), Message.text.startswith("of ")
            )
        )
        assert sorted(found) == [(park_id, f"of {park_id}") for park_id, _, _ in sorted(called)]
    [(_, ours, secret), (_, theirs, _)] = called
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    refused = await parks.ask(OURS, theirs, "POST", json={}, headers=headers)
    assert refused.status == 404
    assert await same(refused, await parks.ask(OURS, ours[:-3] + "aaa", "POST", json={}))
