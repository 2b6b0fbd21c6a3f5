"""Receiving webhooks: verify, drop repeats, keep, answer. All that a vendor must write."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import web
from standardwebhooks import Webhook

Keep = Callable[[dict[str, Any], int], None]
"""Keeps an event for good, with the number of the account it came to; a repeat changes nothing."""


def webhook_handler(
    secrets: Sequence[str], keep: Keep
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """POST /webhooks. An account is one webhook secret; most vendors have one."""
    verifiers = [Webhook(secret) for secret in secrets]

    async def receive(request: web.Request) -> web.Response:
        body, headers = await request.read(), dict(request.headers)
        for account, verifier in enumerate(verifiers):
            if (event := _verified(verifier, body, headers)) is not None:
                # Kept before it is acknowledged: a crash in between only means that it comes again.
                keep(event, account)
                return web.Response(status=204)
        return web.Response(status=401, text="not verified")

    return receive


def _verified(verifier: Webhook, body: bytes, headers: dict[str, str]) -> dict[str, Any] | None:
    try:
        event: dict[str, Any] = verifier.verify(body, headers)
    except Exception:  # standardwebhooks 1.1 raises bare ValueErrors too
        return None
    return event
