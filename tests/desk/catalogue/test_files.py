"""The menu leaves the desk as a workbook and comes back, looked at before it counts."""

import io
import re

from aiohttp import FormData
from openpyxl import load_workbook
from sqlalchemy import select

from models.catalogue import Item
from models.staff import AuditEntry
from services.catalogue.menu_columns import ITEMS
from tests.desk.driver import Browser, Desk
from tests.desk.operating import hidden

PAGE = "/operate/catalogue/file"
BEEF = "beef_noodles"


async def downloaded(browser: Browser) -> bytes:
    answer = await browser.get("/operate/catalogue/menu.xlsx")
    assert answer.status == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return await answer.read()


def changed(raw: bytes, column: str, value: object) -> bytes:
    """With another value of the beef noodles."""
    book = load_workbook(io.BytesIO(raw))
    sheet = book[ITEMS]
    heads = [str(cell.value).rpartition("(")[2][:-1] for cell in sheet[1]]
    codes = [row[0].value for row in sheet.iter_rows()]
    sheet.cell(codes.index(BEEF) + 1, heads.index(column) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def sent(browser: Browser, raw: bytes) -> tuple[int, str]:
    await browser.page(PAGE)
    form = FormData()
    form.add_field("csrf", browser.csrf)
    form.add_field("sheet", raw, filename="menu.xlsx")
    answer = await browser.request("POST", PAGE, data=form)
    return answer.status, await answer.text()


async def item(desk: Desk) -> Item:
    async with desk.demo.sessions() as session:
        return (await session.scalars(select(Item).where(Item.code == BEEF))).one()


async def test_a_workbook_is_looked_at_first_and_brought_in_by_a_second_press(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        raw = await downloaded(browser)
        status, page = await sent(browser, raw)
        assert (status, "take-in" in page) == (200, False)  # Nothing differs.
        status, page = await sent(browser, changed(raw, "price", 26))
        assert status == 200
        assert re.findall(r"<td>(.*?)</td>", page)[1:] == ["22.00", "26"]
        assert (await item(desk)).price == 2200
        shown = {name: hidden(page, name) for name in ("sheet", "seen")}
        answer = await browser.post(f"{PAGE}/take-in", shown)
        assert (answer.status, answer.headers["Location"]) == (303, "/desk/operate/catalogue")
        assert (await item(desk)).price == 2600
    async with desk.demo.sessions() as session:
        entries = await session.scalars(select(AuditEntry).where(AuditEntry.action == "item.edit"))
        assert [one.after["price"] for one in entries] == [2600]


async def test_a_menu_that_was_changed_meanwhile_is_shown_again(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        _, page = await sent(browser, changed(await downloaded(browser), "price", 26))
        async with desk.demo.sessions.begin() as session:
            (await session.scalars(select(Item).where(Item.code == BEEF))).one().price = 2300
        shown = {name: hidden(page, name) for name in ("sheet", "seen")}
        answer = await browser.post(f"{PAGE}/take-in", shown)
        assert (answer.status, (await item(desk)).price) == (409, 2300)
        assert "23.00" in await answer.text()


async def test_faults_are_told_by_their_cell_and_nothing_changes(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        raw = await downloaded(browser)
        status, page = await sent(browser, changed(raw, "price", "cheap"))
        assert status == 422
        assert re.search(r"菜单 Menu!H\d+ \(price\)", page)
        status, page = await sent(browser, changed(raw, "outlet", "nowhere"))
        assert (status, "nowhere" in page) == (422, True)
        status, _ = await sent(browser, b"no workbook")
        assert (status, (await item(desk)).price) == (422, 2200)


async def test_who_does_not_keep_the_menu_sees_no_file(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        for path in (PAGE, "/operate/catalogue/menu.xlsx"):
            assert (await browser.get(path)).status in {403, 404}
