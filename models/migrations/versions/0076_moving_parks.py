"""a park that moves to another installation: what stays the same of it, and who may write meanwhile

Revision ID: 0076
Revises: 0069
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0076"
down_revision = "0069"
branch_labels = None
depends_on = None

IS_COPYING = """
create function is_copying(about oid) returns boolean language plpgsql stable as $$
begin
    if current_setting('parkline.copying', true) is distinct from 'on' then
        return false;
    end if;
    return pg_has_role(current_user, (select relowner from pg_class where oid = about), 'member');
end $$
"""
"""Rows of a park that arrives are written as they were, and those of one that has gone are deleted.
Only the tables' owner may say that it does so: processes connect as other roles."""

# 57 is the class of an operator's intervention: whoever writes takes it for an outage that passes.
REFUSE_AT_REST = """
create function refuse_at_rest() returns trigger language plpgsql as $$
begin
    if not is_copying(tg_relid) then
        raise exception using errcode = '57R01', message = 'the park is at rest: it moves';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$
"""

OTHERWISE = {
    "raise_knowledge_version": """
create or replace function raise_knowledge_version() returns trigger language plpgsql as $$
begin
    if is_copying(tg_relid) then
        return null;
    end if;
    insert into knowledge_version (park_id, version)
    values (coalesce(new.park_id, old.park_id), 1)
    on conflict (park_id) do update set version = knowledge_version.version + 1;
    return null;
end $$
""",
    "note_sold_out": """
create or replace function note_sold_out() returns trigger language plpgsql as $$
begin
    if is_copying(tg_relid) then
        return new;
    end if;
    if (new.stock < new.min_quantity or not new.active) and new.sold_out_at is null then
        new.sold_out_at := now();
    end if;
    return new;
end $$
""",
    "refuse_to_change": """
create or replace function refuse_to_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and is_copying(tg_relid) then
        return old;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$
""",
}
AS_BEFORE = {
    "raise_knowledge_version": """
create or replace function raise_knowledge_version() returns trigger language plpgsql as $$
begin
    insert into knowledge_version (park_id, version)
    values (coalesce(new.park_id, old.park_id), 1)
    on conflict (park_id) do update set version = knowledge_version.version + 1;
    return null;
end $$
""",
    "note_sold_out": """
create or replace function note_sold_out() returns trigger language plpgsql as $$
begin
    if (new.stock < new.min_quantity or not new.active) and new.sold_out_at is null then
        new.sold_out_at := now();
    end if;
    return new;
end $$
""",
    "refuse_to_change": """
create or replace function refuse_to_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$
""",
}


def upgrade() -> None:
    op.add_column("park", sa.Column("state", sa.Text(), server_default="active", nullable=False))
    op.add_column(
        "park",
        sa.Column(
            "state_since",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
    op.add_column("park", sa.Column("move_role", sa.Text(), nullable=True))
    op.add_column("park", sa.Column("move_id", sa.Uuid(), nullable=True))
    op.add_column("park", sa.Column("moved_to", sa.Text(), server_default="", nullable=False))
    op.create_check_constraint(
        op.f("ck_park_state"), "park", "state in ('active', 'read_only', 'moving', 'gone')"
    )
    op.create_check_constraint(
        op.f("ck_park_move_role"), "park", "move_role in ('leaving', 'arriving')"
    )
    op.create_table(
        "resting_job",
        sa.Column("queue_name", sa.Text(), nullable=False),
        sa.Column("task_name", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("lock", sa.Text(), nullable=True),
        sa.Column("queueing_lock", sa.Text(), nullable=True),
        sa.Column("args", postgresql.JSONB(), nullable=False),
        sa.Column("scheduled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_resting_job_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_resting_job")),
    )
    op.execute(IS_COPYING)
    op.execute(REFUSE_AT_REST)
    for function in OTHERWISE.values():
        op.execute(function)


def downgrade() -> None:
    for function in AS_BEFORE.values():
        op.execute(function)
    op.execute("drop function refuse_at_rest()")
    op.execute("drop function is_copying(oid)")
    op.drop_table("resting_job")
    for column in ("moved_to", "move_id", "move_role", "state_since", "state"):
        op.drop_column("park", column)
