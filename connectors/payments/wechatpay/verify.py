"""Whether WeChat Pay said something, and said it just now.

Over the bytes as they came: what is parsed and written again may differ. The library looks at no
age, and asks the network for a key that it does not know; here both are refused.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from connectors.payments.base import Unverified
from connectors.payments.wechatpay.merchant import Merchant

OLDEST = timedelta(minutes=5)
"""Older is refused, and so is what comes from that far ahead."""
KIND = "WECHATPAY2-SHA256-RSA2048"
_TIMESTAMP_DIGITS = 11


def verify(
    merchant: Merchant, headers: Mapping[str, str], body: bytes, *, received_at: datetime
) -> None:
    """Raises Unverified, also where any of the five headers is missing. Pure.

    RSA with a public key compares nothing secret, so nothing is told by how long it takes.
    """
    given = {name.lower(): value for name, value in headers.items()}
    timestamp, nonce, serial, kind, signature = (
        given.get(f"wechatpay-{name}", "")
        for name in ("timestamp", "nonce", "serial", "signature-type", "signature")
    )
    if not nonce or kind != KIND or serial != merchant.platform_serial:
        raise Unverified
    if abs(received_at - _moment(timestamp, received_at)) > OLDEST:
        raise Unverified
    try:
        signed = base64.b64decode(signature, validate=True)
        said = f"{timestamp}\n{nonce}\n".encode() + body + b"\n"
        merchant.platform_key.verify(signed, said, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError) as wrong:
        raise Unverified from wrong


def _moment(timestamp: str, like: datetime) -> datetime:
    """Seconds since 1970. Raises Unverified."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < _TIMESTAMP_DIGITS):
        raise Unverified
    return datetime.fromtimestamp(int(timestamp), like.tzinfo)
