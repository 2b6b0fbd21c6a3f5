"""A scratch park as it was when it came up: what conversations made goes, what they took returns.

Copies of all tables stand beside them in a schema of their own. Only a superuser of the database
may do this, which whoever runs a scratch park is: rows are put back without their foreign keys
being looked at, for all of them come back together.
"""

from sqlalchemy import text

from parkline.stores.database import Sessions

_KEEP = text("""
do $$
declare one record;
begin
    create schema if not exists fresh;
    drop table if exists fresh._versions;
    create unlogged table fresh._versions (name name primary key, version text);
    create or replace function fresh.version(its regclass) returns text language plpgsql as
    $version$
    declare found text;
    begin
        execute format('select md5(string_agg(ctid::text || xmin::text, '','' order by ctid))'
            ' from %s', its) into found;
        return found;
    end
    $version$;
    for one in
        select c.oid::regclass as its, c.relname as name from pg_class c
        where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
    loop
        execute format('drop table if exists fresh.%I', one.name);
        execute format('create unlogged table fresh.%I as table %s', one.name, one.its);
        insert into fresh._versions values (one.name, fresh.version(one.its));
    end loop;
end $$
""")
"""A table's version is which versions of rows it consists of: a row that somebody has written is
another one, though it says the same."""
_RESTORE = text("""
do $$
declare one record; columns text;
begin
    set local session_replication_role = replica;
    for one in
        select c.oid as oid, c.oid::regclass as its, c.relname as name from pg_class c
        left join fresh._versions as kept on kept.name = c.relname
        where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
            and kept.version is distinct from fresh.version(c.oid::regclass)
    loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns
        from pg_attribute where attrelid = one.oid and attnum > 0
            and not attisdropped and attgenerated = '';
        execute format('delete from %s', one.its);
        execute format('insert into %s (%s) overriding system value select %s from fresh.%I',
            one.its, columns, columns, one.name);
        update fresh._versions set version = fresh.version(one.its) where name = one.name;
    end loop;
end $$
""")
"""Tables that nobody wrote are left. Sequences go on, so that whoever has kept something by its
number takes nothing new for it."""


async def keep(sessions: Sessions) -> None:
    """Take the park as it is now for the one to return to."""
    async with sessions.begin() as session:
        await session.execute(_KEEP)


async def restore(sessions: Sessions) -> None:
    """Return to it. Nobody may be in the middle of a turn. Raises if it was never kept."""
    async with sessions.begin() as session:
        await session.execute(_RESTORE)
