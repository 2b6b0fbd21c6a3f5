from collections.abc import AsyncIterator

import pytest

from parkline.stores.database import Sessions
from tests.contract.installation import EchoTurns, Installation, installed


@pytest.fixture
async def installation(sessions: Sessions, redis_url: str) -> AsyncIterator[Installation]:
    async with installed(sessions, redis_url) as installation:
        yield installation


@pytest.fixture
def turns(installation: Installation) -> EchoTurns:
    return installation.turns
