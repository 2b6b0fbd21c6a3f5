"""The trade bill of a day, as it is downloaded."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from parkline.simulate.wechatpay.world import BEIJING, Refund, Trade

COLUMNS = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
    "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
    "手续费,费率,订单金额,申请退款金额,费率备注"
)
SUMS = (
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
)


def statement(trades: Iterable[Trade], day: date) -> str | None:
    """None where nothing was traded that day."""
    rows = [row for trade in trades for row in _rows(trade, day)]
    if not rows:
        return None
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS.split(","))
    writer.writerows([f"`{cell}" for cell in row] for row in rows)
    writer.writerow(SUMS.split(","))
    writer.writerow([f"`{len(rows)}", *["`0.00"] * 6])
    return text.getvalue()


def _rows(trade: Trade, day: date) -> Iterator[list[str]]:
    if trade.paid_at is not None and _day(trade.paid_at) == day:
        yield _row(trade, trade.paid_at, None)
    for refund in trade.refunds:
        if _day(refund.at) == day:
            yield _row(trade, refund.at, refund)


def _day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()


def _row(trade: Trade, at: datetime, refund: Refund | None) -> list[str]:
    asked = trade.asked
    total = _yuan(trade.total)
    back = _yuan(refund.amount) if refund else "0.00"
    return [
        f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}", asked["appid"], asked["mchid"], "0", "",
        trade.transaction_id or "", trade.number, asked["payer"]["openid"], "JSAPI",
        "REFUND" if refund else "SUCCESS", "OTHERS", "CNY",
        "0.00" if refund else total, "0.00",
        refund.refund_id if refund else "0", refund.number if refund else "0",
        back, "0.00", "ORIGINAL" if refund else "", refund.status if refund else "",
        asked["description"], asked.get("attach", ""), "0.00000", "0.60%",
        "0.00" if refund else total, back, "",
    ]  # fmt: skip


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
