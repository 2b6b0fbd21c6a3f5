"""What an ID token has to be, OpenID Connect Core 1.0, 3.1.3.7.

signature   by a key of the issuer; RSA, ECDSA or Ed25519, never a shared secret, never none
iss         the issuer, to the letter
aud         one of ours; where there are several, azp is one of ours, too
exp, nbf    hold now, with a minute for clocks that differ
iat         at most 15 minutes ago: one that lies about for longer signs in nobody
nonce       what whoever asked for the token says that it is, where they say so
"""

import hmac
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key

from services.kit.vouching import Vouched

ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "Ed25519",
    "EdDSA",
)
LEEWAY = timedelta(minutes=1)
YOUNG = timedelta(minutes=15)
LONGEST_SUBJECT = 255
"""ASCII characters, by the standard."""
LONGEST_NAME = 60
LONGEST_ADDRESS = 254
MOST_GROUPS = 200


class TokenRefused(Exception):
    """Says what is wrong with it, for the log alone."""


def key_id(token: str) -> tuple[str | None, str]:
    """The `kid` and `alg` that a token names, before anything is checked. Raises TokenRefused."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError, RecursionError) as problem:
        raise TokenRefused("no signed token") from problem
    kid, algorithm, kind = header.get("kid"), header.get("alg"), header.get("typ")
    if algorithm not in ALGORITHMS:
        raise TokenRefused(f"alg {algorithm!r}")
    if kind is not None and str(kind).lower() != "jwt":
        raise TokenRefused(f"typ {kind!r}")  # at+jwt is an access token.
    if kid is not None and not isinstance(kid, str):
        raise TokenRefused("kid is no string")
    return kid, algorithm


def claims_of(
    token: str,
    key: Key,
    *,
    issuer: str,
    audiences: Collection[str],
    nonce: str | None,
    now: datetime,
) -> Mapping[str, Any]:
    """The claims of a token that holds. Raises TokenRefused."""
    registry = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=int(LEEWAY.total_seconds()),
        iss={"essential": True, "value": issuer},
        sub={"essential": True},
        aud={"essential": True, "values": list(audiences)},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        claims = jwt.decode(token, key, algorithms=ALGORITHMS).claims
        registry.validate(claims)
    except (JoseError, ValueError, TypeError, RecursionError) as problem:
        raise TokenRefused(str(problem)) from problem
    if now.timestamp() - claims["iat"] > (YOUNG + LEEWAY).total_seconds():
        raise TokenRefused("issued long ago")
    _check_party(claims, audiences)
    _check_nonce(claims, nonce)
    subject = claims["sub"]
    is_fit = subject.isascii() and subject.isprintable()
    if not is_fit or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise TokenRefused("no subject")
    return claims


def vouched(claims: Mapping[str, Any], *, groups_claim: str) -> Vouched:
    """Whom checked claims are about; what is not verified, or has another shape, is left out."""
    groups = claims.get(groups_claim)
    named = [one for one in groups if isinstance(one, str)] if isinstance(groups, list) else []
    return Vouched(
        claims["iss"],
        claims["sub"],
        email=(_verified(claims, "email", "email_verified") or "").strip().lower() or None,
        phone=_verified(claims, "phone_number", "phone_number_verified"),
        name=_name(claims.get("name")),
        groups=tuple(named[:MOST_GROUPS]),
    )


def _check_party(claims: Mapping[str, Any], audiences: Collection[str]) -> None:
    audience, party = claims["aud"], claims.get("azp")
    if isinstance(audience, list) and len(audience) > 1 and party is None:
        raise TokenRefused("several audiences, and no azp")
    if party is not None and party not in audiences:
        raise TokenRefused("azp is another's")


def _check_nonce(claims: Mapping[str, Any], nonce: str | None) -> None:
    if nonce is None:
        return
    said = claims.get("nonce")
    shown = said.encode(errors="replace") if isinstance(said, str) else b""
    if not hmac.compare_digest(shown, nonce.encode(errors="replace")):
        raise TokenRefused("another nonce")


def _verified(claims: Mapping[str, Any], name: str, by: str) -> str | None:
    """Some providers write the truth of it as a string."""
    value = claims.get(name)
    is_verified = claims.get(by) in (True, "true")
    is_fit = isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_ADDRESS
    return (value or None) if is_verified and is_fit else None


def _name(said: Any) -> str | None:
    if not isinstance(said, str):
        return None
    cleaned = " ".join(said.split())
    return cleaned if 0 < len(cleaned) <= LONGEST_NAME and cleaned.isprintable() else None
