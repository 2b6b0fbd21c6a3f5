"""Counting what is left, while orders take from it."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid

MOST_PIECES = 1_000_000


class StockMoved(Conflict):
    """The stock is no longer what was shown. `details`: `stock`, None without a limit."""

    code = "stock_moved"


async def set_stock(
    session: AsyncSession, by: By, item: Item, pieces: int | None, *, seen: int | None
) -> None:
    """Count anew; None lifts the limit. `seen` is the stock that was shown.

    Raises Invalid, and StockMoved when something was sold (or added) meanwhile.
    """
    await session.refresh(item, with_for_update={"key_share": True})
    if item.stock != seen:
        raise StockMoved(str(item.stock), stock=item.stock)
    await _keep_stock(session, by, item, counted(pieces))


async def add_stock(session: AsyncSession, by: By, item: Item, pieces: int) -> None:
    """So many more, or fewer; whatever is sold at the same moment counts too.

    Raises Invalid where nothing is counted, or more is taken away than there is.
    """
    await session.refresh(item, with_for_update={"key_share": True})
    if item.stock is None:
        raise Invalid("its stock is not counted", field="pieces")
    await _keep_stock(session, by, item, counted(item.stock + pieces))


def counted(pieces: int | None) -> int | None:
    """A stock that can be. Raises Invalid."""
    if pieces is not None and not 0 <= pieces <= MOST_PIECES:
        raise Invalid(f"a stock is 0 to {MOST_PIECES} pieces", field="pieces")
    return pieces


async def _keep_stock(session: AsyncSession, by: By, item: Item, stock: int | None) -> None:
    before = {"stock": item.stock}
    item.stock = stock
    await session.flush()
    after = {"stock": stock}
    record(session, by, "item.stock", f"item:{item.id}", before=before, after=after)
