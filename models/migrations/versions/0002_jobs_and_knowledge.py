"""job queue, the bot's schema, and counting changes of what the bot must know

Revision ID: 0002
Revises: 0001
"""

from importlib.resources import files

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RAISE_VERSION = """
create function raise_knowledge_version() returns trigger language plpgsql as $$
begin
    insert into knowledge_version (park_id, version)
    values (coalesce(new.park_id, old.park_id), 1)
    on conflict (park_id) do update set version = knowledge_version.version + 1;
    return null;
end $$
"""

# Stock and prices change with every order and are no business of understanding.
WATCHED = {
    "item": "name_zh, name_en, aliases, unit_zh, unit_en, active, outlet_id",
    "item_option": "code, name_zh, name_en, aliases",
    "building": "code, name_zh, name_en, aliases",
    "faq": "slug, questions, active",
}


def upgrade() -> None:
    schema = files("procrastinate").joinpath("sql", "schema.sql").read_text()
    # A raw cursor: the script's own % and : are not parameters of ours.
    op.get_bind().connection.cursor().execute(schema)
    op.execute("create schema if not exists rasa")
    op.execute(RAISE_VERSION)
    for table, columns in WATCHED.items():
        op.execute(
            f"create trigger knowledge_{table} after insert or delete or update of {columns}"
            f" on {table} for each row execute function raise_knowledge_version()"
        )


def downgrade() -> None:
    for table in WATCHED:
        op.execute(f"drop trigger knowledge_{table} on {table}")
    op.execute("drop function raise_knowledge_version()")
    op.execute("drop schema if exists rasa cascade")
    op.execute(
        """
        do $$ declare found record; begin
            for found in select tablename as name from pg_tables
                where schemaname = 'public' and tablename like 'procrastinate\\_%' loop
                execute format('drop table if exists %I cascade', found.name);
            end loop;
            for found in select p.oid::regprocedure as name from pg_proc p
                join pg_namespace n on n.oid = p.pronamespace
                where n.nspname = 'public' and p.proname like 'procrastinate\\_%' loop
                execute format('drop function if exists %s cascade', found.name);
            end loop;
            for found in select typname as name from pg_type t
                join pg_namespace n on n.oid = t.typnamespace
                where n.nspname = 'public' and typname like 'procrastinate\\_%' and typcategory in ('E', 'C') loop
                execute format('drop type if exists %I cascade', found.name);
            end loop;
        end $$
        """
    )
