"""What a person does not want to hear."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, belongs_to


class NoticeOptOut(Base):
    """A kind of notice that a person does not want."""

    __tablename__ = "notice_opt_out"
    __table_args__ = (belongs_to("person", "person_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    """One of services.notices.opt_outs.KINDS."""
    created_at: Mapped[datetime]
