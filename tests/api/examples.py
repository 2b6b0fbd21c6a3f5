"""One of everything that a tenant may own, and well-formed requests about it."""

import itertools
import re
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import FormData

from models.accounting import CompanyAccount
from models.people import Company, Person
from tests.api.driver import Tenant
from tests.given.photo_files import encoded, picture
from tests.services.kit.test_file_checking import PDF

SHOWN = (
    *("/me", "/tokens", "/carts", "/orders", "/repairs", "/visits"),
    *("/conversation/messages", "/notices"),
)

_keys = itertools.count(1)


@dataclass(slots=True)
class Examples:
    """`names` are what stands in addresses, `bodies` what each operation is told, by its name."""

    names: dict[str, str]
    secrets: list[str]
    bodies: dict[str, Any]
    carts: dict[str, str]
    approval: str
    announcement: str
    token: str

    @staticmethod
    def owned(path: str) -> bool:
        """Whether an address names something that belongs to somebody."""
        return (
            re.search(
                r"{(\w+_no|line|park)}|^/(approvals|tokens|quotes|booking-waits|booking-series|booking-feeds)/",
                path,
            )
            is not None
        )

    def of(self, path: str) -> dict[str, str]:
        """Names that stand for something else in some addresses."""
        if path.startswith("/announcements"):
            return {"id": self.announcement}
        if path.startswith("/approvals"):
            return {"id": self.approval}
        if path.startswith("/tokens"):
            return {"id": self.token}
        return self.carts if path.startswith("/carts") else {}

    def path(self, path: str) -> str:
        names = self.names | self.of(path)
        return re.sub(r"{(\w+)}", lambda found: names[found[1]], path)

    def request(self, operation: Any) -> dict[str, Any]:
        how: dict[str, Any] = {}
        if any(one["name"] == "Idempotency-Key" for one in operation.get("parameters", ())):
            how["headers"] = {"Idempotency-Key": f"walk-{next(_keys)}"}
        if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
            how["data"] = _form(operation["operationId"])
        elif "requestBody" in operation:
            how["json"] = self.bodies[operation["operationId"]]
        return how

    async def state(self, owner: Tenant) -> Any:
        """All that the owner has, as they see it."""
        brought = [path for area in areas() for path in area.SHOWN]
        return [await owner.get(path) for path in (*SHOWN, *brought)]


def areas() -> list[Any]:
    """Modules `examples` of areas: SHOWN, and `add(owner, examples)`, which makes what there is."""
    files = sorted(Path(__file__).parent.glob("*/examples.py"))
    return [import_module(f"tests.api.{file.parent.name}.examples") for file in files]


def _form(operation: str) -> FormData:
    """What an operation that takes files is sent."""
    if operation == "say_with_file":
        form = FormData({"id": str(uuid4())})
        form.add_field("file", PDF, filename="lease.pdf")
        return form
    takes_id = operation == "say_with_photos"
    return photo_form(**({"id": str(uuid4())} if takes_id else {}))


def photo_form(*photos: bytes, **fields: str) -> FormData:
    form = FormData()
    for name, value in fields.items():
        form.add_field(name, value)
    for photo in photos or (encoded(picture()),):
        form.add_field("photo", BytesIO(photo), filename="photo.jpg", content_type="image/jpeg")
    return form


PUSHES = {
    "endpoint": "https://push.example/abc",
    "keys": {"p256dh": "B" * 87, "auth": "A" * 22},
}
REPAIR = {
    "category": "hvac",
    "description": "空调不制冷，开到最低也没用",
    "location": {"building": "A", "floor": 3, "room": "301"},
}
TOKEN = {"name": "lobby screen", "scopes": ["read"], "expires_at": "2027-06-01T00:00:00+08:00"}
VISIT = {"names": ["王小明"], "starts_at": "2026-12-02T15:00:00+08:00", "plate": "粤B12345"}


