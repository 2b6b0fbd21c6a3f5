"""What the platform knows: payments that were asked for, and what became of them."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from parkline.simulate.wechatpay.errors import Refused

BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass
class Trade:
    """A payment that was asked for."""

    asked: dict[str, Any]
    """The body of the prepay call."""
    prepay_id: str
    state: str = "NOTPAY"
    transaction_id: str | None = None
    paid_at: datetime | None = None
    refunds: list["Refund"] = field(default_factory=list)

    @property
    def number(self) -> str:
        return str(self.asked["out_trade_no"])

    @property
    def total(self) -> int:
        return int(self.asked["amount"]["total"])

    @property
    def refunded(self) -> int:
        """What was given back, or may still be."""
        return sum(one.amount for one in self.refunds if one.status != "CLOSED")

    def shown(self) -> dict[str, Any]:
        """As a query answers."""
        said = {
            "appid": self.asked["appid"],
            "mchid": self.asked["mchid"],
            "out_trade_no": self.number,
            "trade_state": "REFUND" if self.refunded else self.state,
            "trade_state_desc": {"SUCCESS": "支付成功", "CLOSED": "已关闭"}.get(
                self.state, "未支付"
            ),
            "amount": {"total": self.total, "currency": "CNY"},
        }
        if self.paid_at is None:
            return said
        paid = {"payer_total": self.total, "payer_currency": "CNY"}
        return said | {
            "transaction_id": self.transaction_id,
            "trade_type": "JSAPI",
            "bank_type": "OTHERS",
            "success_time": self.paid_at.isoformat(timespec="seconds"),
            "payer": self.asked["payer"],
            "amount": said["amount"] | paid,
        }


@dataclass
class Refund:
    number: str
    refund_id: str
    amount: int
    at: datetime
    status: str
    """PROCESSING, and then SUCCESS, CLOSED or ABNORMAL."""
    notify_url: str | None = None
    ended_at: datetime | None = None

    def end(self, status: str, now: datetime) -> None:
        self.status, self.ended_at = status, now


@dataclass
class World:
    """One merchant's payments. `refund_status` is what refunds from now on come to at once."""

    mchid: str
    appid: str
    trades: dict[str, Trade] = field(default_factory=dict)
    refund_status: str = "SUCCESS"
    billing: bool = True
    """Whether bills are made; else they are still in the making."""
    ahead: timedelta = timedelta()
    """How far the platform's books are ahead of the machine's clock; signatures never are."""

    def now(self) -> datetime:
        return (datetime.now(UTC) + self.ahead).astimezone(BEIJING)

    def has_billed(self, day: date) -> bool:
        """Bills are there from ten in the morning of the next day."""
        ready = datetime.combine(day + timedelta(days=1), time(10), BEIJING)
        return self.billing and self.now() >= ready

    def prepay(self, asked: dict[str, Any]) -> Trade:
        """Raises Refused."""
        _check(asked, self)
        known = self.trades.get(asked["out_trade_no"])
        if known is None:
            known = Trade(asked, f"wx{secrets.token_hex(17)}")
            self.trades[known.number] = known
            return known
        if known.state == "SUCCESS":
            raise Refused(400, "ORDERPAID", "该订单已支付")
        if known.state == "CLOSED":
            raise Refused(400, "ORDER_CLOSED", "该订单已关闭")
        if known.asked != asked:
            raise Refused(400, "INVALID_REQUEST", "请求重入时，参数与首次请求时不一致")
        return known

    def trade(self, number: str) -> Trade:
        """Raises Refused."""
        found = self.trades.get(number)
        if found is None:
            raise Refused(404, "ORDER_NOT_EXIST", "订单不存在")
        self._let_expire(found)
        return found

    def by_prepay_id(self, prepay_id: str) -> Trade:
        for trade in self.trades.values():
            if trade.prepay_id == prepay_id:
                return trade
        raise Refused(404, "ORDER_NOT_EXIST", "订单不存在")

    def pay(self, trade: Trade) -> None:
        """The payer's password is right. Raises Refused."""
        self._let_expire(trade)
        if trade.state != "NOTPAY":
            raise Refused(400, "ORDER_CLOSED", "该订单已支付或已关闭")
        trade.state, trade.paid_at = "SUCCESS", self.now()
        trade.transaction_id = f"42000{secrets.randbelow(10**23):023d}"

    def close(self, trade: Trade) -> None:
        """Closing again changes nothing. Raises Refused."""
        if trade.state == "SUCCESS":
            raise Refused(400, "ORDERPAID", "该订单已支付")
        trade.state = "CLOSED"

    def refund(self, asked: dict[str, Any]) -> tuple[Trade, Refund, bool]:
        """The same number again is the same refund, and one that was closed is begun anew.

        The last says whether it has just begun. Raises Refused.
        """
        trade = self.trade(str(asked.get("out_trade_no")))
        number, amount = str(asked["out_refund_no"]), asked["amount"]
        for one in trade.refunds:
            if one.number == number:
                if one.amount != amount["refund"]:
                    raise Refused(400, "INVALID_REQUEST", "请求重入时，参数与首次请求时不一致")
                return trade, one, self._again(trade, one)
        if trade.state != "SUCCESS":
            raise Refused(400, "INVALID_REQUEST", "订单状态错误")
        if amount["total"] != trade.total or amount["refund"] > trade.total - trade.refunded:
            raise Refused(403, "INVALID_REQUEST", "退款金额大于支付金额")
        given = Refund(
            number,
            f"50000{secrets.randbelow(10**23):023d}",
            int(amount["refund"]),
            self.now(),
            "PROCESSING",
            asked.get("notify_url"),
        )
        trade.refunds.append(given)
        self._end_at_once(given)
        return trade, given, True

    def _again(self, trade: Trade, refund: Refund) -> bool:
        if refund.status != "CLOSED":
            return False
        if refund.amount > trade.total - trade.refunded:
            raise Refused(403, "INVALID_REQUEST", "退款金额大于支付金额")
        self._end_at_once(refund)
        return True

    def _end_at_once(self, refund: Refund) -> None:
        if self.refund_status == "PROCESSING":
            refund.status, refund.ended_at = "PROCESSING", None
        else:
            refund.end(self.refund_status, self.now())

    def refund_of(self, number: str) -> tuple[Trade, Refund]:
        for trade in self.trades.values():
            for one in trade.refunds:
                if one.number == number:
                    return trade, one
        raise Refused(404, "RESOURCE_NOT_EXISTS", "退款单不存在")

    def _let_expire(self, trade: Trade) -> None:
        expires = trade.asked.get("time_expire")
        if trade.state == "NOTPAY" and expires and datetime.fromisoformat(expires) <= self.now():
            trade.state = "CLOSED"


