"""How long danger keeps what holds people, and what goes then."""

from sqlalchemy import and_

from models.danger import DangerSign
from services.kit.retention import Retention, Rule, drop

RETENTION = Retention(
    {},
    {
        "danger_signs": Rule(
            "taught",
            DangerSign,
            DangerSign.created_at,
            lambda before: and_(DangerSign.created_at < before, DangerSign.next_alarm_at.is_(None)),
            drop(DangerSign),
        ),
    },
)
