"""What the database's errors say, which are logged."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from parkline.stores.database import Sessions

SAID = "13800138000"


async def test_an_error_does_not_tell_what_was_to_be_stored(sessions: Sessions) -> None:
    async with sessions() as session:
        with pytest.raises(DBAPIError) as raised:
            await session.execute(
                text("select cast(:said as varchar) from nowhere"), {"said": SAID}
            )
    assert SAID not in repr(raised.value)
    assert SAID not in str(raised.value)
