"""The desk's hours, promises and kept replies in the database; its staff: `seed_staff`."""

from models.handoffs import CannedReply
from models.tickets import BusinessHours, SlaPolicy
from parkline.demo.desk.data import DeskData
from parkline.demo.rows import plain, upsert
from parkline.demo.seeds import Seeding


async def seed_desk(seeding: Seeding, data: DeskData) -> None:
    session, park, desk = seeding.session, seeding.park, data.desk
    await upsert(session, park, BusinessHours, ("starts", "ends"), map(plain, desk.hours))
    await upsert(session, park, SlaPolicy, ("kind", "urgency"), map(plain, desk.policies))
    await upsert(session, park, CannedReply, ("code",), map(plain, desk.replies))
