"""Where too many wait already, no message is stored; and the same one is taken later."""

import pytest
from sqlalchemy import select

from connectors.channels.base import Crowded, Door
from connectors.channels.feed import Feed
from models.conversations import Message
from parkline.stores.database import Sessions
from tests.given import factories


class Woken:
    def wake(self, park_id: int, conversation_id: int) -> None:
        pass


async def test_a_message_comes_again_when_there_is_room(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await factories.make_park(session)
        person = await factories.make_person(session, park)
        row = await factories.make_conversation(session, person)
    full = True
    async with Feed(None) as feed:
        door = Door(park.id, sessions, lambda: factories.CREATED, Woken(), feed, lambda *_: full)
        with pytest.raises(Crowded):
            await door.receive(row.id, external_id="m1", text="你好")
        async with sessions() as session:
            assert list(await session.scalars(select(Message))) == []
        full = False
        received = await door.receive(row.id, external_id="m1", text="你好")
    assert not received.duplicate
