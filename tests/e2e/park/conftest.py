"""One park with the real bot and a clock to set, for all tests of this folder."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio

from parkline.scratch.scratch import Scratch
from parkline.scratch.scratch import scratch as scratch_park
from parkline.settings.settings import Settings
from tests.dialogues.play import Played, play

Play = Callable[[dict[str, Any]], Awaitable[Played]]


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def park() -> AsyncIterator[Scratch]:
    """The demo park. Tests share it, each as a new user."""
    async with scratch_park(Settings(demo=True), print) as made:
        yield made


@pytest.fixture(scope="package")
def played(park: Scratch) -> Play:
    """Plays a dialogue in `park`, once: played again, what it reports would be known already."""
    kept: dict[str, Played] = {}

    async def once(dialogue: dict[str, Any]) -> Played:
        whole = str(dialogue)
        if whole not in kept:
            kept[whole] = await play(park, dialogue)
        return kept[whole]

    return once
