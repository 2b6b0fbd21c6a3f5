"""A day's trade bill: every payment and refund that WeChat Pay booked for the merchant."""

import csv
import gzip
import hashlib
import hmac
import io
import zlib
from decimal import Decimal, InvalidOperation

from connectors.payments.base import BillLine, Giving, ProviderSilent

LARGEST = 200 * 1024 * 1024
"""Bytes of a bill once it is unpacked."""
SUMMARY = "总交易单数"
"""Begins the sums that stand below the lines."""
GIVINGS = {"SUCCESS": Giving.GIVEN, "PROCESSING": Giving.UNDER_WAY, "CLOSED": Giving.CLOSED}
"""退款状态; what else stands there did not arrive, such as FAIL and CHANGE."""


def unpacked(packed: bytes, sha1: str) -> str:
    """The bill's text, if its digest is the one of the signed answer. Raises ProviderSilent."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            raw = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as broken:
        raise ProviderSilent("a bill that cannot be unpacked") from broken
    digest = hashlib.sha1(raw, usedforsecurity=False).hexdigest()
    if len(raw) > LARGEST or not hmac.compare_digest(digest, sha1.lower()):
        raise ProviderSilent("a bill that is not the one that was announced")
    return raw.decode("utf-8-sig")


def lines(text: str) -> list[BillLine]:
    """Of the bill of all trades. Raises ProviderSilent for a table that we do not know."""
    rows = csv.reader(io.StringIO(text))
    names = next(rows, [])
    found = []
    try:
        for row in rows:
            if not row or row[0].startswith(SUMMARY):
                break
            cells = dict(zip(names, (cell.removeprefix("`") for cell in row), strict=True))
            found.append(_line(cells))
    except (KeyError, ValueError, InvalidOperation, csv.Error) as unknown:
        raise ProviderSilent("a bill of another form") from unknown
    return found


def _line(cells: dict[str, str]) -> BillLine:
    is_refund = cells["交易状态"] == "REFUND"
    amount = Decimal(cells["申请退款金额" if is_refund else "订单金额"])
    return BillLine(
        reference=cells["商户订单号"],
        provider_id=cells["微信退款单号" if is_refund else "微信订单号"],
        amount=int(amount.scaleb(2).to_integral_exact()),
        currency=cells["货币种类"],
        refund_reference=cells["商户退款单号"] if is_refund else None,
        giving=GIVINGS.get(cells["退款状态"], Giving.FAILED) if is_refund else None,
    )
