"""The same passes at our API and at a gate that somebody else built and that has no network."""

import base64
import json
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.visits import Visit
from services.visits import pass_tokens
from services.visits.pass_tokens import Claims
from tests.connectors.gates import stranger
from tests.connectors.gates.barrier import Barrier
from tests.given.visits import KEY, THREE, advance, registered, token_of

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SOMEBODYS = Ed25519PrivateKey.from_private_bytes(bytes(32))


@dataclass(frozen=True)
class Case:
    """`shown`: what is shown at the gate, given the visit's own token."""

    name: str
    shown: Callable[[str], str]
    online: str | None
    offline: str | None
    happens: Callable[[Barrier, Visit, str], Awaitable[object]] | None = None
    at: datetime = THREE


def own(token: str) -> str:
    return token


def packed(claims: dict[str, object], token: str) -> str:
    """Another payload under the old signature."""
    raw = json.dumps(claims, separators=(",", ":")).encode()
    payload = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return f"PL1.{payload}.{token.rpartition('.')[2]}"


def said_in(token: str) -> dict[str, object]:
    payload = token.split(".")[1]
    claims: dict[str, object] = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return claims


def longer(token: str) -> str:
    return packed(said_in(token) | {"u": 2_000_000_000}, token)


def of_another_visit(token: str) -> str:
    return packed(said_in(token) | {"s": "P-000000000000"}, token)


def other_signature(token: str) -> str:
    """One sign in the middle of the signature is another."""
    at = len(token) - 40
    return token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]


def other_spelling(token: str) -> str:
    """The last sign of a signature has four bits that mean nothing."""
    twin = ALPHABET[ALPHABET.index(token[-1]) | 1]
    assert base64.urlsafe_b64decode(token[-86:-1] + twin + "==") == base64.urlsafe_b64decode(
        token[-86:] + "=="
    )
    return token[:-1] + twin


def by_somebody(token: str, park: str = "daybreak") -> str:
    held = pass_tokens.genuine(token, [KEY.public_key()], park="daybreak")
    claims = Claims(
        park, held.serial, held.visit_no, held.valid_from, held.valid_until, held.max_entries
    )
    return pass_tokens.issue(claims, SOMEBODYS)


async def is_cancelled(barrier: Barrier, visit: Visit, _token: str) -> None:
    await advance(barrier.demo, visit, "cancel")


async def is_used_up(barrier: Barrier, _visit: Visit, token: str) -> None:
    for _ in range(2):
        assert (await barrier.show(token))[0] == 200


DAY = timedelta(days=1)
CASES = [
    Case("opens", own, None, None),
    Case("another park's", lambda t: by_somebody(t, "riverside"), "wrong_park", "wrong_park"),
    Case("yesterday's", own, "expired", "expired", at=THREE + DAY),
    Case("tomorrow's", own, "too_early", "too_early", at=THREE - DAY),
    Case("made longer", longer, "bad_signature", "bad_signature"),
    Case("of another serial", of_another_visit, "bad_signature", "bad_signature"),
    Case("another signature", other_signature, "bad_signature", "bad_signature"),
    Case("signed by somebody", by_somebody, "bad_signature", "bad_signature"),
    Case("spelled otherwise", other_spelling, "bad_signature", "malformed"),
    Case("padded", lambda t: t + "==", "bad_signature", "malformed"),
    Case("cut", lambda t: t[:60], "malformed", "malformed"),
    Case("cancelled", own, "revoked", "revoked", is_cancelled),
    Case("used up", own, "used_up", "revoked", is_used_up),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_both_refuse_for_the_same_reason(barrier: Barrier, case: Case) -> None:
    visit = await registered(barrier.demo)
    token = await token_of(barrier.demo, visit)
    if case.happens is not None:
        await case.happens(barrier, visit, token)
    shown = case.shown(token)
    pem = (await (await barrier.call("GET", "/keys")).json())["pem"]
    revoked = (await (await barrier.call("GET", "/revocations")).json())["serials"]
    at = case.at.timestamp()
    offline = stranger.refusal(shown, pem, park="daybreak", at=at, revoked=revoked)
    assert offline == case.offline
    barrier.clock.moment = case.at
    if case.online is None:
        assert (await barrier.show(shown))[0] == 200
    else:
        assert await barrier.reason(shown) == case.online


def test_the_stranger_knows_nothing_of_ours() -> None:
    ours = ("actions", "connectors", "desk", "models", "parkline", "services", "tests")
    imported = [
        line.split()[1].partition(".")[0]
        for line in Path(stranger.__file__).read_text("utf-8").splitlines()
        if line.startswith(("import ", "from "))
    ]
    assert imported
    assert not set(imported) & set(ours)
