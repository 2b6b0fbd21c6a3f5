"""Calls to WeChat Pay: the library signs and asks, every answer is verified by us."""

import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from copy import copy
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

import httpx
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from wechatpayv3.async_ import AsyncWeChatPay, WeChatPayType

from connectors.payments.base import ProviderRefused, ProviderSilent, Unverified
from connectors.payments.wechatpay.merchant import Merchant
from connectors.payments.wechatpay.verify import verify

TIMEOUT_SECONDS = 10.0
SUCCESS = range(200, 300)
BUSY = 429
BROKEN = 500
NOT_FOUND = 404
DOWNLOAD = "/v3/billdownload/"
"""What is downloaded is not signed: its digest stands in a signed answer."""

Library = Any
"""The library has no types."""

_made = lru_cache(maxsize=8)(AsyncWeChatPay)
"""A merchant's: to read and check a private key takes the processor 40 ms, and holds the loop."""


@cache
def _tls() -> ssl.SSLContext:
    """With the authorities that httpx trusts. They are read from a file, which takes 10 ms."""
    return httpx.create_ssl_context(trust_env=False)


class Unknown(ProviderRefused):
    """There is no such thing at the provider."""


@asynccontextmanager
async def library(merchant: Merchant, clock: Callable[[], datetime]) -> AsyncIterator[Library]:
    """The library for a merchant, at the merchant's address.

    Its HTTP client is ours: for the address, and to see an answer's bytes before the library does.
    """

    async def check(response: httpx.Response) -> None:
        body = await response.aread()
        if response.status_code not in SUCCESS or response.url.path.startswith(DOWNLOAD):
            return
        verify(merchant, response.headers, body, received_at=clock())

    pem = merchant.platform_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    made = copy(
        _made(
            wechatpay_type=WeChatPayType.MINIPROG,
            mchid=merchant.mchid,
            private_key=merchant.private_key,
            cert_serial_no=merchant.serial,
            appid=merchant.appid,
            apiv3_key=merchant.api_key,
            notify_url=merchant.notify_url,
            public_key=pem.decode(),
            public_key_id=merchant.platform_serial,
        )
    )
    made._core = copy(made._core)
    async with httpx.AsyncClient(
        verify=_tls(), timeout=TIMEOUT_SECONDS, trust_env=False, event_hooks={"response": [check]}
    ) as http:
        made._core._gate_way, made._core._client = merchant.api_url.rstrip("/"), http
        yield made


async def answer(asking: Awaitable[tuple[int, str | bytes]]) -> dict[str, Any]:
    """What a call said. Raises Unknown, ProviderRefused, ProviderSilent."""
    status, body = await _heard(asking)
    found = _object(body) if body else {}
    if status in SUCCESS:
        return found
    code = str(found.get("code", status))
    if status >= BROKEN or status == BUSY:
        raise ProviderSilent(f"WeChat Pay answered {status}", code=code)
    if status == NOT_FOUND:
        raise Unknown(code, code=code)
    raise ProviderRefused(f"WeChat Pay refused: {code}", code=code)


async def download(asking: Awaitable[tuple[int, str | bytes]]) -> bytes:
    """A file. Raises ProviderSilent."""
    status, body = await _heard(asking)
    if status not in SUCCESS:
        raise ProviderSilent(f"WeChat Pay answered {status}", code=str(status))
    return body.encode() if isinstance(body, str) else body


async def _heard(asking: Awaitable[tuple[int, str | bytes]]) -> tuple[int, str | bytes]:
    try:
        return await asking
    except httpx.HTTPError as problem:
        raise ProviderSilent(f"WeChat Pay: {type(problem).__name__}") from problem
    except Unverified as forged:
        raise ProviderSilent("an answer that WeChat Pay did not sign") from forged


def _object(body: str | bytes) -> dict[str, Any]:
    """Raises ProviderSilent: a proxy's page is no answer."""
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderSilent("an answer that is no JSON object")
    return found
