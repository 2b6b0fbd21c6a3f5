"""An identity provider: where its endpoints are, and by which keys it signs.

Both are fetched when somebody signs in first, and kept for an hour. A token by a key that is not
among those has them fetched anew, at most twice a minute, so that the provider may change its keys
at any time and nobody can have us ask it without end. While it cannot be reached, what was fetched
holds for a day.
"""

import asyncio
import json
import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, StreamReader
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from connectors.oidc import tokens
from connectors.oidc.tokens import TokenRefused
from edge.problems import Unavailable
from services.kit.vouching import Vouched

WELL_KNOWN = "/.well-known/openid-configuration"
FRESH_SECONDS = 3_600.0
STALE_SECONDS = 86_400.0
BETWEEN_SECONDS = 30.0
"""Between two fetches, whoever asks for them."""
AGAIN_SECONDS = 2.0
"""After one that failed."""
TIMEOUT = ClientTimeout(total=5.0)
LARGEST = 256 * 1024
OK = 200
KEY_TYPES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
"""By the first letters of `alg`."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Metadata:
    authorization_endpoint: str
    token_endpoint: str
    keys: tuple[Key, ...]


class Issuer:
    """One provider, by its issuer identifier. Goes over the network: never inside a transaction."""

    def __init__(
        self,
        http: ClientSession,
        issuer: str,
        *,
        groups_claim: str,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self.http = http
        self.issuer = issuer
        self._groups_claim = groups_claim
        self._clock = clock
        self._monotonic = monotonic
        self._lock = asyncio.Lock()
        self._known: Metadata | None = None
        self._fetched = -math.inf
        self._next = -math.inf
        """When it may be asked again."""

    async def vouch(self, token: str, audiences: Collection[str], nonce: str | None) -> Vouched:
        """Whom an ID token is about. Raises TokenRefused, Unavailable."""
        kid, algorithm = tokens.key_id(token)
        key = await self._key(kid, algorithm)
        claims = tokens.claims_of(
            token, key, issuer=self.issuer, audiences=audiences, nonce=nonce, now=self._clock()
        )
        return tokens.vouched(claims, groups_claim=self._groups_claim)

    async def metadata(self) -> Metadata:
        """Raises Unavailable."""
        async with self._lock:
            return await self._renewed(lambda age: age > FRESH_SECONDS)

    async def _key(self, kid: str | None, algorithm: str) -> Key:
        found = _fitting((await self.metadata()).keys, kid, algorithm)
        if not found:
            async with self._lock:
                known = await self._renewed(lambda _age: True)
            found = _fitting(known.keys, kid, algorithm)
        if len(found) != 1:
            raise TokenRefused(f"{len(found)} keys for kid {kid!r}")
        return found[0]

    async def _renewed(self, wanted: Callable[[float], bool]) -> Metadata:
        """Fetched anew where that is `wanted` at the age that it has, in seconds, and may be."""
        now = self._monotonic()
        if wanted(now - self._fetched) and now >= self._next:
            self._next = now + AGAIN_SECONDS
            try:
                self._known = await self._fetch()
                self._fetched, self._next = now, now + BETWEEN_SECONDS
            except (ClientError, OSError, TimeoutError, ValueError, JoseError) as problem:
                log.warning("oidc.not_fetched", issuer=self.issuer, problem=repr(problem))
        if self._known is None or now - self._fetched > STALE_SECONDS:
            raise Unavailable("the identity provider does not answer")
        return self._known

    async def _fetch(self) -> Metadata:
        said = await self._get(self.issuer.rstrip("/") + WELL_KNOWN)
        if said.get("issuer") != self.issuer:
            raise ValueError(f"it calls itself {said.get('issuer')!r}")
        ends = {
            name: self._end(said, name) for name in ("authorization_endpoint", "token_endpoint")
        }
        listed = (await self._get(self._end(said, "jwks_uri"))).get("keys")
        if not isinstance(listed, list):
            raise ValueError("no keys")
        return Metadata(**ends, keys=tuple(key for one in listed for key in _imported(one)))

    def _end(self, said: dict[str, Any], name: str) -> str:
        """An address that an issuer with TLS names has TLS, too."""
        url = said.get(name)
        if not isinstance(url, str) or urlsplit(url).scheme not in self._schemes():
            raise ValueError(f"{name} is {url!r}")
        return url

    def _schemes(self) -> tuple[str, ...]:
        return ("https",) if self.issuer.startswith("https:") else ("https", "http")

    async def _get(self, url: str) -> dict[str, Any]:
        async with self.http.get(url, allow_redirects=False, timeout=TIMEOUT) as answer:
            if answer.status != OK:
                raise ValueError(f"{url} answers {answer.status}")
            return await read_json(answer.content)


async def read_json(content: StreamReader) -> dict[str, Any]:
    """Raises ValueError for what is no object, or has more than LARGEST bytes."""
    read = bytearray()
    async for chunk in content.iter_any():
        read += chunk
        if len(read) > LARGEST:
            raise ValueError(f"more than {LARGEST} bytes")
    said = json.loads(bytes(read))
    if not isinstance(said, dict):
        raise ValueError("no object")
    return said


def _imported(said: Any) -> list[Key]:
    """Keys of kinds that we do not know are passed over, as the standard wants it."""
    try:
        return list(KeySet.import_key_set({"keys": [said]}).keys)
    except (JoseError, ValueError, TypeError, KeyError):
        return []


def _fitting(keys: Collection[Key], kid: str | None, algorithm: str) -> list[Key]:
    return [
        key
        for key in keys
        if (kid is None or key.get("kid") == kid)
        and key.key_type == KEY_TYPES[algorithm[:2]]
        and key.get("use") in (None, "sig")
        and key.get("alg") in (None, algorithm)
    ]
