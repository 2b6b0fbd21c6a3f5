"""The token of a pass: what is in it, and everything that is not one."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.visits import pass_tokens
from services.visits.pass_tokens import Claims, PassRefused

ROOT = Path(__file__).parents[3]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
FROM = datetime(2026, 12, 2, 6, 0, tzinfo=UTC)
UNTIL = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 12, 2, 7, 0, tzinfo=UTC)
CLAIMS = Claims("daybreak", "P-0123456789AB", "V-7K3M9Q", FROM, UNTIL, 4)
TOKEN = pass_tokens.issue(CLAIMS, KEY)


def reason(token: str, *, now: datetime = NOW, park: str = "daybreak") -> str | None:
    """Why a token is refused; None if it opens."""
    try:
        pass_tokens.verify(token, [PUBLIC], park=park, now=now)
    except PassRefused as refused:
        return refused.reason
    return None


def packed(payload: bytes, key: Ed25519PrivateKey = KEY) -> str:
    """Any payload, signed as ours are."""
    signed = "PL1." + base64.urlsafe_b64encode(payload).decode().rstrip("=")
    signature = base64.urlsafe_b64encode(key.sign(signed.encode())).decode().rstrip("=")
    return f"{signed}.{signature}"


def test_it_says_what_was_put_in() -> None:
    assert pass_tokens.verify(TOKEN, [PUBLIC], park="daybreak", now=NOW) == CLAIMS


def test_a_token_is_always_the_same() -> None:
    """Compact JSON in a fixed order: what docs/domains/visitors.md shows."""
    payload = base64.urlsafe_b64decode(TOKEN.split(".")[1] + "==")
    assert payload == (
        b'{"p":"daybreak","s":"P-0123456789AB","v":"V-7K3M9Q","f":1796191200,"u":1796202000,"n":4,'
        b'"k":"1IG2tMH7"}'
    )
    assert len(TOKEN) < 300


@pytest.mark.parametrize(
    ("now", "refused"),
    [
        (FROM - timedelta(seconds=1), "too_early"),
        (FROM, None),
        (UNTIL - timedelta(seconds=1), None),
        (UNTIL, "expired"),
        (NOW - timedelta(days=1), "too_early"),
        (NOW + timedelta(days=1), "expired"),
    ],
)
def test_it_opens_between_its_times_alone(now: datetime, refused: str | None) -> None:
    assert reason(TOKEN, now=now) == refused


def test_it_opens_its_own_park_alone() -> None:
    with pytest.raises(PassRefused, match="wrong_park"):
        pass_tokens.verify(TOKEN, [OTHER.public_key()], park="riverside", now=NOW)
    elsewhere = pass_tokens.issue(replace(CLAIMS, park="riverside"), OTHER)
    assert reason(elsewhere) == "wrong_park"


def test_pass_from_before_the_park_was_renamed_is_good_still() -> None:
    assert pass_tokens.verify(TOKEN, [PUBLIC], park="sunrise", now=NOW) == CLAIMS


def test_somebody_elses_signature_is_none() -> None:
    assert reason(pass_tokens.issue(CLAIMS, OTHER)) == "bad_signature"


def test_no_single_character_can_be_changed() -> None:
    opened = [
        (at, sign)
        for at in range(len(TOKEN))
        for sign in "Aa0_-.=é"
        if sign != TOKEN[at] and reason(TOKEN[:at] + sign + TOKEN[at + 1 :]) is None
    ]
    assert opened == []


def test_nothing_can_be_left_out_or_added() -> None:
    shorter = [TOKEN[:end] for end in range(len(TOKEN))]
    longer = [TOKEN + more for more in ("=", "A", ".", ".A", "\n", " ")]
    assert [token for token in shorter + longer if reason(token) is None] == []


def test_a_payload_of_another_pass_does_not_fit_the_signature() -> None:
    longer = pass_tokens.issue(replace(CLAIMS, valid_until=UNTIL + timedelta(days=9)), KEY)
    head, _, signature = TOKEN.rpartition(".")
    assert head != longer.rpartition(".")[0]
    assert reason(f"{longer.rpartition('.')[0]}.{signature}") == "bad_signature"


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "PL1..",
        "PL2" + TOKEN[3:],
        "门禁",
        "PL1.门禁.门禁",
        "PL1.\ud800.AAAA",
        "\0" * 40,
        "PL1." + "A" * 2_000 + ".AAAA",
        TOKEN + " " * 1_000,
        packed(b"not json"),
        packed(b"[]"),
        packed(b"null"),
        packed(b'"text"'),
        packed(b"\xff\xfe"),
        packed(b"[" * 600),
        packed(b"{}"),
        packed(b'{"p":"daybreak","s":"x","v":"y","f":1e999,"u":1,"n":1}'),
        packed(b'{"p":"daybreak","s":"x","v":"y","f":9999999999999999,"u":1,"n":1}'),
        packed(b'{"p":"daybreak","s":"x","v":"y","f":"soon","u":1,"n":1}'),
        packed(b'{"p":"daybreak","s":"x","v":"y","f":null,"u":1,"n":1}'),
    ],
)
def test_what_is_no_token_is_malformed(token: str) -> None:
    assert reason(token) == "malformed"


def test_the_page_shows_a_pass_that_opens_and_its_key() -> None:
    shown = (ROOT / "docs" / "domains" / "visitors.md").read_text("utf-8")
    pem = PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert TOKEN in shown
    assert pem in shown
