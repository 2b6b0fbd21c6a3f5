"""What the bot hears in words that came in by another way than the chat."""

from datetime import datetime

from services.danger import hearing
from services.danger.passages import Passage
from tests.given.demo_park import DemoPark, jobs


async def heard(
    demo: DemoPark, zone: str = "ask", kind: str = "violence", *, now: datetime
) -> None:
    """What the worker does once the bot has answered of the newest words."""
    async with demo.sessions.begin() as session:
        *_, job = await jobs(session, hearing.QUEUE)
        parsed = {"danger": {"zone": zone, "kind": kind, "p": 0.6}}
        await hearing.take_in(session, Passage(**job.args), parsed, now=now)
