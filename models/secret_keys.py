"""Which keys of the settings have signed, and since when."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class SecretKey(Base):
    """A key of the settings, by its id, which says nothing about it. The whole installation's: no
    park has a key of its own."""

    __tablename__ = "secret_key"

    id: Mapped[str] = mapped_column(primary_key=True)
    signs_since: Mapped[datetime]
    """From then on nothing was signed with another key; noted by `parkline secrets rotate`."""
