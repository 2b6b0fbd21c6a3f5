"""The two ways in by the operator's identity provider: an app's ID token, and the desk's code."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

import structlog
from aiohttp import ClientError, encode_basic_auth
from yarl import URL

from connectors.oidc.issuer import TIMEOUT, Issuer, read_json
from connectors.oidc.tokens import TokenRefused
from edge.problems import Unavailable
from services.kit.vouching import Vouched
from services.people.logins import LoginRefused

DESK_SCOPES = "openid email profile"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AppTokens:
    """See api.frame.deps.IdentityProvider. The app goes through the code flow by itself."""

    issuer: Issuer
    audiences: Sequence[str]

    async def vouch(self, id_token: str, nonce: str | None) -> Vouched:
        return await _vouched(self.issuer, id_token, self.audiences, nonce)


@dataclass(frozen=True, slots=True)
class StaffSignIn:
    """See desk.frame.deps.IdentityProvider: the code flow of a confidential client, with PKCE."""

    issuer: Issuer
    client_id: str
    client_secret: str
    redirect_uri: str

    async def begin(self, *, state: str, nonce: str, verifier: str) -> str:
        known = await self.issuer.metadata()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": DESK_SCOPES,
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        return str(URL(known.authorization_endpoint).update_query(asked))

    async def finish(self, code: str, *, nonce: str, verifier: str) -> Vouched:
        known = await self.issuer.metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": verifier,
        }
        token = await self._redeem(known.token_endpoint, form)
        return await _vouched(self.issuer, token, [self.client_id], nonce)

    async def _redeem(self, url: str, form: dict[str, str]) -> str:
        """The ID token that a code is good for. Raises LoginRefused, Unavailable."""
        # Each part form-encoded, RFC 6749, 2.3.1.
        ours = encode_basic_auth(quote_plus(self.client_id), quote_plus(self.client_secret))
        headers = {"Authorization": ours, "Accept": "application/json"}
        try:
            async with self.issuer.http.post(
                url, data=form, headers=headers, allow_redirects=False, timeout=TIMEOUT
            ) as answer:
                status, said = answer.status, await read_json(answer.content)
        except (ClientError, OSError, TimeoutError, ValueError) as problem:
            log.warning("oidc.code_not_redeemed", problem=repr(problem))
            raise Unavailable("the identity provider does not answer") from problem
        token = said.get("id_token")
        if not isinstance(token, str):
            log.warning("oidc.code_refused", status=status, error=str(said.get("error"))[:100])
            raise LoginRefused("the code does not hold")
        return token


async def _vouched(
    issuer: Issuer, token: str, audiences: Sequence[str], nonce: str | None
) -> Vouched:
    """Raises LoginRefused, Unavailable."""
    try:
        return await issuer.vouch(token, audiences, nonce)
    except TokenRefused as problem:
        log.warning("oidc.token_refused", problem=str(problem))
        raise LoginRefused("this ID token does not hold") from problem


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
