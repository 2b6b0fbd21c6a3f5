"""Pictures of what is sold. Their bytes are rows, as those of photos are."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, belongs_to


class ItemPicture(Base):
    """The one picture of an item, cleaned as a photo is, in two sizes."""

    __tablename__ = "item_picture"
    __table_args__ = (belongs_to("item", "item_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    digest: Mapped[str]
    """Of the image: a part of its address, so that another picture has another address."""
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]
