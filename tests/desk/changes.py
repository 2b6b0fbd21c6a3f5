"""One change by every route of the settings, and the rows that they change."""

from datetime import date, time, timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.fernet import Fernet
from sqlalchemy import select

from models.allowances import Allowance
from models.automation import AutomationRule
from models.booking_shelf import BookingHours, BookingPool, BookingResource
from models.catalogue import Item, ItemOption, Outlet, ServiceWindow
from models.channels import ChannelAccount
from models.events import EventRow
from models.knowledge import Faq, Misread
from models.labels import Label
from models.maintenance import MaintenancePlan
from models.network import NetworkMember, NetworkOffer
from models.ordering import LockerBox
from models.park import Announcement, BusinessHours, CalendarDay, Park
from models.people import Company
from models.staff import Shift, Staff
from models.tickets import SlaPolicy
from models.vendors import Endpoint, Vendor, VendorMember
from services.booking import keeping
from services.catalogue import admin, option_admin, window_admin
from services.channels import accounts as channel_accounts
from services.danger import settings
from services.kit.snapshots import snapshot, version
from services.knowledge import faq
from services.labels import labels
from services.maintenance import plans
from services.ordering import fulfilments, lockers, orders, placing
from services.park import announcement_admin, calendar_admin
from services.readers import settings as reader_settings
from services.staff import admin as staff_admin
from services.tickets import sla_admin
from services.vendors import admin as vendor_admin
from services.vendors import deliveries, endpoints, keys
from services.vendors.endpoints import CheckedUrl
from services.visits import hosting
from tests.desk.channels.platforms import wechat_account
from tests.desk.driver import Desk
from tests.desk.operating import SOUP
from tests.given.photo_files import encoded, picture

VAULT = Fernet(Fernet.generate_key())
HOURS = {"weekdays": "1", "starts": "06:00", "ends": "07:00"}
EARLIER = HOURS | {"starts": "04:00", "ends": "05:00"}
"""Beside them: hours that overlap are refused."""
DAY = {"kind": "holiday", "name_zh": "园庆", "name_en": "Anniversary"}
WINDOW = HOURS | {"meal": "dinner"}
OPTION = {"group": "egg", "name_zh": "双黄蛋", "name_en": "double yolk"}
NUMBERS = {
    "emergency_phone": "010-5555-0119", "fire_phone": "119", "ambulance_phone": "120",
    "police_phone": "110", "crisis_phone": "12356", "danger_alarm_from": "0.7",
    "danger_ask_from": "0.3",
}  # fmt: skip
ANSWER = {"questions_en": "Is it open?", "answer_zh": "开", "answer_en": "Yes."}
TOLD = {
    "title_zh": "停水通知",
    "title_en": "Water cut",
    "body_zh": "周六停水。",
    "body_en": "No water on Saturday.",
    "starts_at": "2026-12-01T08:00",
}
PROMISE = {"respond_minutes": "7", "resolve_minutes": "70", "escalate_to": "manager"}
PERSON = {"name": "陈梅", "roles": "reception"}
HOOKS = "https://kitchen.example.com/hooks"


def photo() -> BytesIO:
    return BytesIO(encoded(picture()))


