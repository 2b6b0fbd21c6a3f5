"""Parks that show one another what each has published: copies, never a join across parks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class NetworkMember(ParkScoped):
    """That the park is in a network. Parks of one `slug` are in one; each keeps its names."""

    __tablename__ = "network_member"
    __table_args__ = (UniqueConstraint("park_id", "slug"), Index("ix_network_member_slug", "slug"))

    slug: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    since: Mapped[datetime]


class NetworkFeed(Base):
    """The last number that the park has given to what it tells others. Its lock puts them in
    order: whoever has a number is committed before the next one is given."""

    __tablename__ = "network_feed"

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, server_default="0")


class NetworkOffer(ParkScoped):
    """What the park has published to a network. Withdrawn it says nothing any more, and goes after
    a year."""

    __tablename__ = "network_offer"
    __table_args__ = (
        belongs_to("company", "company_id"),
        belongs_to("booking_resource", "resource_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "uid"),
        Index("uq_network_offer_company", "park_id", "network", "company_id", unique=True),
        Index("uq_network_offer_resource", "park_id", "network", "resource_id", unique=True),
        Index("ix_network_offer_sequence", "park_id", "sequence"),
        CheckConstraint("kind in ('org', 'space')", name="kind"),
        CheckConstraint("(company_id is null) <> (resource_id is null)", name="one_of_them"),
    )

    network: Mapped[str]
    uid: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[str]
    company_id: Mapped[int | None] = mapped_column(BigInteger)
    resource_id: Mapped[int | None] = mapped_column(BigInteger)
    body: Mapped[dict[str, Any]]
    """services.network.bodies; empty once it is withdrawn."""
    sequence: Mapped[int] = mapped_column(BigInteger)
    """Of its last change (NetworkFeed)."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who published it; None for the command line."""
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class NetworkCard(ParkScoped):
    """The park's copy of what another park has published. Withdrawn it says nothing any more, and
    goes after a year."""

    __tablename__ = "network_card"
    __table_args__ = (
        belongs_to("network_peer", "peer_id"),
        UniqueConstraint("park_id", "origin", "uid"),
        CheckConstraint("kind in ('org', 'space')", name="kind"),
    )

    network: Mapped[str]
    origin: Mapped[UUID] = mapped_column(Uuid)
    """Of the park that published it: its `uid`."""
    origin_zh: Mapped[str]
    origin_en: Mapped[str]
    peer_id: Mapped[int | None] = mapped_column(BigInteger)
    """By whom it came from another installation; None: the park is in this one."""
    uid: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    sequence: Mapped[int] = mapped_column(BigInteger)
    """The publisher's. What has a smaller one is older, however late it comes."""
    received_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class NetworkPeer(ParkScoped):
    """A park in another installation with which this one exchanges what both have published."""

    __tablename__ = "network_peer"
    __table_args__ = (
        UniqueConstraint("park_id", "code"),
        UniqueConstraint("park_id", "uid"),
        Index("ix_network_peer_due", "due_at", postgresql_where=sql("due_at is not null")),
        CheckConstraint("failures >= 0", name="failures"),
    )

    code: Mapped[str]
    """As operators call it."""
    url: Mapped[str]
    """The other park's own address, without a path."""
    uid: Mapped[UUID | None] = mapped_column(Uuid)
    """The other park's; None until its key is known."""
    name_zh: Mapped[str] = mapped_column(server_default="")
    name_en: Mapped[str] = mapped_column(server_default="")
    """As it calls itself."""
    networks: Mapped[list[str]]
    """What is exchanged with it, and nothing of any other."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Our private key for this peer alone, encrypted with the settings' key."""
    next_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The one to come: both sign until the peer has said that it knows it."""
    keys_version: Mapped[int] = mapped_column(server_default="1")
    """How often our keys for it have changed."""
    their_key: Mapped[str | None]
    their_next: Mapped[str | None]
    their_version: Mapped[int] = mapped_column(server_default="0")
    cursor: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """Up to which of its numbers all has been read here."""
    pushed: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """Up to which of our numbers it has taken what we sent."""
    confirmed_at: Mapped[datetime | None]
    """When we last asked and had all it has. Its cards are shown for a minute from then on."""
    due_at: Mapped[datetime | None]
    """When it is asked again; None where its key is not known yet."""
    failures: Mapped[int] = mapped_column(server_default="0")
    """In a row."""
    problem: Mapped[str | None]
    """Why the last exchange failed, as a code of services/network/exchanging.py."""
    created_at: Mapped[datetime]


class NetworkIntroduction(ParkScoped):
    """Somebody of one park would like to get to know a company of another. Each park has a row of
    it: `out` where they asked, `in` where the company is."""

    __tablename__ = "network_introduction"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "direction", "origin", "uid"),
        Index("ix_network_introduction_sequence", "park_id", "origin", "sequence"),
        CheckConstraint("direction in ('out', 'in')", name="direction"),
        CheckConstraint("status in ('sent', 'passed_on', 'declined', 'recalled')", name="status"),
    )

    direction: Mapped[str]
    uid: Mapped[UUID] = mapped_column(Uuid)
    origin: Mapped[UUID] = mapped_column(Uuid)
    """The other park's `uid`."""
    card: Mapped[UUID] = mapped_column(Uuid)
    """Of the company, or of the room."""
    about_zh: Mapped[str]
    about_en: Mapped[str]
    """What the card was called."""
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who asked, where it is `out`."""
    contact: Mapped[dict[str, Any]]
    """What they agreed to pass on: name, company, phone, words, park."""
    status: Mapped[str]
    reply: Mapped[str | None]
    """What the other park's desk said to it."""
    sequence: Mapped[int] = mapped_column(BigInteger)
    """Ours, of what we last told the other park of it; 0: nothing."""
    heard: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """Theirs, of what they last told us of it."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who answered it."""
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
