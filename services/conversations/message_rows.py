"""Statements on the way of a message: built once, few, for each is a round trip.

Parameters are not named as columns are: SQLAlchemy would take them for values to be set.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Integer,
    Text,
    Uuid,
    bindparam,
    column,
    lateral,
    select,
    text,
    true,
)
from sqlalchemy.orm import aliased

from models.base import UtcDateTime, table_of
from models.conversations import Conversation, Message
from services.kit.plain_rows import Plain

CONVERSATIONS, MESSAGES = Plain(Conversation), Plain(Message)

IN_CONVERSATION = (Message.park_id == bindparam("park")) & (
    Message.conversation_id == bindparam("conversation")
)
THE_CONVERSATION = (Conversation.park_id == bindparam("park")) & (
    Conversation.id == bindparam("conversation")
)

_ASKS_NOTHING = (
    (Message.author == "system")
    & (Message.buttons == text("'[]'::jsonb"))
    & ~Message.data.has_key("expects")
)
_ASKED = lateral(
    select(Message)
    .where(
        Message.park_id == Conversation.park_id,
        Message.conversation_id == Conversation.id,
        Message.direction == "out",
        ~_ASKS_NOTHING,
    )
    .order_by(Message.seq.desc())
    .limit(1)
)
ASKED = (
    select(*CONVERSATIONS.columns(table_of(Conversation)), *MESSAGES.columns(_ASKED))
    .select_from(table_of(Conversation))
    .outerjoin(_ASKED, true())
    .where(THE_CONVERSATION)
)
"""The conversation, and our last message, passing over news of the system that ask nothing, as
plain rows."""
LOCKED_AND_ASKED = (
    select(Conversation, aliased(Message, _ASKED))
    .outerjoin(_ASKED, true())
    .where(THE_CONVERSATION)
    .with_for_update(of=Conversation, key_share=True)
)
"""The same as objects of the session, the conversation locked. The message is the last one when the
statement began: what we say while it waits for the lock, nobody can have answered."""

STORE_ALONE = (
    text("""
    with held as (
        select last_seq, channel, owner, assignee_id from conversation
        where park_id = :park_id and id = :conversation_id and (
            :known_seq is null
            or last_seq = :known_seq and owner = 'bot' and person_id = :known_person
        )
        for no key update
    ), stored as (
        insert into message (park_id, conversation_id, seq, direction, author, channel,
            external_id, text, payload, status, created_at, traceparent)
        select :park_id, :conversation_id, last_seq + 1, 'in', 'tenant', channel,
            :external_id, :text, :payload, 'received', :now, :traceparent
        from held
        where :most > (
            select count(*) from message where park_id = :park_id
                and conversation_id = :conversation_id and status = 'received'
        )
        on conflict (park_id, channel, external_id) do nothing
        returning *
    ), heard as (
        -- Whoever writes can be reached again, whatever the platform said before.
        update conversation set last_seq = stored.seq, heard_at = :now, push_at = null,
            language = coalesce(:language, conversation.language)
        from stored where conversation.park_id = :park_id and conversation.id = :conversation_id
    ), told as (
        -- Whoever of staff has the conversation is alerted. One insert: those of two would have
        -- their ids in any order, and readers go by ids.
        insert into event (park_id, uid, type, version, subject, sequence, data, occurred_at,
            handled_at, due_at)
        select :park_id, uid, type, version, :subject,
            (select coalesce(max(sequence), 0) from event
                where park_id = :park_id and subject = :subject) + place,
            jsonb_build_object('conversation_id', :conversation_id) || about, :now,
            handled_at, due_at
        from (
            select 1 as place, :uid as uid, :type as type, :version as version,
                jsonb_build_object('message_id', id) as about,
                :now as handled_at, cast(null as timestamptz) as due_at
            from stored
            union all
            select 2, gen_random_uuid(), :replied, :replied_version,
                jsonb_build_object('staff_id', held.assignee_id), null, :now
            from stored, held
            where held.owner = 'staff' and held.assignee_id is not null
        ) as published
        order by place
    )
    select * from stored
    """)
    .bindparams(
        *(
            bindparam(name, type_=BigInteger)
            for name in ("park_id", "conversation_id", "most", "known_seq", "known_person")
        ),
        *(
            bindparam(name, type_=Text)
            for name in (
                "external_id",
                "text",
                "payload",
                "language",
                "type",
                "subject",
                "traceparent",
            )
        ),
        bindparam("version", type_=Integer),
        bindparam("replied", type_=Text),
        bindparam("replied_version", type_=Integer),
        bindparam("uid", type_=Uuid),
        bindparam("now", type_=UtcDateTime()),
    )
    .columns(**{column.name: column.type for column in Message.__table__.columns})
)
"""An inbound message, what it changes in its conversation, and the events message.received and,
where staff have the conversation, conversation.replied, in one; the message as a plain row.

