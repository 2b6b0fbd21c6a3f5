"""Rows of no session. No database: values as a statement gives them."""

from sqlalchemy import inspect

from models.base import table_of
from models.people import ChannelIdentity
from services.kit.plain_rows import Plain

IDENTITIES = Plain(ChannelIdentity)


def test_a_row_is_an_object_of_its_class_that_no_session_knows() -> None:
    columns = [column.name for column in IDENTITIES.columns(table_of(ChannelIdentity))]
    row = ["before", *(f"{name} of it" for name in columns), "behind"]
    made = IDENTITIES.of(row, 1)
    assert isinstance(made, ChannelIdentity)
    assert {name: getattr(made, name) for name in columns} == {n: f"{n} of it" for n in columns}
    assert IDENTITIES.width == len(columns)
    assert inspect(made).session is None
    assert not inspect(made).modified


def test_what_an_outer_join_did_not_find_is_none() -> None:
    assert IDENTITIES.of([None] * IDENTITIES.width) is None
