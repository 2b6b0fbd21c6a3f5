"""What was said, by whom, in which order."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class Conversation(ParkScoped):
    """One person as one channel knows them: somebody with two accounts there has two."""

    __tablename__ = "conversation"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("identity", "identity_id"),
        belongs_to("staff", "assignee_id"),
        UniqueConstraint("park_id", "identity_id"),
        Index("ix_conversation_owner", "park_id", "owner", "id"),
        Index("ix_conversation_person", "park_id", "person_id"),
        CheckConstraint("(owner = 'staff') = (assignee_id is not null)", name="assignee"),
        CheckConstraint("owner in ('bot', 'queued', 'staff')", name="owner"),
        CheckConstraint("language in ('zh', 'en')", name="language"),
    )

    channel: Mapped[str]
    identity_id: Mapped[int] = mapped_column(BigInteger)
    """By which the channel reaches them: what is pushed goes to its `external_id`."""
    person_id: Mapped[int] = mapped_column(BigInteger)
    """Whose the identity is: repeated here because almost every question asks for it."""
    owner: Mapped[str] = mapped_column(server_default="bot")
    """bot → queued → staff → bot; written by services.handoffs.handoffs alone, under the row's
    lock."""
    assignee_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of the staff who own it."""
    language: Mapped[str] = mapped_column(server_default="zh")
    """Of the tenant's last message that showed one."""
    last_seq: Mapped[int] = mapped_column(BigInteger, server_default="0")
    read_seq: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """The newest message that staff had on their screen while the conversation was theirs or
    waited for them; 0 for none."""
    lease_token: Mapped[str | None]
    """Fencing token of the process that handles this conversation's messages now."""
    lease_until: Mapped[datetime | None]
    pushed: Mapped[bool] = mapped_column(server_default="false")
    """Whether what we say has to be sent to the channel's platform; else the channel reads it."""
    push_token: Mapped[str | None]
    """Fencing token of the process that sends this conversation's messages now."""
    push_until: Mapped[datetime | None]
    push_at: Mapped[datetime | None]
    """Not sent before: the platform said so, or could not be reached."""
    heard_at: Mapped[datetime | None]
    """When the tenant last wrote."""
    answered_at: Mapped[datetime | None]
    """When staff last wrote."""
    network: Mapped[str | None]
    """A keyed hash of the network that a guest last wrote from: two of one are counted together."""
    created_at: Mapped[datetime]


class Message(ParkScoped):
    """One message, inbound or outbound. `seq` counts per conversation without gaps."""

    __tablename__ = "message"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "conversation_id", "seq"),
        UniqueConstraint("park_id", "channel", "external_id"),
        Index(
            "ix_message_waiting",
            "park_id",
            "conversation_id",
            "seq",
            postgresql_where=sql("status = 'received'"),
        ),
        Index(
            "ix_message_unsent",
            "park_id",
            "conversation_id",
            "seq",
            postgresql_where=sql("status = 'waiting'"),
        ),
        CheckConstraint("direction in ('in', 'out')", name="direction"),
        CheckConstraint(
            "status in ('received', 'handled', 'waiting', 'sent', 'undelivered')", name="status"
        ),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)
    direction: Mapped[str]
    author: Mapped[str]
    """tenant, bot, system or staff."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    channel: Mapped[str]
    external_id: Mapped[str | None]
    """The key of deduplication: the channel's id of an inbound message, the desk's of a reply."""
    text: Mapped[str]
    payload: Mapped[str | None]
    """A command of a button that we offered and the tenant pressed; never taken from typed text."""
    buttons: Mapped[list[dict[str, Any]]] = mapped_column(server_default=sql("'[]'"))
    data: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    status: Mapped[str]
    """Inbound: received → handled. Outbound: sent, or in a pushed conversation waiting → sent or
    undelivered."""
    attempts: Mapped[int] = mapped_column(server_default="0")
    """Turns tried for an inbound message; failures to send an outbound one."""
    parts: Mapped[int] = mapped_column(server_default="0")
    """Of an outbound message that takes several sendings: how many the platform has."""
    outcome: Mapped[str | None]
    """How an outbound message was sent where there are several ways, or why it was not delivered:
    a code such as window_closed."""
    created_at: Mapped[datetime]
    traceparent: Mapped[str | None]
    """Of the request that an inbound message came by, where that is traced."""


class ConversationFile(ParkScoped):
    """A document or a voice message that was sent in a conversation, as it came."""

    __tablename__ = "conversation_file"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_conversation_file_conversation", "park_id", "conversation_id", "id"),
        CheckConstraint("kind in ('document', 'voice')", name="kind"),
        CheckConstraint("(kind = 'voice') = (seconds is not null)", name="seconds"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of staff, who sent it; None: its tenant did."""
    token: Mapped[str]
    """Unguessable part of its address."""
    kind: Mapped[str]
    media_type: Mapped[str]
    name: Mapped[str]
    """Of a document; empty for a voice message."""
    size: Mapped[int]
    """Bytes."""
    seconds: Mapped[int | None]
    """How long a voice message is, as the browser that recorded it says."""
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


class DialogueMemory(Base):
    """What the bot remembers of a conversation: the form that is open, what was asked, the last
    messages. Written with the answers to a message, handed to the bot with the next one."""

    __tablename__ = "dialogue_memory"
    __table_args__ = (belongs_to("conversation", "conversation_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    memory: Mapped[str]
    """Of the bot's own making; nobody else reads it."""
    updated_at: Mapped[datetime] = mapped_column(index=True)


class ActionResult(Base):
    """What a custom action did in a turn, so that a turn run again does nothing twice."""

    __tablename__ = "action_result"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        Index("ix_action_result_created_at", "created_at"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    """How many events the bot's tracker held since the message when the action was called."""
    events: Mapped[list[dict[str, Any]]]
    responses: Mapped[list[dict[str, Any]]]
    created_at: Mapped[datetime]
