"""A park's numbers for an emergency, and from which probability its bot alarms and asks."""

from dataclasses import asdict, dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.kit.audit import By, record
from services.kit.errors import Invalid
from services.kit.phones import is_dialable
from services.kit.snapshots import claim, snapshot

PHONES = ("emergency_phone", "fire_phone", "ambulance_phone", "police_phone", "crisis_phone")
PARK = (*PHONES, "danger_alarm_from", "danger_ask_from")


@dataclass(frozen=True, slots=True)
class DangerSettings:
    """Thresholds are probabilities, above 0 and up to 1; None of both: as the bot was trained."""

    emergency_phone: str
    fire_phone: str
    ambulance_phone: str
    police_phone: str
    crisis_phone: str
    danger_alarm_from: float | None
    danger_ask_from: float | None


async def keep(
    session: AsyncSession, by: By, park: Park, entered: DangerSettings, *, seen: str
) -> None:
    """Change what differs. The bot goes by it from the next message on.

    Raises Invalid with the field's name, and ChangedMeanwhile.
    """
    _check(entered)
    subject = f"park:{park.id}"
    before = await claim(session, park, PARK, seen, subject)
    for column, value in asdict(entered).items():
        setattr(park, column, value)
    await session.flush()
    record(session, by, "park.danger", subject, before=before, after=snapshot(park, PARK))


def _check(entered: DangerSettings) -> None:
    for name in PHONES:
        if not is_dialable(getattr(entered, name)):
            raise Invalid(f"{name} is no number that can be dialled", field=name)
    alarm, ask = entered.danger_alarm_from, entered.danger_ask_from
    if (alarm is None) != (ask is None):
        missing = "danger_alarm_from" if alarm is None else "danger_ask_from"
        raise Invalid("one threshold needs the other", field=missing)
    if alarm is not None and ask is not None and not 0 < ask <= alarm <= 1:
        raise Invalid("the bot asks below where it alarms", field="danger_ask_from")
