"""An identity provider with keys of its own: strict with clients, and able to sign wrongly."""

import base64
import hashlib
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import Key, RSAKey
from yarl import URL

CLIENT, SECRET = "desk-of-the-park", "a-secret-of-the-provider"
APP = "app-of-somebody"
KINDS = {"RSA": "RS256", "EC": "ES256", "OKP": "Ed25519", "oct": "HS256"}


@cache
def rsa(kid: str = "first") -> RSAKey:
    """Always the same one: making one takes long."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@dataclass(slots=True)
class Provider:
    """`keys` are published; `claims` are of whoever signs in next. `away`: it answers 503."""

    clock: Callable[[], datetime]
    url: str = ""
    keys: list[Key] = field(default_factory=lambda: [rsa()])
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "s-1"})
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    away: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)

    def token(
        self, key: Key | None = None, header: dict[str, Any] | None = None, **said: Any
    ) -> str:
        """An ID token for APP. A claim that is None is left out."""
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.url, "aud": APP, "iat": now, "exp": now + 300, **self.claims, **said,
        }  # fmt: skip
        signer = key or self.keys[0]
        head = {"alg": KINDS[signer.key_type], "kid": signer.get("kid"), **(header or {})}
        head = {name: value for name, value in head.items() if value is not None}
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(head, told, signer, algorithms=list(KINDS.values()))

    async def discovery(self, _request: web.Request) -> web.Response:
        self.asked.append("discovery")
        if self.away:
            return web.Response(status=503)
        ends = {
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
        }
        return web.json_response({"issuer": self.url, **ends, **self.metadata})

    async def jwks(self, _request: web.Request) -> web.Response:
        self.asked.append("jwks")
        if self.away:
            return web.Response(status=503)
        return web.json_response({"keys": [one.as_dict(private=False) for one in self.keys]})

    async def authorize(self, request: web.Request) -> web.Response:
        """Everybody consents at once."""
        asked = dict(request.query)
        if asked.get("client_id") != CLIENT or asked.get("code_challenge_method") != "S256":
            return web.Response(status=400)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        back = URL(asked["redirect_uri"]).update_query(code=code, state=asked["state"])
        raise web.HTTPFound(back)

    async def redeem(self, request: web.Request) -> web.Response:
        if self.away:
            return web.Response(status=503)
        form = {name: str(value) for name, value in (await request.post()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        if (fault := self._wrong(request, form, asked)) is not None or asked is None:
            self.faults.append(fault or "no such code")
            return web.json_response({"error": "invalid_grant"}, status=400)
        token = self.token(aud=CLIENT, nonce=asked["nonce"])
        return web.json_response({"id_token": token, "access_token": "x", "token_type": "Bearer"})

    def _wrong(
        self, request: web.Request, form: dict[str, str], asked: dict[str, str] | None
    ) -> str | None:
        if asked is None:
            return "no such code"
        said = request.headers.get("Authorization", "")
        if said != encode_basic_auth(CLIENT, SECRET):
            return "another client"
        if form.get("redirect_uri") != asked["redirect_uri"]:
            return "another redirect_uri"
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return None if challenge == asked["code_challenge"] else "another verifier"


@asynccontextmanager
async def identity_provider(clock: Callable[[], datetime]) -> AsyncIterator[Provider]:
    made = Provider(clock)
    app = web.Application()
    app.router.add_get("/.well-known/openid-configuration", made.discovery)
    app.router.add_get("/jwks", made.jwks)
    app.router.add_get("/authorize", made.authorize)
    app.router.add_post("/token", made.redeem)
    async with TestServer(app, host="127.0.0.1") as server:
        made.url = str(server.make_url("")).rstrip("/")
        yield made
