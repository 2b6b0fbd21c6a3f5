"""events and deliveries are their own queues: no jobs beside them, and a word when one waits

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NOTIFY = """
create function notify_waiting() returns trigger language plpgsql as $$
begin
    perform pg_notify(tg_argv[0], '');
    return null;
end $$
"""
EVENT_WAITS = """
create trigger event_waits after insert on event
    for each row when (new.due_at is not null) execute function notify_waiting('parkline_events')
"""
DELIVERY_WAITS = """
create trigger delivery_waits after insert on delivery
    for each row when (new.status = 'pending')
    execute function notify_waiting('parkline_deliveries')
"""
DELIVERY_WAITS_AGAIN = """
create trigger delivery_waits_again after update of status, next_attempt_at on delivery
    for each row when (
        new.status = 'pending'
        and (old.status <> 'pending' or new.next_attempt_at < old.next_attempt_at)
    ) execute function notify_waiting('parkline_deliveries')
"""
# What these would do is done from the rows now.
FORGET_JOBS = """
delete from procrastinate_jobs
    where task_name in ('handle_event', 'deliver') and status in ('todo', 'doing')
"""
# The older code finds its work by jobs.
MAKE_JOBS = (
    """
    insert into procrastinate_jobs (queue_name, task_name, lock, args)
    select 'events', 'handle_event', park_id || ':' || subject,
        jsonb_build_object('park_id', park_id, 'event_id', id)
    from event where handled_at is null order by id
    """,
    """
    insert into procrastinate_jobs (queue_name, task_name, lock, args)
    select 'deliveries', 'deliver', d.park_id || ':' || d.endpoint_id || ':' || v.subject,
        jsonb_build_object('park_id', d.park_id, 'delivery_id', d.id)
    from delivery d join event v on v.park_id = d.park_id and v.id = d.event_id
    where d.status = 'pending' order by d.replayed desc, v.id
    """,
    """
    insert into procrastinate_jobs (queue_name, task_name, args, scheduled_at)
    select 'deadlines', task, jsonb_build_object('park_id', park_id, 'order_id', order_id), due_at
    from deadline order by id
    """,
)


def upgrade() -> None:
    op.add_column("event", sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("event", sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
    op.execute("update event set due_at = occurred_at where handled_at is null")
    op.create_check_constraint("due", "event", "handled_at is not null or due_at is not null")
    op.create_index("ix_event_due", "event", ["id"], postgresql_where=sa.text("due_at is not null"))
    op.create_index(
        "ix_event_unhandled",
        "event",
        ["park_id", "subject", "sequence"],
        postgresql_where=sa.text("handled_at is null"),
    )
    op.add_column(
        "delivery", sa.Column("replayed", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.execute(
        "update delivery set next_attempt_at = created_at"
        " where status = 'pending' and next_attempt_at is null"
    )
    op.create_check_constraint(
        "due", "delivery", "status <> 'pending' or next_attempt_at is not null"
    )
    op.create_index(
        "ix_delivery_due",
        "delivery",
        ["park_id", "endpoint_id", "next_attempt_at", "id"],
        postgresql_where=sa.text("next_attempt_at is not null"),
    )
    op.create_table(
        "deadline",
        sa.Column("park_id", sa.BigInteger(), sa.ForeignKey("park.id"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("park_id", "id", name="pk_deadline"),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name="fk_deadline_park_id_order_id",
        ),
    )
    op.create_index("ix_deadline_due_at", "deadline", ["due_at"])
    for statement in (NOTIFY, EVENT_WAITS, DELIVERY_WAITS, DELIVERY_WAITS_AGAIN, FORGET_JOBS):
        op.execute(statement)


def downgrade() -> None:
    for statement in MAKE_JOBS:
        op.execute(statement)
    op.drop_table("deadline")
    op.execute("drop trigger delivery_waits_again on delivery")
    op.execute("drop trigger delivery_waits on delivery")
    op.execute("drop trigger event_waits on event")
    op.execute("drop function notify_waiting()")
    op.drop_index("ix_delivery_due", table_name="delivery")
    op.drop_constraint("due", "delivery", type_="check")
    op.drop_column("delivery", "replayed")
    op.drop_index("ix_event_unhandled", table_name="event")
    op.drop_index("ix_event_due", table_name="event")
    op.drop_constraint("due", "event", type_="check")
    op.drop_column("event", "failures")
    op.drop_column("event", "due_at")
