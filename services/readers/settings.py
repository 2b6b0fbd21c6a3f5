"""A park's switch: whether its messages may go to the model, how, and how often a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.kit.audit import By, record
from services.kit.errors import Invalid
from services.kit.snapshots import claim, snapshot

Mode = Literal["off", "shadow", "assist"]
MODES: tuple[Mode, ...] = get_args(Mode)
PARK = ("reader_mode", "reader_daily_calls", "reader_agreed_at")
MOST_CALLS = 100_000


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """`agrees`: whoever saves it says that the park agrees to what is sent."""

    reader_mode: Mode
    reader_daily_calls: int
    agrees: bool = False


def mode_of(park: Mapping[str, Any]) -> Mode:
    """Of a park's columns by name. Without the park's agreement it is off."""
    mode = park["reader_mode"] if park["reader_agreed_at"] is not None else "off"
    return cast("Mode", mode) if mode in MODES else "off"


async def keep(
    session: AsyncSession, by: By, park: Park, entered: ReaderSettings, *, seen: str
) -> None:
    """Change what differs; it holds from the next message on. Switching off takes the park's
    agreement back.

    Raises Invalid with the field's name, and ChangedMeanwhile.
    """
    if entered.reader_mode not in MODES:
        raise Invalid("no such mode", field="reader_mode")
    if not 0 <= entered.reader_daily_calls <= MOST_CALLS:
        raise Invalid("a number of calls", field="reader_daily_calls")
    subject = f"park:{park.id}"
    before = await claim(session, park, PARK, seen, subject)
    if entered.reader_mode != "off" and not (entered.agrees or park.reader_agreed_at):
        raise Invalid("the park has to agree to what is sent", field="agrees")
    if entered.reader_mode == "off":
        park.reader_agreed_at = None
    elif park.reader_agreed_at is None:
        park.reader_agreed_at = by.at
    park.reader_mode = entered.reader_mode
    park.reader_daily_calls = entered.reader_daily_calls
    await session.flush()
    record(session, by, "park.reader", subject, before=before, after=snapshot(park, PARK))
