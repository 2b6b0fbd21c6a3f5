"""A vendor's people keep its menu and hours; the park's audit log says who did."""

from sqlalchemy import select

from models.catalogue import Item, ServiceWindow
from models.staff import AuditEntry
from tests.desk.driver import open_desk
from tests.vendor_desk.driver import MINE, VendorDesk, hidden


async def item_of(vendors: VendorDesk, code: str = "beef_noodles") -> Item:
    async with vendors.demo.sessions() as session:
        return await session.get_one(Item, (vendors.demo.id, vendors.demo.items[code]))


async def test_stock_price_and_menu_are_changed_and_the_park_sees_by_whom(
    vendors: VendorDesk,
) -> None:
    item = await item_of(vendors)
    path, place = f"/menu/items/{item.id}", f'id="item-{item.id}"'
    async with vendors.signed_in() as browser:
        page = await browser.page("/menu")
        seen = hidden(page, "seen", place)
        await browser.post(f"{path}/stock", {"pieces": "7", "seen": seen})
        assert (await item_of(vendors)).stock == 7
        await browser.post(f"{path}/stock", {"pieces": "0", "seen": "7"})
        assert '<span class="badge" data-tone="bad">Sold out' in await browser.page("/menu")
        version = hidden(page, "version", place)
        await browser.post(f"{path}/price", {"price": "25.50", "version": version})
        assert (await item_of(vendors)).price == 2550
        stale = await browser.htmx(f"{path}/price", {"price": "26", "version": version})
        assert stale.status == 409
        wrong = await browser.htmx(f"{path}/price", {"price": "cheap", "version": version})
        assert (wrong.status, (await item_of(vendors)).price) == (422, 2550)
        await browser.post(f"{path}/active")
        assert (await item_of(vendors)).active is False
        await browser.post(f"{path}/active", {"active": "true"})
        assert (await item_of(vendors)).active is True
        actor = f"vendor_member:{browser.member.id}"
    async with vendors.demo.sessions() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
        mine = [one.action for one in entries if one.actor == actor]
    assert mine == ["item.stock", "item.stock", "item.edit", "item.edit", "item.edit"]
    async with open_desk(vendors.demo) as desk, desk.signed_in("operator") as operator:
        assert "Vendor 王姐" in await operator.page(f"/audit?subject=item:{item.id}")


async def test_stock_that_was_sold_meanwhile_is_not_forgotten(vendors: VendorDesk) -> None:
    item = await item_of(vendors)
    async with vendors.demo.sessions.begin() as session:
        (await session.get_one(Item, (item.park_id, item.id))).stock = 4
    async with vendors.signed_in() as browser:
        answer = await browser.htmx(f"/menu/items/{item.id}/stock", {"pieces": "9", "seen": "5"})
        assert answer.status == 409
        assert "sold meanwhile" in answer.headers["HX-Trigger"]
    assert (await item_of(vendors)).stock == 4


async def test_the_counter_counts_and_sets_no_price(vendors: VendorDesk) -> None:
    item = await item_of(vendors)
    async with vendors.signed_in(role="counter") as browser:
        page = await browser.page("/menu")
        assert 'name="price"' not in page
        assert "/vendor/hours" not in page
        answer = await browser.post(f"/menu/items/{item.id}/price", {"price": "1", "version": "x"})
        assert answer.status == 403


async def test_hours_are_added_changed_and_removed(vendors: VendorDesk) -> None:
    outlet = vendors.demo.outlets[MINE]
    path = f"/hours/{outlet}/windows"
    entered = {"meal": "breakfast", "weekdays": "7", "starts": "06:00", "ends": "07:00"}

    async def windows() -> list[ServiceWindow]:
        async with vendors.demo.sessions() as session:
            found = await session.scalars(
                select(ServiceWindow).where(
                    ServiceWindow.outlet_id == outlet, ServiceWindow.weekdays == [7]
                )
            )
            return list(found)

    async with vendors.signed_in() as browser:
        backwards = await browser.htmx(path, entered | {"ends": "05:00"})
        assert backwards.status == 422
        assert "after it begins" in backwards.headers["HX-Trigger"]
        await browser.post(path, entered)
        [window] = await windows()
        version = hidden(await browser.page("/hours"), "version", f"/windows/{window.id}")
        await browser.post(f"{path}/{window.id}", entered | {"capacity": "5", "version": version})
        assert [one.capacity for one in await windows()] == [5]
        await browser.post(f"{path}/{window.id}/remove")
    assert await windows() == []
