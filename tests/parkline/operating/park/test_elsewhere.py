"""A park's file, brought in where nothing of the park is: all that is entered arrives."""

from pathlib import Path

import psycopg
import pytest
from ruamel.yaml import YAML

from models.base import Base, table_of
from models.booking_shelf import BookingPool, BookingResource
from models.catalogue import Item, Outlet
from models.knowledge import Faq
from models.park import Building, CalendarDay, Park
from models.staff import Staff
from models.tickets import SlaPolicy
from models.vendors import Vendor
from parkline.operating.park import reading
from parkline.stores.database import libpq_url
from tests.kit.databases import Copies
from tests.parkline.cli.commands import Parkline

SECRET = "a-secret-of-the-tests-of-a-park-elsewhere"


MODELS: dict[str, type[Base]] = {
    "park": Park,
    "buildings": Building,
    "calendar": CalendarDay,
    "vendors": Vendor,
    "outlets": Outlet,
    "items": Item,
    "staff": Staff,
    "booking_pools": BookingPool,
    "booking_things": BookingResource,
    "sla": SlaPolicy,
    "faq": Faq,
}
"""What an entry of a section becomes a row of."""
LEFT_OUT = {
    "park": {
        # Set at the desk, each on a page of its own.
        *("danger_alarm_from", "danger_ask_from", "visit_retention_days", "limits_guests"),
        *("reader_mode", "reader_daily_calls", "reader_agreed_at"),  # Agreed to, where it runs.
        *("share", "uid", "state", "state_since", "move_role", "move_id", "moved_to"),
    },
    "outlets": {"vendor_id"},  # As `vendor`, a code.
    "items": {"outlet_id", "sold_out_at", "sort"},
    "staff": {"password_hash", "failed_logins", "locked_until", "presence", "presence_until"},
    "booking_things": {"pool_id", "lane_id", "panel_hash"},
}
"""Columns that nobody enters in a file: said by a code, this installation's own, or a secret."""


@pytest.mark.parametrize("name", MODELS)
def test_every_column_that_is_entered_stands_in_the_file(name: str) -> None:
    [section] = [one for one in reading.sections() if one.name == name]
    columns = {column.name for column in table_of(MODELS[name]).columns}
    ours = {"id", "park_id", "created_at", "updated_at"} | LEFT_OUT.get(name, set())
    assert columns - ours - set(section.entry.model_fields) == set()


def test_what_was_exported_is_a_park_elsewhere(
    operate: Parkline, parkline: Parkline, copies: Copies, demo_url: str, tmp_path: Path
) -> None:
    with psycopg.connect(libpq_url(demo_url)) as connection:
        connection.execute("update booking_pool set names_company = true where code = 'meeting'")
        connection.execute("update park set crisis_phone = '400-161-9995'")
    whole, again = tmp_path / "park.yaml", tmp_path / "again.yaml"
    staff = ("staff", "add", "lin", "--name", "林晓", "--roles", "operator")
    operate(*staff, typed="correct horse battery\n" * 2)
    assert operate("export", str(whole)).exit_code == 0
    with copies.one() as url:
        there = {"DATABASE_URL": url, "PARK": "daybreak", "SECRET_KEY": SECRET}
        made = parkline("park", "init", "--file", str(whole), "--no-starters", **there)
        assert made.exit_code == 0, made.output
        assert parkline("export", str(again), **there).exit_code == 0
    said = YAML(typ="safe").load(whole)
    assert all(said[name] for name in ("booking_pools", "booking_things", "booking_prices", "sla"))
    assert YAML(typ="safe").load(again) == said
