"""What any domain may need: requests that must not be carried out twice."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped


class IdempotencyKey(ParkScoped):
    """An answer kept for a client that asks again with the same key."""

    __tablename__ = "idempotency_key"
    __table_args__ = (
        UniqueConstraint("park_id", "scope", "key"),
        Index("ix_idempotency_key_created_at", "created_at"),
    )

    scope: Mapped[str]
    key: Mapped[str]
    body_hash: Mapped[str]
    status: Mapped[int]
    answer: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