class Rows:
    """One row of everything that can be changed, and the versions that forms carry."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.ids: dict[str, Any] = {}
        self.seen: dict[str, str] = {}

    async def prepare(self) -> None:
        member = await self.desk.hire("agent")
        async with self.desk.demo.sessions.begin() as session:
            park_id = self.desk.demo.id
            item = await session.get_one(Item, (park_id, self.desk.demo.items["beef_noodles"]))
            outlet = await session.get_one(Outlet, (park_id, item.outlet_id))
            endpoint, _ = await endpoints.register_endpoint(
                session,
                VAULT,
                park_id=park_id,
                vendor_id=outlet.vendor_id,
                url=CheckedUrl(HOOKS),
                now=self.desk.clock(),
            )
            key, _ = await keys.create(session, park_id, outlet.vendor_id, now=self.desk.clock())
            order = await self.desk.demo.placed(session, "beef_noodles")
            event = await session.scalar(
                select(EventRow).where(EventRow.subject == f"order:{order.id}")
            )
            [delivery] = await deliveries.plan(session, [event], now=self.desk.clock())
            shift = Shift(park_id=park_id, staff_id=member.id, **_columns(HOURS))
            session.add(shift)
            told = Announcement(
                park_id=park_id,
                created_at=self.desk.clock(),
                edited_at=self.desk.clock(),
                **TOLD | {"starts_at": self.desk.clock() - timedelta(days=1)},
            )
            session.add(told)
            await session.flush()
            self.ids["announcement"] = told.id
            self.ids |= {"item": item.id, "outlet": outlet.id, "vendor": outlet.vendor_id}
            self.ids |= {"endpoint": endpoint.id, "key": key.id, "delivery": delivery}
            self.ids |= {"member": member.id, "shift": shift.id}
            of_vendor = VendorMember(
                park_id=park_id,
                vendor_id=outlet.vendor_id,
                login="wang",
                name="王姐",
                role="counter",
                language="zh",
                created_at=self.desk.clock(),
            )
            session.add(of_vendor)
            await session.flush()
            self.ids["person"] = of_vendor.id
            await self._others(session, item)
            await self._pack(session)

    async def _others(self, session: Any, item: Item) -> None:
        park_id = self.desk.demo.id

        async def first(table: Any, *where: Any) -> Any:
            query = select(table).where(table.park_id == park_id, *where).order_by(table.id)
            return await session.scalar(query.limit(1))

        pool = await first(BookingPool)
        self.ids["booking_pool"] = pool.id
        self.ids["opening"] = (await first(BookingHours)).id
        self.ids["facility"] = (await first(Outlet, Outlet.kind == "facility")).id
        self.ids["allowance"] = (await first(Allowance)).id
        self.ids["booking_thing"] = (await first(BookingResource)).id
        self.ids["option"] = (await first(ItemOption, ItemOption.item_id == item.id)).id
        self.ids["window"] = (
            await first(ServiceWindow, ServiceWindow.outlet_id == item.outlet_id)
        ).id
        self.ids["hours"] = (await first(BusinessHours)).id
        self.ids["faq"] = (await first(Faq)).id
        self.ids |= {"day": "2026-10-10", "kind": "repair", "urgency": "normal"}
        self.ids["period"] = "messages"
        account = await wechat_account(session, park_id, VAULT, self.desk.clock())
        self.ids["account"] = account.id
        label = Label(park_id=park_id, name_zh="电梯", name_en="Lift")
        session.add(label)
        rule = AutomationRule(
            park_id=park_id, name="催单", event="ticket.urged", position=9, version=1,
            conditions=[], actions=[{"do": "note", "text": "急"}],
            created_at=self.desk.clock(), updated_at=self.desk.clock(),
        )  # fmt: skip
        session.add(rule)
        plan = MaintenancePlan(
            park_id=park_id, name="滤网", category="hvac", urgency="low", unit="month", every=1,
            starts_on=date(2026, 12, 2), at=time(9), created_at=self.desk.clock(),
        )  # fmt: skip
        session.add(plan)
        await self._publish(session)
        misread = await self._misread(session)
        await session.flush()
        self.ids |= {
            "rule": rule.id,
            "plan": plan.id,
            "label": label.id,
            "misread": misread[0].id,
            "message": misread[1].id,
        }

    async def _publish(self, session: Any) -> None:
        """A network, a room that is shown to it, and a company that may be."""
        park_id, now = self.desk.demo.id, self.desk.clock()
        session.add(
            NetworkMember(park_id=park_id, slug="tus", name_zh="联盟", name_en="TUS", since=now)
        )
        company = Company(park_id=park_id, name_zh="流明", name_en="Lumen")
        offer = NetworkOffer(
            park_id=park_id, network="tus", uid=uuid4(), kind="space", sequence=0,
            resource_id=self.ids["booking_thing"], published_at=now,
            body={"name_zh": "报告厅", "name_en": "Hall"},
        )  # fmt: skip
        session.add_all([company, offer])
        await session.flush()
        self.ids |= {"company": company.id, "offer": offer.id}

    async def _misread(self, session: Any) -> list[Misread]:
        """Two messages to review."""
        conversation = await self.desk.demo.conversation(session)
        given = {
            "park_id": self.desk.demo.id,
            "conversation_id": conversation.id,
            "text": "牛肉面",
            "language": "zh",
            "acts": ["give"],
            "spans": [],
            "marked_by": self.ids["member"],
            "marked_at": self.desk.clock(),
        }
        rows = [Misread(seq=seq, **given) for seq in (1, 2)]
        session.add_all(rows)
        return rows

    async def _pack(self, session: Any) -> None:
        """An order in a box."""
        order = await self.desk.demo.draft(session, "umbrella")
        fulfilments.put_in_locker(order, (await lockers.banks(session, self.desk.demo.id))[0])
        await placing.place(session, order, now=self.desk.clock())
        for action in ("accept", "ready"):
            await orders.advance(session, order.park_id, order.id, action, now=self.desk.clock())
        box = await session.scalar(select(LockerBox).where(LockerBox.order_id == order.id))
        self.ids |= {"box": box.id, "packed": order.id}

    async def see(self, path: str) -> str:
        """The version of the row that a form at this path shows."""
        found = SEEN.get(path)
        if found is None:
            return ""
        table, columns, name = found
        async with self.desk.demo.sessions() as session:
            row = await session.get_one(table, self._key(name))
            return version(snapshot(row, columns))

    def _key(self, name: str) -> Any:
        park_id = self.desk.demo.id
        if name == "park":
            return park_id
        if name == "day":
            return (park_id, date.fromisoformat(self.ids["day"]))
        if name == "policy":
            return (park_id, self.ids["kind"], self.ids["urgency"])
        return (park_id, self.ids[name])


def _columns(hours: dict[str, str]) -> dict[str, Any]:
    return {
        "weekdays": [int(hours["weekdays"])],
        "starts": time.fromisoformat(hours["starts"]),
        "ends": time.fromisoformat(hours["ends"]),
    }


_C = "/operate/catalogue"
_I = _C + "/items/{item}"
_K = "/operate/calendar"
_S = "/operate/staff"
_V = "/operate/vendors"
_E = _V + "/endpoints/{endpoint}"

SEEN: dict[str, tuple[Any, tuple[str, ...], str]] = {
    _I: (Item, admin.COLUMNS, "item"),
    _I + "/price": (Item, admin.PRICE, "item"),
    _I + "/options/{option}": (ItemOption, option_admin.COLUMNS, "option"),
    _K + "/times": (Park, calendar_admin.PARK, "park"),
    "/operate/visitors": (Park, hosting.PARK, "park"),
    "/operate/danger": (Park, settings.PARK, "park"),
    "/operate/reader": (Park, reader_settings.PARK, "park"),
    _K + "/hours/{hours}": (BusinessHours, calendar_admin.HOURS, "hours"),
    _K + "/days/{day}": (CalendarDay, calendar_admin.DAY, "day"),
    _K + "/outlets/{outlet}/windows/{window}": (ServiceWindow, window_admin.COLUMNS, "window"),
    "/operate/maintenance/{plan}": (MaintenancePlan, plans.COLUMNS, "plan"),
    "/operate/booking/{booking_pool}": (BookingPool, keeping.POOL, "booking_pool"),
    "/operate/booking/{booking_pool}/things/{booking_thing}": (
        BookingResource,
        keeping.THING,
        "booking_thing",
    ),
    "/operate/labels/{label}": (Label, labels.COLUMNS, "label"),
    "/operate/faq/{faq}": (Faq, faq.COLUMNS, "faq"),
    "/operate/announcements/{announcement}": (
        Announcement,
        announcement_admin.COLUMNS,
        "announcement",
    ),
    _S + "/{member}": (Staff, staff_admin.COLUMNS, "member"),
    _S + "/{member}/shifts/{shift}": (Shift, staff_admin.SHIFT, "shift"),
    "/operate/sla/{kind}/{urgency}": (SlaPolicy, sla_admin.COLUMNS, "policy"),
    _E: (Endpoint, vendor_admin.COLUMNS, "endpoint"),
    "/operate/channels/{account}": (ChannelAccount, channel_accounts.EDITED, "account"),
    _V + "/{vendor}/phone": (Vendor, vendor_admin.VENDOR, "vendor"),
}

EXAMPLES: dict[str, dict[str, Any]] = {
    _C: SOUP | {"outlet": "{outlet}"},
    _I: SOUP | {"name_en": "other noodles", "anyway": "true"},
    _I + "/price": {"price": "31"},
    _I + "/stock": {"pieces": "9", "seen": "none"},
    _I + "/stock/add": {"pieces": "4"},
    _I + "/active": {},
    _I + "/picture": {"picture": photo},
    _I + "/picture/remove": {},
    _I + "/options": OPTION,
    _I + "/options/{option}": OPTION | {"name_en": "one yolk"},
    _I + "/options/{option}/remove": {},
    _K + "/times": {"handback_minutes": "20", "acceptance_minutes": "9"},
    _K + "/hours": HOURS,
    _K + "/hours/{hours}": EARLIER,
    _K + "/hours/{hours}/remove": {},
    _K + "/days": DAY | {"first": "2027-06-01"},
    _K + "/days/{day}": DAY,
    _K + "/days/{day}/remove": {},
    _K + "/outlets/{outlet}/windows": WINDOW,
    _K + "/outlets/{outlet}/windows/{window}": EARLIER | {"meal": "dinner"},
    _K + "/outlets/{outlet}/windows/{window}/remove": {},
    "/operate/faq": ANSWER | {"active": "true"},
    "/operate/faq/{faq}": ANSWER | {"questions_en": "Is it closed?", "anyway": "true"},
    "/operate/announcements": TOLD,
    "/operate/announcements/{announcement}": TOLD | {"level": "important"},
    "/operate/announcements/{announcement}/end": {},
    "/operate/lockers/boxes/{box}/free": {"order": "{packed}"},
    _V + "/{vendor}/phone": {"phone": "0755-1234567"},
    _V + "/{vendor}/endpoints": {"url": HOOKS + "/2"},
    _V + "/{vendor}/people": {"login": "chen", "name": "陈姐"},
    _V + "/{vendor}/people/{person}/invite": {},
    _V + "/{vendor}/people/{person}/deactivate": {},
    _V + "/{vendor}/keys": {},
    _V + "/{vendor}/keys/{key}/revoke": {},
    _E: {"url": HOOKS + "/3"},
    _E + "/rotate": {"overlap": "24"},
    _E + "/ping": {},
    _E + "/replay": {"since": "2026-12-01T00:00"},
    _E + "/deliveries/{delivery}/replay": {},
    _E + "/disable": {},
    _E + "/enable": {},
    _S: PERSON | {"login": "mei"},
    _S + "/{member}": PERSON,
    _S + "/{member}/shifts": HOURS,
    _S + "/{member}/shifts/{shift}": HOURS | {"ends": "08:00"},
    _S + "/{member}/shifts/{shift}/remove": {},
    _S + "/{member}/password": {},
    _S + "/{member}/deactivate": {},
    _S + "/{member}/activate": {},
    _S + "/{member}/unlock": {},
    "/operate/sla/{kind}/{urgency}": PROMISE,
    "/operate/retention/{period}": {"days": "200", "seen": "365"},
    "/operate/visitors": {},
    "/operate/danger": NUMBERS,
}
"""A change by every route, in an order in which each of them changes something; what is made anew
for each request is a function."""
for _file in sorted(Path(__file__).parent.glob("*/changes.py")):
    EXAMPLES |= import_module(f"tests.desk.{_file.parent.name}.changes").EXAMPLES
