"""The pages of the desk, of somebody who may see all of them."""

from PIL import Image
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select, update

from models.booking_shelf import BookingPool
from models.catalogue import Item, Outlet
from models.conversations import Conversation
from models.lost import LostItem
from models.ordering import Order
from models.people import Company, Person
from models.staff import Staff
from models.tickets import Ticket
from models.vendors import Endpoint
from models.visits import Visit
from services.handoffs import handoffs
from services.staff.permissions import ROLES
from tests.api.driver import Api
from tests.desk.driver import Desk
from tests.desk.inbox.talks import hear, talk
from tests.e2e.test_desk_shell import page_of
from tests.miniapp.filled import fill
from tests.vendor_desk.driver import VendorDesk
from tests.walk.sheets import EACH, LOCALES, SIZES, WANTED, lay_out, shot

pytestmark = WANTED

PAGES = {
    "inbox": "/inbox",
    "conversation": "/inbox/{conversation}",
    "tickets": "/tickets",
    "ticket-list": "/tickets?view=list",
    "ticket": "/tickets/{ticket}",
    "ticket-new": "/tickets/new",
    "mine": "/tickets/mine",
    "orders": "/orders",
    "order": "/orders/{order}",
    "visitors": "/visitors",
    "visit": "/visitors/{visit}",
    "visit-new": "/visitors/new",
    "visit-people": "/visitors/people",
    "visit-blocked": "/visitors/blocked",
    "lost": "/lost",
    "lost-item": "/lost/{lost}",
    "lost-new": "/lost/new",
    "rooms": "/booking",
    "room-doors": "/booking/doors",
    "dangers": "/dangers",
    "reports": "/reports",
    "chats": "/reports/chats",
    "accounts": "/accounts",
    "account": "/accounts/{company}",
    "reconciliation": "/accounts/reconciliation",
    "person": "/people/{person}",
    "audit": "/audit",
    "me": "/account",
    "menu": "/operate/catalogue",
    "item": "/operate/catalogue/items/{item}",
    "hours": "/operate/calendar",
    "usage": "/operate/quotas",
    "outlet": "/operate/calendar/outlets/{outlet}",
    "vendors": "/operate/vendors",
    "endpoint": "/operate/vendors/endpoints/{endpoint}",
    "staff": "/operate/staff",
    "member": "/operate/staff/{member}",
    "sla": "/operate/sla",
    "rules": "/operate/rules",
    "faq": "/operate/faq",
    "faq-new": "/operate/faq/new",
    "canned": "/inbox/canned",
    "labels": "/operate/labels",
    "announcements": "/operate/announcements",
    "danger": "/operate/danger",
    "misread": "/operate/misread",
    "maintenance": "/operate/maintenance",
    "lockers": "/operate/lockers",
    "lost-rules": "/operate/lost",
    "pools": "/operate/booking",
    "pool": "/operate/booking/{booking_pool}",
    "hosting": "/operate/visitors",
    "retention": "/operate/retention",
    "room-calendars": "/booking/calendars",
}
STREAM = "live"


@EACH
async def test_every_page_of_the_desk(
    api: Api,
    desk: Desk,
    vendors: VendorDesk,
    browser: Browser,
    *,
    size: str,
    language: str,
    scheme: str,
) -> None:
    await fill(api, await api.tenant(name="李晓明"))
    await _talks(desk)
    await vendors.endpoint("https://kitchen.example.com/hooks")
    numbers = await _numbers(api)
    # Engineers and receptionists see no more than the others.
    member = await desk.hire(*ROLES, language=language, name="林晓")
    async with page_of(
        browser, desk, member=member, viewport=dict(SIZES[size]), locale=LOCALES[language]
    ) as page:
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        shots = [
            (name, await _shown(page, desk, path.format_map(numbers), size))
            for name, path in PAGES.items()
        ]
    lay_out(f"desk-{size}-{language}-{scheme}", size, shots)


async def _shown(page: Page, desk: Desk, path: str, size: str) -> Image.Image:
    answer = await page.goto(str(desk.url / "desk") + path)
    assert answer is not None
    assert answer.ok, (path, answer.status)
    live = page.locator(f"[data-connection][data-state={STREAM}]")
    await expect(live, path).to_be_attached()
    await page.evaluate("document.fonts.ready")
    return await shot(page, size)


async def _talks(desk: Desk) -> None:
    """One with the bot, one that waits for a person, and one that a person has."""
    waits = await talk(desk, "空调不凉，报修过两次了", name="王芳")
    taken = await talk(desk, "Can I get a copy of the invoice?", name="John Smith")
    await talk(desk, "中午有什么吃的", name="赵磊")
    async with desk.demo.sessions.begin() as session:
        found = await session.get_one(Conversation, (desk.demo.id, waits.id))
        await handoffs.hand_off(session, found, "asked", now=desk.clock())
        member = await session.scalar(select(Staff).where(Staff.active).limit(1))
        assert member is not None
        await handoffs.take(session, desk.demo.id, taken.id, member, now=desk.clock())
    await hear(desk, waits, "转人工")
    await hear(desk, taken, "It was order O-12, last Friday")


async def _numbers(api: Api) -> dict[str, int]:
    kinds = {
        "conversation": Conversation, "ticket": Ticket, "order": Order, "visit": Visit,
        "lost": LostItem, "company": Company, "person": Person, "item": Item, "outlet": Outlet,
        "endpoint": Endpoint, "member": Staff, "booking_pool": BookingPool,
    }  # fmt: skip
    found = {}
    async with api.demo.sessions.begin() as session:
        urgent = select(Ticket.id).where(Ticket.kind == "repair").order_by(Ticket.id).limit(1)
        await session.execute(
            update(Ticket).where(Ticket.id == urgent.scalar_subquery()).values(urgency="urgent")
        )
        for name, kind in kinds.items():
            ids = await session.scalars(select(kind.id).order_by(kind.id))  # type: ignore[attr-defined]
            found[name] = ids.first() or 0
        waits = await session.scalar(
            select(Conversation.id).where(Conversation.owner == "queued").limit(1)
        )
        found["conversation"] = waits or found["conversation"]
        repair = await session.scalar(urgent)
        found["ticket"] = repair or found["ticket"]
    return found
