"""first tables

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "park",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("emergency_phone", sa.Text(), nullable=False),
        sa.Column("desk_phone", sa.Text(), nullable=False),
        sa.Column("acceptance_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_park")),
        sa.UniqueConstraint("slug", name=op.f("uq_park_slug")),
    )
    op.create_table(
        "building",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("floors", sa.Integer(), nullable=False),
        sa.Column("basements", sa.Integer(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_building_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_building")),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_building_park_id_code")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.CheckConstraint("kind in ('holiday', 'workday')", name=op.f("ck_calendar_day_kind")),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_calendar_day_park_id")),
        sa.PrimaryKeyConstraint("park_id", "day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "company",
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_company_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_company")),
    )
    op.create_table(
        "event",
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("occurred_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("handled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_event_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_event")),
        sa.UniqueConstraint(
            "park_id", "subject", "sequence", name=op.f("uq_event_park_id_subject_sequence")
        ),
        sa.UniqueConstraint("park_id", "uid", name=op.f("uq_event_park_id_uid")),
    )
    op.create_table(
        "faq",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("questions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("answer_zh", sa.Text(), nullable=False),
        sa.Column("answer_en", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_faq_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_faq")),
        sa.UniqueConstraint("park_id", "slug", name=op.f("uq_faq_park_id_slug")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "created_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_idempotency_key_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_idempotency_key")),
        sa.UniqueConstraint(
            "park_id", "scope", "key", name=op.f("uq_idempotency_key_park_id_scope_key")
        ),
    )
    op.create_table(
        "knowledge_version",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id"], ["park.id"], name=op.f("fk_knowledge_version_park_id")
        ),
        sa.PrimaryKeyConstraint("park_id", name=op.f("pk_knowledge_version")),
    )
    op.create_table(
        "training_sentence",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("added_by", sa.Text(), server_default="operator", nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id"], ["park.id"], name=op.f("fk_training_sentence_park_id")
        ),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_training_sentence")),
        sa.UniqueConstraint("park_id", "text", name=op.f("uq_training_sentence_park_id_text")),
    )
    op.create_table(
        "vendor",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_vendor_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_vendor")),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_vendor_park_id_code")),
    )
    op.create_table(
        "api_key",
        sa.Column("vendor_id", sa.BigInteger(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "vendor_id"],
            ["vendor.park_id", "vendor.id"],
            name=op.f("fk_api_key_park_id_vendor_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_api_key_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("prefix", name=op.f("uq_api_key_prefix")),
    )
    op.create_table(
        "endpoint",
        sa.Column("vendor_id", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("event_types", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("scheme", sa.Text(), server_default="v1", nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("previous_secret", sa.LargeBinary(), nullable=True),
        sa.Column("previous_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("rate_per_second", sa.Integer(), server_default="50", nullable=False),
        sa.Column("status", sa.Text(), server_default="active", nullable=False),
        sa.Column("disabled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("disabled_reason", sa.Text(), nullable=True),
        sa.Column("failing_since", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("open_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("tokens", sa.Double(), server_default="0", nullable=False),
        sa.Column("tokens_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("status in ('active', 'disabled')", name=op.f("ck_endpoint_status")),
        sa.ForeignKeyConstraint(
            ["park_id", "vendor_id"],
            ["vendor.park_id", "vendor.id"],
            name=op.f("fk_endpoint_park_id_vendor_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_endpoint_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_endpoint")),
    )
    op.create_table(
        "outlet",
        sa.Column("vendor_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("place_zh", sa.Text(), nullable=False),
        sa.Column("place_en", sa.Text(), nullable=False),
        sa.Column("fulfilments", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "vendor_id"],
            ["vendor.park_id", "vendor.id"],
            name=op.f("fk_outlet_park_id_vendor_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_outlet_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_outlet")),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_outlet_park_id_code")),
    )
    op.create_table(
        "person",
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "company_id"],
            ["company.park_id", "company.id"],
            name=op.f("fk_person_park_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_person_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_person")),
    )
    op.create_table(
        "conversation",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), server_default="bot", nullable=False),
        sa.Column("language", sa.Text(), server_default="zh", nullable=False),
        sa.Column("last_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lease_token", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("language in ('zh', 'en')", name=op.f("ck_conversation_language")),
        sa.CheckConstraint(
            "owner in ('bot', 'queued', 'staff')", name=op.f("ck_conversation_owner")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_conversation_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_conversation_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_conversation")),
        sa.UniqueConstraint(
            "park_id",
            "channel",
            "person_id",
            name=op.f("uq_conversation_park_id_channel_person_id"),
        ),
    )
    op.create_table(
        "delivery",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("endpoint_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "status in ('pending', 'delivered', 'failed', 'cancelled')",
            name=op.f("ck_delivery_status"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "endpoint_id"],
            ["endpoint.park_id", "endpoint.id"],
            name=op.f("fk_delivery_park_id_endpoint_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "event_id"],
            ["event.park_id", "event.id"],
            name=op.f("fk_delivery_park_id_event_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_delivery_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "park_id",
            "event_id",
            "endpoint_id",
            name=op.f("uq_delivery_park_id_event_id_endpoint_id"),
        ),
    )
    op.create_index(
        "ix_delivery_endpoint", "delivery", ["park_id", "endpoint_id", "status", "id"], unique=False
    )
    op.create_table(
        "identity",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_identity_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_identity_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_identity")),
        sa.UniqueConstraint(
            "park_id",
            "channel",
            "external_id",
            name=op.f("uq_identity_park_id_channel_external_id"),
        ),
    )
    op.create_table(
        "item",
        sa.Column("outlet_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column(
            "aliases", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("category_zh", sa.Text(), server_default="", nullable=False),
        sa.Column("category_en", sa.Text(), server_default="", nullable=False),
        sa.Column("unit_zh", sa.Text(), server_default="份", nullable=False),
        sa.Column("unit_en", sa.Text(), server_default="", nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("meals", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("min_quantity", sa.Integer(), server_default="1", nullable=False),
        sa.Column("max_quantity", sa.Integer(), server_default="20", nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "min_quantity >= 1 and max_quantity >= min_quantity", name=op.f("ck_item_quantities")
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_item_price_not_negative")),
        sa.CheckConstraint("stock is null or stock >= 0", name=op.f("ck_item_stock_not_negative")),
        sa.ForeignKeyConstraint(
            ["park_id", "outlet_id"],
            ["outlet.park_id", "outlet.id"],
            name=op.f("fk_item_park_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_item_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_item")),
        sa.UniqueConstraint("park_id", "code", name=op.f("uq_item_park_id_code")),
    )
    op.create_table(
        "service_window",
        sa.Column("outlet_id", sa.BigInteger(), nullable=False),
        sa.Column("meal", sa.Text(), nullable=False),
        sa.Column("weekdays", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("on_holidays", sa.Boolean(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("cutoff", sa.Time(), nullable=True),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "slot_minutes > 0", name=op.f("ck_service_window_slot_minutes_positive")
        ),
        sa.CheckConstraint("starts < ends", name=op.f("ck_service_window_starts_before_ends")),
        sa.ForeignKeyConstraint(
            ["park_id", "outlet_id"],
            ["outlet.park_id", "outlet.id"],
            name=op.f("fk_service_window_park_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_service_window_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_service_window")),
    )
    op.create_table(
        "slot_load",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("outlet_id", sa.BigInteger(), nullable=False),
        sa.Column("slot_start", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_slot_load_taken_not_negative")),
        sa.ForeignKeyConstraint(
            ["park_id", "outlet_id"],
            ["outlet.park_id", "outlet.id"],
            name=op.f("fk_slot_load_park_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_slot_load_park_id")),
        sa.PrimaryKeyConstraint("park_id", "outlet_id", "slot_start", name=op.f("pk_slot_load")),
    )
    op.create_table(
        "action_result",
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("events", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("responses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_action_result_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_action_result_park_id")),
        sa.PrimaryKeyConstraint(
            "park_id",
            "conversation_id",
            "message_id",
            "action",
            "position",
            name=op.f("pk_action_result"),
        ),
    )
    op.create_table(
        "attempt",
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("status_code", sa.Integer(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "delivery_id"],
            ["delivery.park_id", "delivery.id"],
            name=op.f("fk_attempt_park_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_attempt_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_attempt")),
    )
    op.create_index(
        "ix_attempt_delivery", "attempt", ["park_id", "delivery_id", "id"], unique=False
    )
    op.create_table(
        "item_option",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column(
            "aliases", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("price_delta", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "item_id"],
            ["item.park_id", "item.id"],
            name=op.f("fk_item_option_park_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_item_option_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_item_option")),
        sa.UniqueConstraint(
            "park_id", "item_id", "code", name=op.f("uq_item_option_park_id_item_id_code")
        ),
    )
    op.create_table(
        "message",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column(
            "buttons",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "data",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("direction in ('in', 'out')", name=op.f("ck_message_direction")),
        sa.CheckConstraint(
            "status in ('received', 'handled', 'sent')", name=op.f("ck_message_status")
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_message_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_message_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "park_id", "channel", "external_id", name=op.f("uq_message_park_id_channel_external_id")
        ),
        sa.UniqueConstraint(
            "park_id", "conversation_id", "seq", name=op.f("uq_message_park_id_conversation_id_seq")
        ),
    )
    op.create_index(
        "ix_message_waiting",
        "message",
        ["park_id", "conversation_id", "seq"],
        unique=False,
        postgresql_where=sa.text("status = 'received'"),
    )
    op.create_table(
        "order",
        sa.Column("order_no", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("outlet_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("meal", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("allergy_note", sa.Text(), nullable=True),
        sa.Column("fulfilment", sa.Text(), nullable=True),
        sa.Column("slot_start", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("slot_end", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("payment", sa.Text(), server_default="on_pickup", nullable=False),
        sa.Column("invoice_wanted", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("accept_by", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("placed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("total >= 0", name=op.f("ck_order_total_not_negative")),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_order_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "outlet_id"],
            ["outlet.park_id", "outlet.id"],
            name=op.f("fk_order_park_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_order_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_order_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_order")),
        sa.UniqueConstraint("park_id", "order_no", name=op.f("uq_order_park_id_order_no")),
    )
    op.create_index(
        "ix_order_outlet_status", "order", ["park_id", "outlet_id", "status", "id"], unique=False
    )
    op.create_index("ix_order_person", "order", ["park_id", "person_id", "id"], unique=False)
    op.create_index(
        "uq_order_one_draft",
        "order",
        ["park_id", "conversation_id", "outlet_id"],
        unique=True,
        postgresql_where=sa.text("status = 'draft'"),
    )
    op.create_table(
        "order_line",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("unit_zh", sa.Text(), nullable=False),
        sa.Column("unit_en", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column(
            "options",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_line_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["park_id", "item_id"],
            ["item.park_id", "item.id"],
            name=op.f("fk_order_line_park_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name=op.f("fk_order_line_park_id_order_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_order_line_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_order_line")),
    )
    op.create_index("ix_order_line_order", "order_line", ["park_id", "order_id"], unique=False)
    op.create_table(
        "ticket",
        sa.Column("ticket_no", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column(
            "data",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("park_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["park_id", "conversation_id"],
            ["conversation.park_id", "conversation.id"],
            name=op.f("fk_ticket_park_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "order_id"],
            ["order.park_id", "order.id"],
            name=op.f("fk_ticket_park_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["park_id", "person_id"],
            ["person.park_id", "person.id"],
            name=op.f("fk_ticket_park_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.id"], name=op.f("fk_ticket_park_id")),
        sa.PrimaryKeyConstraint("park_id", "id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("park_id", "ticket_no", name=op.f("uq_ticket_park_id_ticket_no")),
    )
    op.create_index("ix_ticket_status", "ticket", ["park_id", "status", "id"], unique=False)
    op.create_index(
        "uq_ticket_one_per_order_and_kind",
        "ticket",
        ["park_id", "order_id", "kind"],
        unique=True,
        postgresql_where=sa.text("order_id is not null"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_ticket_one_per_order_and_kind",
        table_name="ticket",
        postgresql_where=sa.text("order_id is not null"),
    )
    op.drop_index("ix_ticket_status", table_name="ticket")
    op.drop_table("ticket")
    op.drop_index("ix_order_line_order", table_name="order_line")
    op.drop_table("order_line")
    op.drop_index(
        "uq_order_one_draft", table_name="order", postgresql_where=sa.text("status = 'draft'")
    )
    op.drop_index("ix_order_person", table_name="order")
    op.drop_index("ix_order_outlet_status", table_name="order")
    op.drop_table("order")
    op.drop_index(
        "ix_message_waiting", table_name="message", postgresql_where=sa.text("status = 'received'")
    )
    op.drop_table("message")
    op.drop_table("item_option")
    op.drop_index("ix_attempt_delivery", table_name="attempt")
    op.drop_table("attempt")
    op.drop_table("action_result")
    op.drop_table("slot_load")
    op.drop_table("service_window")
    op.drop_table("item")
    op.drop_table("identity")
    op.drop_index("ix_delivery_endpoint", table_name="delivery")
    op.drop_table("delivery")
    op.drop_table("conversation")
    op.drop_table("person")
    op.drop_table("outlet")
    op.drop_table("endpoint")
    op.drop_table("api_key")
    op.drop_table("vendor")
    op.drop_table("training_sentence")
    op.drop_table("knowledge_version")
    op.drop_table("idempotency_key")
    op.drop_table("faq")
    op.drop_table("event")
    op.drop_table("company")
    op.drop_table("calendar_day")
    op.drop_table("building")
    op.drop_table("park")
