"""What the park's mini-program does on an order's page, by the park's own API, and WeChat's sheet.

The program itself runs in WeChat alone; this is as much of it as a phone needs to pay and to see
what became of it. The sheet opens only for what the merchant has signed.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from parkline.simulate.wechat.people import Contact
from parkline.simulate.wechat.world import World
from parkline.simulate.wechatpay import Simulator as WeChatPay
from parkline.simulate.wechatpay.errors import Refused

UNAUTHORIZED = 401
REFUSED = 400
SHOWN = ("order_no", "status_text", "held", "payment", "payment_status", "can_cancel")


class Answered(Exception):
    """What the park's API refused, passed on to the phone as it came."""

    def __init__(self, status: int, said: Any) -> None:
        super().__init__(str(status))
        self.status, self.said = status, said


@dataclass
class Program:
    """`api_url`: of the park's API, such as http://127.0.0.1:8080/api/v1."""

    world: World
    pay: WeChatPay
    api_url: str
    _http: aiohttp.ClientSession | None = None
    _tokens: dict[str, str] = field(default_factory=dict)
    """Who is signed in, by openid."""

    def routes(self) -> list[web.RouteDef]:
        order = "/phone/{person}/program/orders/{number}"
        return [
            web.get(order, self.show),
            web.post(order + "/pay", self.ask),
            web.post(order + "/cancel", self.cancel),
        ]

    async def lifetime(self, _app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(10)) as self._http:
            yield

    async def show(self, request: web.Request) -> web.Response:
        """The order, and what WeChat Pay has of it."""
        return await self._answer(request, "GET", "", self._shown)

    async def cancel(self, request: web.Request) -> web.Response:
        return await self._answer(request, "POST", "/cancel", lambda _request, said: said)

    async def ask(self, request: web.Request) -> web.Response:
        """Begin to pay: what the sheet shows, or 400 for what the merchant did not sign."""
        return await self._answer(request, "POST", "/pay", self._sheet)

    async def _answer(
        self, request: web.Request, method: str, path: str, told: Any
    ) -> web.Response:
        if method == "POST" and request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="application/json")
        contact = self._contact(request)
        try:
            said = await self._call(contact, method, f"/orders/{_number(request)}{path}", request)
            return web.json_response(told(request, said))
        except Answered as refused:
            return web.json_response(refused.said, status=refused.status)
        except Refused as refused:
            return web.json_response(refused.answer(), status=refused.status)
        except (aiohttp.ClientError, TimeoutError):
            return web.json_response({"detail": "the park does not answer"}, status=502)

    def _shown(self, request: web.Request, order: dict[str, Any]) -> dict[str, Any]:
        lines = [f"{line['name']} × {line['quantity']}" for line in order["lines"]]
        about = {name: order[name] for name in SHOWN}
        about |= {"outlet": order["outlet"]["name"], "lines": lines, "sum": order["total"]["text"]}
        return about | {"trades": self._trades(order["order_no"])}

    def _trades(self, order_no: str) -> list[dict[str, Any]]:
        """As the payer's own list of payments has them."""
        return [
            {
                "state": trade.state,
                "total": trade.total,
                "refunds": [{"status": one.status, "amount": one.amount} for one in trade.refunds],
            }
            for trade in self.pay.world.trades.values()
            if trade.number.startswith(f"{order_no}-")
        ]

    def _sheet(self, request: web.Request, said: dict[str, Any]) -> dict[str, Any]:
        trade = self.pay.checked_prompt(said["wechat"])
        return {
            "prepay_id": trade.prepay_id,
            "sum": said["amount"]["text"],
            "payee": self.world.app("mini").name,
        }

    def _contact(self, request: web.Request) -> Contact:
        return self.world.contact(self.world.app("mini"), request.match_info["person"])

    async def _call(
        self, contact: Contact, method: str, path: str, request: web.Request
    ) -> dict[str, Any]:
        """Raises Answered. Who is not signed in any more is signed in again, once."""
        for last in (False, True):
            token = self._tokens.get(contact.openid) or await self._sign_in(contact)
            status, said = await self._request(method, path, request, token)
            if status != UNAUTHORIZED or last:
                break
            self._tokens.pop(contact.openid, None)
        if status >= REFUSED:
            raise Answered(status, said)
        order: dict[str, Any] = said
        return order

    async def _sign_in(self, contact: Contact) -> str:
        code = self.world.give_code(contact, "login")
        status, said = await self._request("POST", "/login/wechat", None, None, {"code": code})
        if status >= REFUSED:
            raise Answered(status, said)
        return self._tokens.setdefault(contact.openid, str(said["access_token"]))

    async def _request(
        self,
        method: str,
        path: str,
        request: web.Request | None,
        token: str | None,
        body: dict[str, Any] | None = None,
    ) -> tuple[int, Any]:
        assert self._http is not None
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if request is not None and (language := request.headers.get("Accept-Language")):
            headers["Accept-Language"] = language
        url = f"{self.api_url}{path}"
        async with self._http.request(method, url, json=body, headers=headers) as answer:
            text = await answer.text()
            try:
                said = json.loads(text) if text else {}
            except ValueError:
                said = {"detail": text[:200]}
            return answer.status, said


def _number(request: web.Request) -> str:
    """Nothing but a number of an order becomes a part of the address that is asked."""
    number = request.match_info["number"]
    if not (number.isascii() and number.replace("-", "").isalnum()):
        raise web.HTTPNotFound
    return number
