"""Commands for calendars that close rooms."""

from sqlalchemy import select

from models.booking_calendars import BookingCalendar
from tests.parkline.cli.commands import Parkline, read

URL = "https://127.0.0.1:9/s3cret.ics"


def test_one_is_added_read_listed_and_ended_and_its_address_never_said(
    operate: Parkline, demo_url: str
) -> None:
    refused = operate("calendar", "add", "a_301", "Outlook", typed=f"{URL}\n")
    assert (refused.exit_code, "may not reach" in refused.stderr) == (1, True)
    added = operate(
        "calendar", "add", "a_301", "Outlook", typed="https://203.0.113.1.invalid/s3cret\n"
    )
    assert added.stdout.splitlines()[-1] == "calendar 1: Outlook"
    tried = operate("calendar", "read", "1")
    assert (tried.exit_code, tried.stdout.splitlines()[-1]) == (1, "calendar 1: unreachable")
    listed = operate("calendar", "list").stdout.splitlines()[-1].split("\t")
    assert listed == ["1", "a_301", "Outlook", "never", "unreachable"]
    assert operate("calendar", "end", "1").exit_code == 0
    assert read(demo_url, select(BookingCalendar.sealed)) == [None]
    for said in (refused, added, tried):
        assert "s3cret" not in said.stdout + said.stderr
    assert operate("calendar", "end", "7").exit_code == 1
    assert operate("calendar", "add", "nowhere", "x", typed="https://example.org/\n").exit_code == 1