def _check(asked: dict[str, Any], world: World) -> None:
    """Raises Refused for a prepay call without what it needs."""
    if asked.get("mchid") != world.mchid or asked.get("appid") != world.appid:
        raise Refused(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配，请检查后再试")
    for name in ("description", "out_trade_no", "notify_url"):
        if not isinstance(asked.get(name), str) or not asked[name]:
            raise Refused(400, "PARAM_ERROR", f"缺少参数{name}")
    number, total = asked["out_trade_no"], (asked.get("amount") or {}).get("total")
    plain = number.isascii() and number.replace("-", "").replace("_", "").isalnum()
    if not plain or not 6 <= len(number) <= 32:  # noqa: PLR2004 - the platform's own bounds
        raise Refused(400, "PARAM_ERROR", "商户订单号格式错误")
    if type(total) is not int or total <= 0:
        raise Refused(400, "PARAM_ERROR", "金额错误")
    if not (asked.get("payer") or {}).get("openid"):
        raise Refused(400, "PARAM_ERROR", "缺少参数openid")
    expires = asked.get("time_expire")
    if expires and not (
        world.now() < datetime.fromisoformat(expires) <= world.now() + timedelta(days=7)
    ):
        raise Refused(400, "PARAM_ERROR", "订单过期时间有误")
