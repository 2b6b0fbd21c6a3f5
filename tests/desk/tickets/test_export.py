"""Tickets as files: as the page filters them, and nothing in them runs."""

import csv
import io

from openpyxl import load_workbook
from sqlalchemy import select

from models.staff import AuditEntry
from tests.desk.driver import Desk
from tests.desk.tickets.ticket_desk import report

EVIL = '=HYPERLINK("http://x","y")'


async def test_a_list_is_exported_as_it_is_filtered_and_that_is_noted(desk: Desk) -> None:
    await report(desk, EVIL, urgency="urgent", building="A", floor=3, phone="13800000001")
    await report(desk, "other", urgency="low")
    async with desk.signed_in("manager") as browser:
        answer = await browser.get("/tickets/export.csv?view=list&urgency=urgent")
        assert answer.status == 200
        [heads, line] = csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig")))
        found = dict(zip(heads, line, strict=True))
        assert found["Description"] == f"'{EVIL}"
        assert (found["Urgency"], found["Phone"]) == ("Urgent", "13800000001")
        assert found["Reported"] == "2026-12-02 09:30"

        answer = await browser.get("/tickets/export.xlsx?view=list&urgency=urgent")
        sheet = load_workbook(io.BytesIO(await answer.read())).active
        assert sheet is not None
        cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
        assert cells[EVIL] == "s"
        assert (await browser.get("/tickets/export.pdf")).status == 404
    async with desk.demo.sessions() as session:
        noted = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == "ticket.export")
        )
        assert [entry.after for entry in noted] == [{"tickets_count": 1}]


async def test_whoever_may_not_export_gets_no_file(desk: Desk) -> None:
    async with desk.signed_in("engineer") as browser:
        assert (await browser.get("/tickets/export.csv")).status == 403
