"""Lists by pages, the newest first."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Select

from api.frame.call import Call
from api.frame.shapes import Page, Paged


async def newest[Row](call: Call, query: Select[Row], key: Any, asked: Paged) -> Sequence[Row]:
    """The rows of a page, by `key` downwards, and one more if there are any: see `page`."""
    if asked.before is not None:
        query = query.where(key < asked.before)
    found = await call.session.scalars(query.order_by(key.desc()).limit(asked.limit + 1))
    return found.all()


def page[Item: BaseModel](
    kind: type[Page[Item]], items: list[Item], keys: list[int], asked: Paged
) -> Page[Item]:
    """Of one row more than was asked for; `keys` are theirs, and may be more than `items`."""
    more = len(keys) > asked.limit
    return kind(items=items[: asked.limit], next=str(keys[asked.limit - 1]) if more else None)
