"""what people ask of a dish: description, allergens, diet, how hot, calories; how guests find a park

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_TEXTS = ("description_zh", "description_en", "allergen_note_zh", "allergen_note_en")
_WAY = ("public_phone", "address_zh", "address_en", "map_url")
_ALLERGENS = (
    "array['gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soybeans', 'milk', 'nuts',"
    " 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs']"
)
_CHECKS = {
    "allergens_known": f"allergens is null or allergens <@ {_ALLERGENS}",
    "diet_known": "diet is null or diet in ('vegan', 'vegetarian', 'neither')",
    "spice_level": "spice is null or spice between 0 and 3",
    "calories_not_negative": "calories is null or calories >= 0",
}


def upgrade() -> None:
    for name in _WAY:
        op.add_column("park", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in _TEXTS:
        op.add_column("item", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("item", sa.Column("allergens", sa.ARRAY(sa.Text()), nullable=True))
    op.add_column("item", sa.Column("diet", sa.Text(), nullable=True))
    op.add_column("item", sa.Column("spice", sa.Integer(), nullable=True))
    op.add_column("item", sa.Column("calories", sa.Integer(), nullable=True))
    for name, rule in _CHECKS.items():
        # The rows are looked through without a lock that keeps writers out.
        op.create_check_constraint(op.f(f"ck_item_{name}"), "item", rule, postgresql_not_valid=True)
        op.execute(f"alter table item validate constraint ck_item_{name}")


def downgrade() -> None:
    for name in reversed(_WAY):
        op.drop_column("park", name)
    for name in _CHECKS:
        op.drop_constraint(op.f(f"ck_item_{name}"), "item")
    for name in ("calories", "spice", "diet", "allergens", *reversed(_TEXTS)):
        op.drop_column("item", name)
