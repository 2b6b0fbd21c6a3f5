"""Whose ID tokens are taken: each thing that may be wrong with one, and keys that change."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from connectors.oidc.issuer import (
    AGAIN_SECONDS,
    BETWEEN_SECONDS,
    FRESH_SECONDS,
    STALE_SECONDS,
    Issuer,
)
from connectors.oidc.tokens import TokenRefused
from edge.problems import Unavailable
from parkline.process.clock import SetClock
from tests.given.demo_park import WEDNESDAY_MORNING
from tests.kit.identity_provider import APP, Provider, identity_provider, rsa

CLOCK = SetClock(WEDNESDAY_MORNING)
NOW = int(WEDNESDAY_MORNING.timestamp())


class Ticks:
    """A monotonic clock that is set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with identity_provider(CLOCK) as provider:
        yield provider


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
async def issuer(provider: Provider, ticks: Ticks) -> AsyncIterator[Issuer]:
    async with ClientSession() as http:
        yield Issuer(http, provider.url, groups_claim="groups", clock=CLOCK, monotonic=ticks)


async def test_what_a_token_that_holds_says(issuer: Issuer, provider: Provider) -> None:
    token = provider.token(
        sub="li", nonce="n", name="李 雷", groups=["desk", 7],
        email="Li@Park.example", email_verified=True,
        phone_number="+8613800138000", phone_number_verified="true",
    )  # fmt: skip
    found = await issuer.vouch(token, [APP], "n")
    assert (found.issuer, found.subject) == (provider.url, "li")
    assert (found.email, found.phone) == ("li@park.example", "+8613800138000")
    assert (found.name, found.groups) == ("李 雷", ("desk",))


async def test_what_is_not_verified_is_not_said(issuer: Issuer, provider: Provider) -> None:
    token = provider.token(
        email="li@park.example", phone_number="+8613800138000", email_verified=1.5
    )
    found = await issuer.vouch(token, [APP], None)
    assert (found.email, found.phone) == (None, None)


WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://elsewhere.example"},
    "no issuer": {"iss": None},
    "another app's": {"aud": "another"},
    "no audience": {"aud": None},
    "several audiences and no party": {"aud": [APP, "another"]},
    "another party": {"aud": [APP, "another"], "azp": "another"},
    "expired": {"exp": NOW - 61},
    "never expires": {"exp": None},
    "expires at no moment": {"exp": "tomorrow"},
    "not yet": {"nbf": NOW + 61},
    "issued later": {"iat": NOW + 61},
    "issued long ago": {"iat": NOW - 961},
    "issued at no moment": {"iat": None},
    "another nonce": {"nonce": "other"},
    "no nonce": {"nonce": None},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is too long": {"sub": "s" * 256},
    "a subject that is no ASCII": {"sub": "李"},
    "a subject that no database holds": {"sub": "a\0b"},
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_token_with_a_wrong_claim_is_refused(
    wrong: str, issuer: Issuer, provider: Provider
) -> None:
    assert await issuer.vouch(provider.token(nonce="n"), [APP], "n")
    with pytest.raises(TokenRefused):
        await issuer.vouch(provider.token(**{"nonce": "n"} | WRONG[wrong]), [APP], "n")


NEARLY: dict[str, dict[str, Any]] = {
    "clocks that differ by a minute": {"exp": NOW - 59, "iat": NOW + 59, "nbf": NOW + 59},
    "a party that is ours": {"aud": [APP, "another"], "azp": APP},
    "a list of one": {"aud": [APP]},
    "a nonce that nobody asks for": {"nonce": "other"},
}


@pytest.mark.parametrize("right", NEARLY)
async def test_what_is_right_all_the_same(right: str, issuer: Issuer, provider: Provider) -> None:
    assert await issuer.vouch(provider.token(**NEARLY[right]), [APP], None)


@pytest.mark.parametrize("key", [ECKey.generate_key("P-256"), OKPKey.generate_key("Ed25519")])
async def test_other_kinds_of_keys(key: ECKey | OKPKey, issuer: Issuer, provider: Provider) -> None:
    provider.keys = [key]
    assert await issuer.vouch(provider.token(), [APP], None)


async def test_a_signature_by_another_key_is_refused(issuer: Issuer, provider: Provider) -> None:
    other = RSAKey.import_key(rsa("other").as_dict(private=True) | {"kid": "first"})
    forged = provider.token(key=other)
    with pytest.raises(TokenRefused):
        await issuer.vouch(forged, [APP], None)


async def test_a_changed_claim_is_refused(issuer: Issuer, provider: Provider) -> None:
    head, body, mac = provider.token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["sub"] = "somebody-else"
    changed = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    with pytest.raises(TokenRefused):
        await issuer.vouch(f"{head}.{changed}.{mac}", [APP], None)


async def test_the_public_key_is_no_shared_secret(issuer: Issuer, provider: Provider) -> None:
    """HS256 over what everybody can read."""
    public = provider.keys[0]
    assert isinstance(public, RSAKey)
    shared = OctKey.import_key(public.as_pem(private=False).hex(), {"kid": "first"})
    with pytest.raises(TokenRefused, match="alg"):
        await issuer.vouch(provider.token(key=shared), [APP], None)


