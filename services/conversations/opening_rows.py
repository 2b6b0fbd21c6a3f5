"""Statements that find a conversation, or make it at somebody's first word: one for either."""

from sqlalchemy import BigInteger, Boolean, Text, bindparam, select, text

from models.base import UtcDateTime
from models.conversations import Conversation
from models.people import ChannelIdentity

KNOWN = (
    select(ChannelIdentity.signed_out_at, Conversation)
    .outerjoin(
        Conversation,
        (Conversation.park_id == ChannelIdentity.park_id)
        & (Conversation.identity_id == ChannelIdentity.id),
    )
    .where(
        ChannelIdentity.park_id == bindparam("park"),
        ChannelIdentity.channel == bindparam("channel"),
        ChannelIdentity.account == bindparam("account"),
        ChannelIdentity.external_id == bindparam("external"),
    )
)
"""When an identity was signed out, and its conversation, if it has one; no row if a channel has not
seen it yet."""

MAKE = select(Conversation).from_statement(
    text("""
    with known as (
        select id, person_id from identity
        where park_id = :park and channel = :channel and account = :account
            and external_id = :external and signed_out_at is null
    ), new as (
        select nextval(pg_get_serial_sequence('person', 'id')) as person_id
        where not exists (select from known)
    ), claimed as (
        insert into identity (park_id, person_id, channel, account, external_id)
        select :park, person_id, :channel, :account, :external from new
        on conflict do nothing
        returning id, person_id
    ), made as (
        -- Keys are checked when the statement ends: nobody is made whose identity was taken.
        insert into person (park_id, id, language, created_at)
        select :park, person_id, 'zh', :now from claimed
    )
    insert into conversation (park_id, channel, identity_id, person_id, pushed, created_at)
    select :park, :channel, id, person_id, :pushed, :now
    from (select * from known union all select * from claimed) as whose
    on conflict do nothing
    returning *
    """)
    .bindparams(
        bindparam("park", type_=BigInteger),
        bindparam("channel", type_=Text),
        bindparam("account", type_=Text),
        bindparam("external", type_=Text),
        bindparam("pushed", type_=Boolean),
        bindparam("now", type_=UtcDateTime()),
    )
    .columns(**{column.name: column.type for column in Conversation.__table__.columns})
)
"""The conversation of an identity, with the identity and its person where they are new.

No row where another made one of them at the same moment: it is KNOWN then.
"""
