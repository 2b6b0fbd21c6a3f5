"""How long people keeps what holds people, and what goes then."""

from datetime import datetime

from sqlalchemy import or_

from models.people import JoinCode
from services.kit.retention import Kind, Retention, Rule, Yes, drop


def _code_ended(before: datetime) -> Yes:
    return or_(JoinCode.expires_at < before, JoinCode.used_at < before)


RETENTION = Retention(
    {
        "join_codes": Kind(
            365,
            "to know who let whom into a company",
            "when the code ended",
            seen_with=("accounts.manage",),
        ),
    },
    {
        "join_codes": Rule(
            "join_codes", JoinCode, JoinCode.created_at, _code_ended, drop(JoinCode)
        ),
    },
)