async def employ(manager: Tenant, *others: Tenant, limit: int) -> None:
    """All of one company, whose account may spend so much a month."""
    api = manager.api
    async with api.demo.sessions.begin() as session:
        company = Company(park_id=api.demo.id, name_zh="星桥科技", name_en="Starbridge")
        session.add(company)
        await session.flush()
        account = CompanyAccount(
            park_id=api.demo.id,
            company_id=company.id,
            monthly_limit=limit,
            is_open=True,
            manager_id=manager.person.id,
            created_at=api.clock(),
        )
        session.add(account)
        for tenant in (manager, *others):
            person = await session.get_one(Person, (api.demo.id, tenant.person.id))
            person.company_id = company.id


async def charged(tenant: Tenant) -> str:
    """A cart on the company's account."""
    cart = await tenant.cart("beef_noodles", 2)
    await tenant.patch(f"/carts/{cart}", {"payment": "company_account"})
    return cart


async def _asked_for(owner: Tenant) -> str:
    """What waits for the owner's own yes."""
    await employ(owner, limit=100)
    body = {"cart": await charged(owner), "ask_manager": True}
    await owner.post("/orders", body, headers={"Idempotency-Key": "held"}, status=201)
    return str((await owner.get("/approvals"))["approvals"][0]["id"])


async def examples_of(owner: Tenant) -> Examples:
    order = await owner.order()
    cart = await owner.cart("americano")
    line = (await owner.get("/carts"))["carts"][0]["lines"][0]["id"]
    ticket = await owner.post("/repairs", REPAIR, status=201)
    visit = await owner.post("/visits", VISIT, status=201)
    said = {"id": str(uuid4()), "text": "我的秘密是牛肉面"}
    await owner.post("/conversation/messages", said, status=201)
    items = owner.api.demo.items
    found = Examples(
        names={
            "order_no": order["order_no"],
            "ticket_no": ticket["ticket_no"],
            "visit_no": visit["visit_no"],
            "format": "svg",
            "id": str(items["cola"]),
            "kind": "order",
        },
        carts={"order_no": cart, "line": str(line)},
        approval=await _asked_for(owner),
        token=str((await owner.post("/tokens", TOKEN, status=201))["id"]),
        announcement=str((await owner.get("/announcements"))["announcements"][0]["id"]),
        secrets=[
            *(order["order_no"], cart, ticket["ticket_no"], visit["visit_no"]),
            *("韩梅梅", "13812345678", "王小明", "我的秘密"),
        ],
        bodies={
            "change_me": {"language": "en"},
            "forget_me": {"confirm": "forget me"},
            "take_phone_of_wechat": {"code": "x"},
            "want_notices": {"wanted": True},
            "join_company": {"code": "K7M2QX"},
            "take_pushes": PUSHES,
            "leave_pushes": {"endpoint": PUSHES["endpoint"]},
            "make_token": TOKEN,
            "add_line": {"item_id": items["cola"]},
            "change_line": {"quantity": 2},
            "change_cart": {"note": "不要辣"},
            "place_order": {"cart": cart},
            "ask_for_invoice": {"title": "个人"},
            "rate_order": {"stars": 5},
            "complain": {"what": "late", "words": "还没有到"},
            "deny_spending": {"reason": "超了"},
            "report_repair": {**REPAIR, "category": "plumbing"},
            "answer_danger": {"happening": False},
            "settle_danger": {"happening": False},
            "reopen_repair": {"reason": "还是不冷"},
            "write_about_ticket": {"text": "比早上滴得厉害"},
            "rate_repair": {"rating": 5},
            "invite": {**VISIT, "names": ["李四"]},
            "invite_weekly": {**VISIT, "names": ["赵阿姨"], "weeks": 2},
            "reschedule_visit": {"starts_at": "2026-12-03T10:00:00+08:00"},
            "reschedule_repair": {
                "starts_at": "2026-12-03T10:00:00+08:00",
                "ends_at": "2026-12-03T12:00:00+08:00",
            },
            "deny_visit": {"reason": "当天有审计"},
            "say": {"id": str(uuid4()), "text": "你好"},
        },
    )
    for area in areas():
        await area.add(owner, found)
    return found
