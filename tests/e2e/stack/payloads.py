"""Payloads, and the ways in by which people and operators enter them."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import BrowserContext, FilePayload, Page, expect

from tests.e2e.browser import photo, say
from tests.e2e.stack.stack import Stack, wait_for
from tests.kit.waiting import PATIENCE

RAN = "window.ran"
"""Set by whatever runs."""


def nasty(where: str) -> str:
    """Runs as markup, out of an attribute, and as an expression of a template; says where."""
    return f"\"'><img src=x onerror={RAN}=1>{{{{7*7}}}}{where}"


PERSON, REASON, FAULT, PLACE = nasty("person"), nasty("reason"), nasty("fault"), nasty("place")
VISITOR, FILE, CAPTION = nasty("visitor"), nasty("file"), nasty("caption")
DISH, NEWS, ANSWER, QUICK = nasty("dish"), nasty("news"), nasty("answer"), nasty("quick")
VENDOR, NOTE = nasty("vendor"), nasty("note")
QUESTION = "园区的猫叫什么名字"


@dataclass(frozen=True, slots=True)
class Stored:
    """Ids and numbers of what was entered, and the browser that is the tenant's."""

    conversation: int
    ticket: int
    ticket_no: str
    visit: int
    visit_no: str
    order: int
    order_no: str
    photo: str
    tenant: BrowserContext


async def by_operator(stack: Stack, page: Page) -> None:
    """A dish, an announcement, an answer and a quick reply, by the desk's own forms. What a vendor
    is called no page changes."""
    stack.sql("update vendor set name_zh = %s, name_en = %s", VENDOR, VENDOR)
    stack.sql(
        "update outlet set name_zh = %s, name_en = %s where code like '%%coffee%%'", VENDOR, VENDOR
    )
    [(outlet, meal)] = stack.sql("select outlet_id, meals[1] from item where code = 'americano'")
    both = dict.fromkeys(("name_zh", "category_zh", "category_en"), DISH)
    dish = {
        "outlet": outlet,
        "meals": meal,
        "name_en": DISH + " en",
        "price": "9",
        "stock": "50",
        "active": "true",
    }
    begins = f"{datetime.now(UTC) - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    news = dict.fromkeys(("title_zh", "title_en", "body_zh", "body_en"), NEWS)
    answers = {"answer_zh": ANSWER, "answer_en": ANSWER, "active": "true"}
    quick = {"code": "nasty", "text_zh": QUICK, "text_en": QUICK}
    await _enter(stack, page, "operate/catalogue", both | dish)
    important = {"level": "important", "starts_at": begins}
    await _enter(stack, page, "operate/announcements", news | important)
    await _enter(stack, page, "operate/faq", {"questions_zh": QUESTION} | answers)
    await _enter(stack, page, "inbox/canned", quick)


async def _enter(stack: Stack, page: Page, path: str, entered: dict[str, Any]) -> None:
    token = await page.locator("meta[name=csrf-token]").get_attribute("content")
    form = {"csrf": token or "", **{name: str(value) for name, value in entered.items()}}
    headers = {"Origin": stack.chat_url.rstrip("/")}
    done = await page.request.post(
        f"{stack.chat_url}desk/{path}", form=form, headers=headers, max_redirects=0
    )
    assert done.status in {200, 303}, f"{path}: {done.status} {await done.text()}"


async def by_tenant(stack: Stack, page: Page) -> Stored:
    """A photo whose name is a payload, by the web chat; the rest by the mini-app's API."""
    picture: FilePayload = photo() | {"name": f"{FILE}.jpg"}  # type: ignore[assignment]
    await page.locator("#files").set_input_files(picture)
    await expect(page.locator("#tray li")).to_have_count(1)
    await say(page, CAPTION)
    await expect(page.locator(".item.in .text", has_text=CAPTION)).to_be_visible()
    await asyncio.to_thread(wait_for, lambda: _is_handled(stack, CAPTION), PATIENCE, "its answer")
    asks = Asks(page.context, stack.chat_url)
    await asks.sign_in()
    await asks.ask("PATCH", "/me", {"name": PERSON, "phone": "13800138000"})
    ticket_no = await asks.report()
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    visit = {"names": [VISITOR], "reason": REASON, "starts_at": tomorrow}
    visit_no = (await asks.ask("POST", "/visits", visit))["visit_no"]
    order_no = await asks.order(stack)
    [(conversation,)] = stack.sql("select conversation_id from message where text = %s", CAPTION)
    [(ticket,)] = stack.sql("select id from ticket where ticket_no = %s", ticket_no)
    [(order,)] = stack.sql('select id from "order" where order_no = %s', order_no)
    [(visit_id,)] = stack.sql("select id from visit where visit_no = %s", visit_no)
    return Stored(
        int(str(conversation)), int(str(ticket)), ticket_no, int(str(visit_id)), visit_no,
        int(str(order)), order_no, asks.photo, page.context,
    )  # fmt: skip


def _is_handled(stack: Stack, text: str) -> bool:
    """A turn that is still under way would write to the conversation beside what the app enters."""
    return stack.sql("select status from message where text = %s", text) == [("handled",)]


class Asks:
    """The mini-app's API, with the cookie of a browser."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self._request, self._url = context.request, url
        self._headers = {"Origin": url.rstrip("/")}
        self.photo = ""

    async def sign_in(self) -> None:
        tokens = await self.ask("POST", "/login/browser")
        self._headers["Authorization"] = f"Bearer {tokens['access_token']}"

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {} if body is None else {"data": json.dumps(body)}
        said = self._headers | {"Content-Type": "application/json"} | headers
        return await self._said(path, method=method, headers=said, **sent)

    async def report(self) -> str:
        """With a photo that says it is a page; the ticket's number."""
        lie = {"name": f"{FILE}.html", "mimeType": "text/html", "buffer": photo()["buffer"]}
        how = {"headers": self._headers, "multipart": {"photo": lie}}
        kept = await self._said("/photos", method="POST", **how)
        [shown] = kept["photos"]
        self.photo = shown["url"]
        spot = {"building": "A", "floor": 3, "place": PLACE}
        fault = {"category": "hvac", "description": FAULT, "location": spot}
        ticket = await self.ask("POST", "/repairs", fault | {"photos": [shown["id"]]})
        return str(ticket["ticket_no"])

    async def order(self, stack: Stack) -> str:
        """The operator's dish, with a note; its number."""
        [(item,)] = stack.sql("select id from item where name_zh = %s", DISH)
        line = {"item_id": item, "quantity": 1, "note": NOTE}
        cart = (await self.ask("POST", "/carts/lines", line))["carts"][-1]["order_no"]
        await self.ask("PATCH", f"/carts/{cart}", {"fulfilment": "pickup", "note": NOTE})
        slots = (await self.ask("GET", f"/carts/{cart}/slots"))["slots"]
        await self.ask("PATCH", f"/carts/{cart}", {"slot": slots[0]["start"]})
        await self.ask("POST", "/orders", {"cart": cart}, **{"Idempotency-Key": cart})
        return str(cart)

    async def _said(self, path: str, **how: Any) -> Any:
        answer = await self._request.fetch(f"{self._url}api/v1{path}", **how)
        assert answer.ok, f"{path}: {await answer.text()}"
        return await answer.json()
