"""WeChat Pay through the seam of every way of paying."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from pydantic import AwareDatetime, BaseModel, Field, ValidationError
from wechatpayv3.utils import aes_decrypt

from connectors.payments.base import (
    BillLine,
    Callback,
    Due,
    Giving,
    Prompt,
    ProviderRefused,
    ProviderSilent,
    Repaid,
    Repayment,
    Settled,
    State,
    Unverified,
)
from connectors.payments.wechatpay import bill
from connectors.payments.wechatpay.client import Unknown, answer, download, library
from connectors.payments.wechatpay.merchant import Merchant
from connectors.payments.wechatpay.verify import verify

PAID = "TRANSACTION.SUCCESS"
NO_BILL, BILL_IN_MAKING = "NO_STATEMENT_EXIST", "STATEMENT_CREATING"
STATES = {
    "SUCCESS": State.PAID,
    "REFUND": State.PAID,
    "NOTPAY": State.WAITING,
    "USERPAYING": State.WAITING,
    "PAYERROR": State.WAITING,
    "CLOSED": State.CLOSED,
    "REVOKED": State.CLOSED,
}
GIVINGS = {
    "SUCCESS": Giving.GIVEN,
    "PROCESSING": Giving.UNDER_WAY,
    "CLOSED": Giving.CLOSED,
    "ABNORMAL": Giving.FAILED,
}
REPAID = {f"REFUND.{status}": status for status in ("SUCCESS", "CLOSED", "ABNORMAL")}
"""A callback of a refund, and the status that has to stand in it."""


class _Amount(BaseModel):
    total: int = Field(gt=0)
    currency: str = "CNY"


class _Transaction(BaseModel):
    """What a callback carries and a query answers."""

    appid: str
    mchid: str
    out_trade_no: str
    transaction_id: str
    trade_state: str
    success_time: AwareDatetime
    amount: _Amount

    def settled(self) -> Settled:
        return Settled(
            reference=self.out_trade_no,
            amount=self.amount.total,
            currency=self.amount.currency,
            paid_at=self.success_time,
            provider_id=self.transaction_id,
        )


class _RefundAmount(BaseModel):
    refund: int = Field(gt=0)


class _Refund(BaseModel):
    """What the callback of a refund carries."""

    mchid: str
    out_trade_no: str
    out_refund_no: str
    refund_status: str
    amount: _RefundAmount

    def repaid(self) -> Repaid:
        return Repaid(
            reference=self.out_refund_no,
            paid_reference=self.out_trade_no,
            amount=self.amount.refund,
            giving=GIVINGS[self.refund_status],
        )


@dataclass(frozen=True, slots=True)
class WeChatPay:
    """`clock` says how old an answer is."""

    merchant: Merchant
    clock: Callable[[], datetime]

    code: ClassVar[str] = "wechat_pay"

    async def prepare(self, due: Due) -> Prompt:
        """The parameters of `wx.requestPayment` for the payer, whose openid is the program's."""
        async with library(self.merchant, self.clock) as pay:
            said = await answer(
                pay.pay(
                    description=due.order_no,
                    out_trade_no=due.reference,
                    amount={"total": due.amount, "currency": due.currency},
                    payer={"openid": due.payer},
                    time_expire=_moment(due.expires_at),
                )
            )
            return Prompt(self._parameters(pay, f"prepay_id={said['prepay_id']}"))

    def _parameters(self, pay: Any, package: str) -> dict[str, str]:
        timestamp = str(int(self.clock().timestamp()))
        nonce = hashlib.sha256(f"{package}\n{timestamp}".encode()).hexdigest()[:32]
        signature = pay.sign([self.merchant.appid, timestamp, nonce, package])
        return {
            "timeStamp": timestamp,
            "nonceStr": nonce,
            "package": package,
            "signType": "RSA",
            "paySign": signature,
        }

    def confirm(self, callback: Callback) -> Settled | Repaid:
        verify(self.merchant, callback.headers, callback.body, received_at=callback.received_at)
        try:
            said = json.loads(callback.body)
            event, plain = str(said["event_type"]), self._opened(said["resource"])
            if event in REPAID:
                return self._repaid(_Refund.model_validate_json(plain), REPAID[event])
            transaction = _Transaction.model_validate_json(plain)
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise Unverified from wrong
        if event != PAID or transaction.trade_state != "SUCCESS":
            raise Unverified
        return self._ours(transaction).settled()

    def _opened(self, resource: dict[str, Any]) -> str:
        plain = aes_decrypt(
            nonce=resource["nonce"],
            ciphertext=resource["ciphertext"],
            associated_data=resource.get("associated_data") or "",
            apiv3_key=self.merchant.api_key,
        )
        return plain or ""

    def _repaid(self, refund: _Refund, status: str) -> Repaid:
        """Raises Unverified for another merchant's refund, or one that says two things at once."""
        if (refund.mchid, refund.refund_status) != (self.merchant.mchid, status):
            raise Unverified
        return refund.repaid()

    def _ours(self, transaction: _Transaction) -> _Transaction:
        """Raises Unverified for somebody else's payment, however well it is signed."""
        ours = (self.merchant.mchid, self.merchant.appid)
        if (transaction.mchid, transaction.appid) != ours:
            raise Unverified
        return transaction

    async def query(self, reference: str) -> State:
        try:
            said = await self._looked_up(reference)
        except Unknown:
            return State.UNKNOWN
        return STATES.get(str(said.get("trade_state")), State.WAITING)

    async def settled(self, reference: str) -> Settled | None:
        try:
            said = await self._looked_up(reference)
        except Unknown:
            return None
        if STATES.get(str(said.get("trade_state"))) is not State.PAID:
            return None
        try:
            return self._ours(_Transaction.model_validate(said)).settled()
        except (ValidationError, Unverified) as wrong:
            raise ProviderRefused("a payment that is not as we asked", code="MISMATCH") from wrong

    async def _looked_up(self, reference: str) -> dict[str, Any]:
        async with library(self.merchant, self.clock) as pay:
            return await answer(pay.query(out_trade_no=reference))

    async def close(self, reference: str) -> State:
        async with library(self.merchant, self.clock) as pay:
            try:
                await answer(pay.close(out_trade_no=reference))
            except Unknown:
                return State.UNKNOWN
            except ProviderRefused:
                standing = await self.query(reference)
                if standing is State.WAITING:
                    raise
                return standing
        return State.CLOSED

    async def refund(self, repayment: Repayment) -> Giving:
        """Asked again with the same reference it says how far that refund is."""
        paid = await self.settled(repayment.paid_reference)
        if paid is None:
            raise ProviderRefused("nothing was paid", code="NOT_PAID")
        amount = {"refund": repayment.amount, "total": paid.amount, "currency": paid.currency}
        async with library(self.merchant, self.clock) as pay:
            said = await answer(
                pay.refund(
                    out_refund_no=repayment.reference,
                    amount=amount,
                    out_trade_no=repayment.paid_reference,
                    reason=_short(repayment.reason),
                )
            )
        return GIVINGS.get(str(said.get("status")), Giving.FAILED)

    async def bill(self, day: date) -> list[BillLine] | None:
        """All that was booked on a day of Beijing: ready at ten the next morning.

        None where nothing was, or the platform does not know of it yet; one that it is making
        raises ProviderSilent.
        """
        async with library(self.merchant, self.clock) as pay:
            try:
                said = await answer(pay.trade_bill(bill_date=day.isoformat()))
            except ProviderRefused as refused:
                if refused.details.get("code") == NO_BILL:
                    return None
                if refused.details.get("code") == BILL_IN_MAKING:
                    raise ProviderSilent("the bill is being made", code=BILL_IN_MAKING) from refused
                raise
            packed = await download(pay.download_bill(url=str(said["download_url"])))
        # Seconds of a processor for a large one, during which the worker has other work.
        text = await asyncio.to_thread(bill.unpacked, packed, str(said["hash_value"]))
        return await asyncio.to_thread(bill.lines, text)


def _moment(moment: datetime) -> str:
    """Always in one zone: asked for again, every word has to be the same."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _short(reason: str, limit: int = 80) -> str:
    """As many characters as stay within the provider's bytes."""
    return reason.encode()[:limit].decode(errors="ignore")
