"""What labels bring to the park's rules: putting one."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from services.automation.kinds import Doing, Param, RuleAction
from services.events.follows import Told
from services.labels import labels

_LABEL = (Param("label", "label"),)


async def _cannot(what: str, session: AsyncSession, doing: Doing) -> str | None:
    wanted = int(doing.values["label"])
    if wanted not in {one.id for one in await labels.listing(session, doing.park_id)}:
        return "gone"
    put = (await labels.on(session, doing.park_id, what, [doing.id])).get(doing.id, ())
    if wanted in {one.id for one in put}:
        return "already"
    return "full" if len(put) >= labels.MOST_OF_ONE else None


async def _put(what: str, session: AsyncSession, doing: Doing) -> Sequence[Told]:
    label = int(doing.values["label"])
    await labels.add_to(session, doing.park_id, what, [doing.id], label)
    return ()


def _action(what: str) -> RuleAction:
    cannot: Callable[[AsyncSession, Doing], Awaitable[str | None]] = partial(_cannot, what)
    return RuleAction("label", what, _LABEL, cannot, partial(_put, what))


PARTS = tuple(_action(what) for what in labels.ON)
