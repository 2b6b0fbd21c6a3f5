"""Somebody else's identity provider (oidc-provider-mock, on Authlib's server), and a browser at it.

It signs with the machine's clock, so whoever checks its tokens uses that clock, too.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientSession
from oidc_provider_mock import User, run_server_in_thread
from yarl import URL


@contextmanager
def strangers_provider(*people: User) -> Iterator[str]:
    """Its issuer."""
    with run_server_in_thread(user_claims=people, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


async def consent(http: ClientSession, url: URL | str, subject: str) -> URL:
    """Say yes on the provider's page; where it sends the browser."""
    form = {"sub": subject}
    async with http.post(url, data=form, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()
        return URL(answer.headers["Location"])


async def id_token(
    http: ClientSession, issuer: str, subject: str, *, client: str, nonce: str
) -> str:
    """As an app gets one: the authorization code flow with PKCE of a public client."""
    async with http.get(f"{issuer}/.well-known/openid-configuration") as answer:
        known: dict[str, Any] = await answer.json()
    verifier, back = secrets.token_urlsafe(32), "https://app.example/back"
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code", "client_id": client, "redirect_uri": back, "state": "s",
        "scope": "openid profile phone", "nonce": nonce, "code_challenge_method": "S256",
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
    }  # fmt: skip
    gone = await consent(http, URL(known["authorization_endpoint"]).with_query(asked), subject)
    form = {
        "grant_type": "authorization_code", "code": gone.query["code"], "redirect_uri": back,
        "client_id": client, "code_verifier": verifier,
    }  # fmt: skip
    async with http.post(known["token_endpoint"], data=form) as answer:
        assert answer.status == 200, await answer.text()
        return str((await answer.json())["id_token"])