Nothing where the message is known, or there is no room, or `known_seq` is no longer the last
message of a conversation that the bot has with `known_person`; null is not compared. Who has not
locked the conversation may collide with another who writes of it on a unique key, and sends it
again.
"""
STORE = select(Message).from_statement(STORE_ALONE)
"""The same; the message as an object of the session."""

CONCLUDE = (
    text("""
    with held as (
        select last_seq, channel, pushed, owner, owner = 'staff' and :author = 'bot' as silent
        from conversation
        where park_id = :park_id and id = :conversation_id and lease_token = :token
            and not exists (
                select from action_result
                where park_id = :park_id and conversation_id = :conversation_id
                    and message_id = cast(:message_id as text) and created_at <> :tried_at
            )
        for no key update
    ), handled as (
        update message set status = 'handled', data = data || cast(:about as jsonb)
        from held where park_id = :park_id and id = :message_id and status = 'received'
        returning held.*, message.seq as answered
    ), said as (
        insert into message (park_id, conversation_id, seq, direction, author, channel, text,
            buttons, data, status, created_at)
        select :park_id, :conversation_id, last_seq + number, 'out', :author, channel,
            reply->>'text', reply->'buttons', reply->'data',
            case when pushed then 'waiting' else 'sent' end, :now
        from handled, jsonb_array_elements(cast(:replies as jsonb)) with ordinality
            as replies (reply, number)
        where not silent
        returning seq
    ), unsaid as (
        insert into conversation_note (park_id, conversation_id, after_seq, text, created_at)
        select :park_id, :conversation_id, answered, string_agg(reply->>'text', chr(10)), :now
        from handled, jsonb_array_elements(cast(:replies as jsonb)) as replies (reply)
        where silent group by answered
    ), remembered as (
        insert into dialogue_memory (park_id, conversation_id, memory, updated_at)
        select :park_id, :conversation_id, :memory, :now from handled where :memory is not null
        on conflict (park_id, conversation_id)
        do update set memory = excluded.memory, updated_at = excluded.updated_at
    ), released as (
        update conversation set lease_token = null, lease_until = null,
            last_seq = coalesce((select max(seq) from said), conversation.last_seq)
        from handled where conversation.park_id = :park_id and conversation.id = :conversation_id
    )
    -- What was written while we waited for the lock is counted, but cannot be seen yet.
    select last_seq, channel, owner, silent, last_seq > (
            select max(seq) from message
            where park_id = :park_id and conversation_id = :conversation_id
        ) or exists (
            select from message where park_id = :park_id and conversation_id = :conversation_id
                and status = 'received' and id <> :message_id
        ) as waits
    from handled
    """)
    .bindparams(
        *(bindparam(n, type_=BigInteger) for n in ("park_id", "conversation_id", "message_id")),
        *(
            bindparam(name, type_=Text)
            for name in ("author", "token", "memory", "about", "replies")
        ),
        bindparam("now", type_=UtcDateTime()),
        bindparam("tried_at", type_=UtcDateTime()),
    )
    .columns(
        column("last_seq", BigInteger),
        column("channel", Text),
        column("owner", Text),
        column("silent", Boolean),
        column("waits", Boolean),
    )
)
"""What `inbox.conclude` writes, and whether another message waits; `last_seq` is the one before.

No row, and nothing written, if the lease is lost, or if an action of another try than the one at
`tried_at` has written: of no other try if that is null.
"""
