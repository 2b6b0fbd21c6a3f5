"""What a move refuses: what differs, what somebody changed, what does not fit together."""

import pytest

from models.base import Base
from parkline.operating.moving import sealed_files, tables
from parkline.operating.moving.errors import MoveBroken, MoveRefused
from tests.parkline.operating.moving.two_installations import Side


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ("update company set name_en = 'x' where id = 1", "company: {n} rows, and some are not"),
        ("delete from canned_reply where id = 1", "are here"),
        ("update item set price = price + 1 where id = 3", "item: {n} rows, and some are not"),
    ],
)
def test_what_differs_is_named(old: Side, new: Side, change: str, difference: str) -> None:
    old.export()
    new.take_in()
    new.do(change)
    compared = new.verify()
    [line] = compared.differences
    assert difference.format(n=new.asked(f"select count(*) from {line.split(':')[0]}")) in line
    with pytest.raises(MoveRefused, match="receipt"):
        old.switch("https://new.example")


def test_a_file_that_somebody_changed_is_refused_and_leaves_nothing(old: Side, new: Side) -> None:
    old.export()
    file = old.folder / "item.rows"
    whole = file.read_bytes()
    other = bytes([whole[60] ^ 1])
    for broken in (whole[:-1], whole[:60] + other + whole[61:], whole[: len(whole) // 2]):
        file.write_bytes(broken)
        with pytest.raises(MoveBroken, match="item"):
            new.take_in()
    file.write_bytes((old.folder / "outlet.rows").read_bytes())
    with pytest.raises(MoveBroken, match="item"):
        new.take_in()
    assert new.asked("select count(*) from park") == 0


def test_a_manifest_that_somebody_changed_is_refused(old: Side, new: Side) -> None:
    old.export()
    file = old.folder / "manifest.json"
    file.write_text(file.read_text().replace('"daybreak"', '"nightfall"'))
    with pytest.raises(MoveBroken, match="passphrase is another, or somebody changed"):
        new.take_in()


def test_another_schema_is_refused(old: Side, new: Side) -> None:
    old.do("update alembic_version set version_num = '0055'")
    with pytest.raises(MoveRefused, match="both sides of a move need the same"):
        old.export()


def test_an_export_is_not_taken_in_where_it_came_from(old: Side) -> None:
    old.export()
    with pytest.raises(MoveRefused, match="is here, moving"):
        old.take_in()


def test_files_are_for_the_operator_alone(old: Side) -> None:
    old.export()
    assert old.folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in old.folder.iterdir()} == {0o600}


def test_a_short_passphrase_is_refused(old: Side) -> None:
    file = old.folder.with_name("passphrase")
    file.write_text("too short\n")
    with pytest.raises(MoveRefused, match="openssl rand"):
        sealed_files.passphrase(file)


def test_every_table_of_a_park_is_copied_and_every_sealed_column_known() -> None:
    copied = {one.name for one in tables.copied()}
    assert set(Base.metadata.tables) - copied == {"secret_key"}, (
        "a table without a park is the installation's: say so here"
    )
    sealed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name in {"secret", "previous_secret", "sealed"} or "sealed" in column.name
    }
    known = {f"{one.name}.{column}" for one in tables.copied() for column in one.sealed}
    assert sealed == known, "a column that the installation's key seals is sealed anew by a move"
