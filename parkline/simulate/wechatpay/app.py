"""The platform's server."""

import asyncio
import gzip
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date
from typing import Any

from aiohttp import web

from parkline.simulate.wechatpay.courier import WAITS, Courier
from parkline.simulate.wechatpay.errors import Refused
from parkline.simulate.wechatpay.keys import Identity, new_identity
from parkline.simulate.wechatpay.signing import check_request, is_signed, sealed, signed_headers
from parkline.simulate.wechatpay.statement import statement
from parkline.simulate.wechatpay.world import Refund, Trade, World

Handler = Callable[[web.Request], Awaitable[web.Response]]
Signed = Callable[[web.Request, dict[str, Any]], Any]
NO_CONTENT = 204


class Simulator:
    """One platform with one merchant, whose certificate it knows."""

    def __init__(
        self,
        *,
        mchid: str,
        appid: str,
        api_key: str,
        waits: Sequence[float] = WAITS,
        platform: Identity | None = None,
        merchant: Identity | None = None,
        refunds_take: float | None = None,
    ) -> None:
        """`refunds_take`: seconds that a refund is under way, where it does not end at once."""
        self.platform = platform or new_identity("Tenpay.com")
        self.merchant = merchant or new_identity(mchid)
        self.refunds_take = refunds_take
        self.world = World(mchid, appid)
        self.api_key = api_key
        self.courier = Courier(self.platform, api_key, waits)
        self._nonces: set[str] = set()
        self._bills: dict[str, bytes] = {}
        self._ending: set[asyncio.TimerHandle] = set()
        if refunds_take is not None:
            self.world.refund_status = "PROCESSING"

    def app(self) -> web.Application:
        app = web.Application()
        self.install(app)
        return app

    def install(self, app: web.Application) -> None:
        """Serve the platform beside what else `app` serves."""
        number = "/v3/pay/transactions/out-trade-no/{number}"
        app.add_routes(
            [
                web.post("/v3/pay/transactions/jsapi", self._signed(self._prepay)),
                web.get(number, self._signed(self._query)),
                web.post(number + "/close", self._signed(self._close)),
                web.post("/v3/refund/domestic/refunds", self._signed(self._refund)),
                web.get("/v3/refund/domestic/refunds/{number}", self._signed(self._refund_query)),
                web.get("/v3/bill/tradebill", self._signed(self._bill)),
                web.get("/v3/certificates", self._signed(self._certificates)),
                web.get("/v3/billdownload/file", self._download),
                web.post("/pay/{prepay_id}", self._pay),
            ]
        )
        app.cleanup_ctx.append(self._lifetime)

    async def _lifetime(self, app: web.Application) -> AsyncIterator[None]:
        async with self.courier.open():
            yield
            for waiting in self._ending:
                waiting.cancel()

    def checked_prompt(self, prompt: dict[str, Any]) -> Trade:
        """What `wx.requestPayment` opens its sheet for: signed by the merchant, and asked for.

        Raises Refused.
        """
        parts = [str(prompt.get(name, "")) for name in ("timeStamp", "nonceStr", "package")]
        said = "\n".join([self.world.appid, *parts, ""]).encode()
        signed = is_signed(self.merchant.key.public_key(), said, str(prompt.get("paySign", "")))
        if prompt.get("signType") != "RSA" or not signed:
            raise Refused(400, "SIGN_ERROR", "支付验证签名失败")
        return self.world.by_prepay_id(parts[2].removeprefix("prepay_id="))

    def pay(self, number: str) -> Trade:
        """The payer pays what was asked for, and the merchant is told. Raises Refused."""
        trade = self.world.trade(number)
        self.world.pay(trade)
        self.courier.tell_paid(trade)
        return trade

    def end_refund(self, number: str, status: str = "SUCCESS") -> Refund:
        """A refund under way, or one that was abnormal and is mended by hand, ends; the merchant is
        told. Raises Refused."""
        trade, refund = self.world.refund_of(number)
        refund.end(status, self.world.now())
        self.courier.tell_refund(trade, refund)
        return refund

    def _signed(self, handle: Signed) -> Handler:
        """Only what the merchant signed, each signature once; the answer is signed, too."""

        async def run(request: web.Request) -> web.Response:
            try:
                body = self._entered(request, await request.read())
                answer = handle(request, body)
            except Refused as refused:
                return self._answer(refused.answer(), refused.status)
            return self._answer(answer, 200)

        return run

    def _entered(self, request: web.Request, body: bytes) -> dict[str, Any]:
        self._authorized(request, body)
        if request.method == "GET":
            return {}
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise Refused(400, "PARAM_ERROR", "请求体不是JSON")
        return said

    def _authorized(self, request: web.Request, body: bytes) -> None:
        nonce = check_request(
            request.headers.get("Authorization", ""),
            request.method,
            request.raw_path,
            body,
            mchid=self.world.mchid,
            merchant=self.merchant,
        )
        if nonce in self._nonces:
            raise Refused(401, "SIGN_ERROR", "随机串重复")
        self._nonces.add(nonce)
        if "User-Agent" not in request.headers or "Accept" not in request.headers:
            raise Refused(400, "PARAM_ERROR", "Http头缺少Accept或User-Agent")

    def _answer(self, said: dict[str, Any] | None, status: int) -> web.Response:
        if said is None:
            return web.Response(status=NO_CONTENT, headers=signed_headers(self.platform, b""))
        body = json.dumps(said, ensure_ascii=False).encode()
        headers = signed_headers(self.platform, body)
        return web.Response(
            body=body, status=status, headers=headers, content_type="application/json"
        )

    def _prepay(self, request: web.Request, body: dict[str, Any]) -> dict[str, Any]:
        return {"prepay_id": self.world.prepay(body).prepay_id}

    def _query(self, request: web.Request, body: dict[str, Any]) -> dict[str, Any]:
        self._mine(request.query.get("mchid"))
        return self.world.trade(request.match_info["number"]).shown()

    def _close(self, request: web.Request, body: dict[str, Any]) -> None:
        self._mine(body.get("mchid"))
        self.world.close(self.world.trade(request.match_info["number"]))

    def _mine(self, mchid: object) -> None:
        if mchid != self.world.mchid:
            raise Refused(400, "PARAM_ERROR", "mchid有误")

    def _refund(self, request: web.Request, body: dict[str, Any]) -> dict[str, Any]:
        try:
            trade, refund, begun = self.world.refund(body)
        except (KeyError, TypeError) as wrong:
            raise Refused(400, "PARAM_ERROR", "参数错误") from wrong
        if begun:
            self.courier.tell_refund(trade, refund)
            self._end_later(refund)
        return _shown(trade, refund)

    def _end_later(self, refund: Refund) -> None:
        if self.refunds_take is not None and refund.status == "PROCESSING":
            loop = asyncio.get_running_loop()
            self._ending.add(loop.call_later(self.refunds_take, self.end_refund, refund.number))

    def _refund_query(self, request: web.Request, body: dict[str, Any]) -> dict[str, Any]:
        return _shown(*self.world.refund_of(request.match_info["number"]))

    def _bill(self, request: web.Request, body: dict[str, Any]) -> dict[str, Any]:
        try:
            day = date.fromisoformat(request.query["bill_date"])
        except (KeyError, ValueError) as wrong:
            raise Refused(400, "PARAM_ERROR", "账单日期格式错误") from wrong
        if not self.world.has_billed(day):
            raise Refused(400, "STATEMENT_CREATING", "账单生成中")
        text = statement(self.world.trades.values(), day)
        if text is None:
            raise Refused(400, "NO_STATEMENT_EXIST", "账单不存在")
        token = secrets.token_urlsafe(16)
        raw = ("\ufeff" + text).encode()
        self._bills[token] = gzip.compress(raw)
        url = f"{request.scheme}://{request.host}/v3/billdownload/file?token={token}"
        digest = hashlib.sha1(raw, usedforsecurity=False).hexdigest()
        return {"hash_type": "SHA1", "hash_value": digest, "download_url": url}

    async def _download(self, request: web.Request) -> web.Response:
        """Signed like every call; what it answers is not."""
        try:
            self._authorized(request, b"")
        except Refused as refused:
            return self._answer(refused.answer(), refused.status)
        found = self._bills.get(request.query.get("token", ""))
        if found is None:
            return web.Response(status=404)
        return web.Response(body=found, content_type="application/octet-stream")

    def _certificates(self, request: web.Request, body: dict[str, Any]) -> dict[str, Any]:
        certificate = self.platform.certificate
        return {
            "data": [
                {
                    "serial_no": self.platform.serial,
                    "effective_time": certificate.not_valid_before_utc.isoformat(),
                    "expire_time": certificate.not_valid_after_utc.isoformat(),
                    "encrypt_certificate": self._sealed_certificate(),
                }
            ]
        }

    def _sealed_certificate(self) -> dict[str, str]:
        kept = sealed(self.api_key, self.platform.certificate_pem, kind="certificate")
        kept.pop("original_type")
        return kept

    async def _pay(self, request: web.Request) -> web.Response:
        """Not the platform's: stands for the payer's thumb in WeChat."""
        try:
            trade = self.world.by_prepay_id(request.match_info["prepay_id"])
            self.pay(trade.number)
        except Refused as refused:
            return web.json_response(refused.answer(), status=refused.status)
        return web.json_response({"out_trade_no": trade.number, "trade_state": trade.state})


def _shown(trade: Trade, refund: Refund) -> dict[str, Any]:
    return {
        "refund_id": refund.refund_id,
        "out_refund_no": refund.number,
        "transaction_id": trade.transaction_id,
        "out_trade_no": trade.number,
        "channel": "ORIGINAL",
        "user_received_account": "支付用户零钱",
        "create_time": refund.at.isoformat(timespec="seconds"),
        "status": refund.status,
        "amount": {"total": trade.total, "refund": refund.amount, "currency": "CNY"},
    }