async def test_no_signature_is_refused(issuer: Issuer, provider: Provider) -> None:
    _, body, mac = provider.token().split(".")
    head = base64.urlsafe_b64encode(b'{"alg":"none","kid":"first"}').rstrip(b"=").decode()
    for token in (f"{head}.{body}.", f"{head}.{body}.{mac}"):
        with pytest.raises(TokenRefused):
            await issuer.vouch(token, [APP], None)


@pytest.mark.parametrize("header", [{"typ": "at+jwt"}, {"crit": ["exp"], "exp": 1}])
async def test_what_is_no_id_token_is_refused(
    header: dict[str, Any], issuer: Issuer, provider: Provider
) -> None:
    token = provider.token()
    head, body, mac = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(head + "==")) | header
    changed = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    with pytest.raises(TokenRefused):
        await issuer.vouch(f"{changed}.{body}.{mac}", [APP], None)
    if "typ" in header:  # Signed as it stands, it is refused for its kind.
        with pytest.raises(TokenRefused, match="typ"):
            await issuer.vouch(provider.token(header=header), [APP], None)


@pytest.mark.parametrize(
    "token", ["", "a.b.c", "....", "é.é.é", "e30.e30.e30", "W1tb" * 4_000 + ".e30.e30"]
)
async def test_nonsense_is_refused(token: str, issuer: Issuer) -> None:
    with pytest.raises(TokenRefused):
        await issuer.vouch(token, [APP], None)


async def test_a_key_for_encryption_verifies_nothing(issuer: Issuer, provider: Provider) -> None:
    token = provider.token()
    provider.keys = [RSAKey.import_key(rsa().as_dict(private=False) | {"use": "enc"})]
    with pytest.raises(TokenRefused, match="0 keys"):
        await issuer.vouch(token, [APP], None)


async def test_without_a_kid_only_one_key_may_be_meant(
    issuer: Issuer, provider: Provider, ticks: Ticks
) -> None:
    assert await issuer.vouch(provider.token(header={"kid": None}), [APP], None)
    provider.keys.append(rsa("second"))
    ticks.now += FRESH_SECONDS + 1
    with pytest.raises(TokenRefused, match="2 keys"):
        await issuer.vouch(provider.token(header={"kid": None}), [APP], None)


async def test_keys_are_fetched_once_an_hour(
    issuer: Issuer, provider: Provider, ticks: Ticks
) -> None:
    for _ in range(3):
        await issuer.vouch(provider.token(), [APP], None)
    assert provider.asked == ["discovery", "jwks"]
    ticks.now += FRESH_SECONDS + 1
    await issuer.vouch(provider.token(), [APP], None)
    assert provider.asked == ["discovery", "jwks"] * 2


async def test_a_new_key_is_fetched_when_it_is_used_first(
    issuer: Issuer, provider: Provider, ticks: Ticks
) -> None:
    await issuer.vouch(provider.token(), [APP], None)
    provider.keys.insert(0, rsa("next"))
    ticks.now += BETWEEN_SECONDS
    assert await issuer.vouch(provider.token(), [APP], None)
    assert provider.asked == ["discovery", "jwks"] * 2


async def test_nobody_has_us_ask_the_provider_without_end(
    issuer: Issuer, provider: Provider, ticks: Ticks
) -> None:
    await issuer.vouch(provider.token(), [APP], None)
    for number in range(20):
        with pytest.raises(TokenRefused):
            await issuer.vouch(provider.token(key=rsa(f"made-up-{number % 2}")), [APP], None)
        ticks.now += 1
    assert provider.asked == ["discovery", "jwks"]


async def test_while_the_provider_is_away_known_keys_hold_for_a_day(
    issuer: Issuer, provider: Provider, ticks: Ticks
) -> None:
    await issuer.vouch(provider.token(), [APP], None)
    provider.away = True
    ticks.now += STALE_SECONDS
    assert await issuer.vouch(provider.token(), [APP], None)
    ticks.now += 1
    with pytest.raises(Unavailable):
        await issuer.vouch(provider.token(), [APP], None)
    provider.away = False
    ticks.now += AGAIN_SECONDS
    assert await issuer.vouch(provider.token(), [APP], None)


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://elsewhere.example"},
        {"jwks_uri": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"token_endpoint": 7},
        {"padding": "x" * 300_000},
    ],
)
async def test_a_provider_that_is_not_what_it_says_signs_in_nobody(
    metadata: dict[str, Any], issuer: Issuer, provider: Provider
) -> None:
    provider.metadata = metadata
    with pytest.raises(Unavailable):
        await issuer.vouch(provider.token(), [APP], None)


async def test_an_issuer_with_tls_has_endpoints_with_tls(ticks: Ticks) -> None:
    async with ClientSession() as http:
        issuer = Issuer(http, "https://id.example", groups_claim="g", clock=CLOCK, monotonic=ticks)
        with pytest.raises(ValueError, match="jwks_uri"):
            issuer._end({"jwks_uri": "http://id.example/jwks"}, "jwks_uri")
        assert issuer._end({"jwks_uri": "https://id.example/jwks"}, "jwks_uri")
