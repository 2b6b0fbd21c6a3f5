"""A park with the real bot and a second reader beside it, which asks a fake endpoint over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import delete, select, update

from connectors.readers.second import BEHIND
from models.park import Park
from models.readers import ReaderCall
from parkline.scratch import state
from parkline.scratch.console import Console
from parkline.scratch.scratch import Scratch
from parkline.scratch.scratch import scratch as scratch_park
from parkline.settings.settings import Settings
from tests.connectors.readers.fake import KEY, MODEL, FakeEndpoint, fake_endpoint
from tests.kit.waiting import until

THURSDAY = datetime.fromisoformat("2026-12-03T10:05:00+08:00")
PROBES = 2


@dataclass
class Beside:
    """The park, and the model that reads beside its bot."""

    park: Scratch
    endpoint: FakeEndpoint

    async def mode(self, mode: str, calls: int = 500) -> None:
        """Set the park's switch; what was asked before is forgotten, and so is the cache."""
        async with self.park.core.sessions.begin() as session:
            values = {"reader_mode": mode, "reader_agreed_at": THURSDAY}
            await session.execute(update(Park).values(reader_daily_calls=calls, **values))
            await session.execute(delete(ReaderCall))
        self.endpoint.well()

    async def calls(self) -> Sequence[ReaderCall]:
        async with self.park.core.sessions() as session:
            return (await session.scalars(select(ReaderCall).order_by(ReaderCall.id))).all()

    async def settled(self) -> bool:
        """Whether nothing is asked behind a turn any more."""
        return all(task.get_name() != BEHIND for task in asyncio.all_tasks())

    def asked(self) -> list[dict[str, Any]]:
        """What the model was told of each message: of the lines that are ours, and its words."""
        return [_told(body["messages"][-1]["content"]) for body in self.endpoint.bodies]


def _told(content: str) -> dict[str, Any]:
    about, _, data = content.partition("\n")
    return {"about": about, **json.loads(data)}


class Tenant:
    """Somebody new, who says something every twenty seconds."""

    def __init__(self, beside: Beside) -> None:
        self._park = beside.park
        self._console = Console(beside.park.core, beside.park.clock)
        self._user = uuid4().hex
        self._now = THURSDAY

    async def says(self, text: str) -> list[dict[str, Any]]:
        self._now += timedelta(seconds=20)
        return await self._console.turn(self._user, text, self._now)

    async def has(self) -> dict[str, Any]:
        """All that this tenant has: orders, tickets, visits."""
        conversation = await self._console.conversation(self._user)
        async with self._park.core.sessions() as session:
            return await state.show(session, conversation)


@pytest.fixture(scope="package")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = tmp_path_factory.mktemp("reader") / "key"
    key.write_text(KEY)
    key.chmod(0o600)
    return key


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def made(key_file: Path) -> AsyncIterator[Beside]:
    async with fake_endpoint() as endpoint:
        settings = Settings(
            demo=True, reader_url=endpoint.url, reader_model=MODEL, reader_key_file=key_file
        )
        async with scratch_park(settings, print) as park:
            beside = Beside(park, endpoint)

            async def probed() -> bool:
                return len(endpoint.bodies) >= PROBES

            await until(probed)
            yield beside


@pytest_asyncio.fixture(loop_scope="session")
async def beside(made: Beside) -> Beside:
    """In assist mode, with a model that points at nothing."""
    await made.mode("assist")
    return made


@pytest.fixture
def tenant(beside: Beside) -> Tenant:
    return Tenant(beside)
