"""Signatures: against the public library, against vectors made by hand, and against nonsense."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from connectors.vendors import signing
from services.vendors.endpoints import new_secret

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(b"a vendor's shared secret of some").decode()
BODY = '{"type": "order.placed", "note": "不要辣"}'.encode()


def test_the_signature_is_an_hmac_over_id_timestamp_and_body() -> None:
    made = signing.headers([SECRET], "evt_1", NOW, BODY)

    expected = hmac.new(
        b"a vendor's shared secret of some", b"evt_1.1796175000." + BODY, hashlib.sha256
    )
    assert made == {
        "webhook-id": "evt_1",
        "webhook-timestamp": "1796175000",
        "webhook-signature": "v1," + base64.b64encode(expected.digest()).decode(),
    }


def test_a_vector_of_known_bytes() -> None:
    # printf 'evt_1.1700000000.{}' | openssl dgst -sha256 -hmac 'key' -binary | base64
    key = "whsec_" + base64.b64encode(b"key").decode()
    assert signing.sign(key, "evt_1", "1700000000", b"{}") == KNOWN


KNOWN = "v1,qlxS+Rx59BdwbM0DVnBBVM2EZr7V1DuM8yaNlT+iZiY="


def test_the_public_library_verifies_what_we_sign() -> None:
    made = signing.headers([SECRET], "evt_1", datetime.now(UTC), BODY)

    assert Webhook(SECRET).verify(BODY, made)["note"] == "不要辣"


def test_the_public_library_refuses_what_we_signed_for_another_body() -> None:
    made = signing.headers([SECRET], "evt_1", datetime.now(UTC), BODY)

    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(BODY + b" ", made)


def test_we_verify_what_the_public_library_signs() -> None:
    received = {
        "Webhook-Id": "evt_1",
        "Webhook-Timestamp": str(int(NOW.timestamp())),
        "Webhook-Signature": Webhook(SECRET).sign("evt_1", NOW, BODY.decode()),
    }
    assert signing.verify([SECRET], received, BODY, now=NOW)


def test_during_a_rotation_either_secret_verifies() -> None:
    old, new = new_secret("v1").shown, new_secret("v1").shown
    made = signing.headers([new, old], "evt_1", NOW, BODY)

    assert signing.verify([old], made, BODY, now=NOW)
    assert signing.verify([new], made, BODY, now=NOW)
    assert not signing.verify([SECRET], made, BODY, now=NOW)


@pytest.mark.parametrize(("kind", "other"), [("v1", "v1a"), ("v1a", "v1")])
def test_a_signature_that_says_another_version_is_not_verified(kind: str, other: str) -> None:
    secret = new_secret(kind)
    made = signing.headers([secret.kept], "evt_1", NOW, BODY)
    assert signing.verify([secret.shown], made, BODY, now=NOW)
    signature = made["webhook-signature"].removeprefix(f"{kind},")
    relabelled = made | {"webhook-signature": f"{other},{signature}"}
    assert not signing.verify([secret.shown], relabelled, BODY, now=NOW)


def test_ed25519_verifies_with_the_public_key_and_with_no_other() -> None:
    ours, other = new_secret("v1a"), new_secret("v1a")
    made = signing.headers([ours.kept], "evt_1", NOW, BODY)

    assert made["webhook-signature"].startswith("v1a,")
    assert signing.verify([ours.shown], made, BODY, now=NOW)
    assert not signing.verify([other.shown], made, BODY, now=NOW)
    assert not signing.verify([ours.shown], made, BODY + b" ", now=NOW)


@pytest.mark.parametrize(
    ("age", "verified"),
    [
        (timedelta(minutes=5), True),
        (timedelta(minutes=5, seconds=1), False),
        (timedelta(minutes=-5), True),
        (timedelta(minutes=-5, seconds=-1), False),
    ],
)
def test_a_timestamp_counts_for_five_minutes(age: timedelta, verified: bool) -> None:
    made = signing.headers([SECRET], "evt_1", NOW, BODY)

    assert signing.verify([SECRET], made, BODY, now=NOW + age) is verified


@pytest.mark.parametrize("key", ["", "whsec_", "whsec_=", "whsec_!!!", "whpk_", "whpk_AAAA"])
def test_an_empty_or_malformed_key_verifies_nothing(key: str) -> None:
    empty = hmac.new(b"", b"evt_1.1796175000." + BODY, hashlib.sha256).digest()
    forged = {
        "webhook-id": "evt_1",
        "webhook-timestamp": "1796175000",
        "webhook-signature": "v1," + base64.b64encode(empty).decode(),
    }
    assert not signing.verify([key], forged, BODY, now=NOW)


@pytest.mark.parametrize("key", ["", "whsec_", "whsec_!!!", "whsk_"])
def test_an_empty_or_malformed_key_signs_nothing(key: str) -> None:
    with pytest.raises(ValueError, match=r"empty|base64"):
        signing.headers([key], "evt_1", NOW, BODY)


def test_without_any_key_nothing_is_signed() -> None:
    with pytest.raises(ValueError, match="needs a key"):
        signing.headers([], "evt_1", NOW, BODY)


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_missing_header_is_not_verified(missing: str) -> None:
    made = signing.headers([SECRET], "evt_1", NOW, BODY)
    del made[missing]

    assert not signing.verify([SECRET], made, BODY, now=NOW)


@pytest.mark.parametrize(
    "signature",
    [
        "v1",
        "v1,",
        ",",
        "v1,%%%",
        "v2,AAAA",
        "v1,AAAA,BBBB",
        "签名",
        "v1," + "A" * 44,
        "\ud800,AAAA",
    ],
)
def test_a_malformed_signature_is_not_verified_and_raises_nothing(signature: str) -> None:
    made = signing.headers([SECRET], "evt_1", NOW, BODY) | {"webhook-signature": signature}

    assert not signing.verify([SECRET], made, BODY, now=NOW)


def test_a_malformed_signature_does_not_hide_a_good_one() -> None:
    made = signing.headers([SECRET], "evt_1", NOW, BODY)
    made["webhook-signature"] = "garbage v1,%% " + made["webhook-signature"]

    assert signing.verify([SECRET], made, BODY, now=NOW)


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1e9", "１７９６１７５０００", "9" * 40])
def test_a_malformed_timestamp_is_not_verified(timestamp: str) -> None:
    made = signing.headers([SECRET], "evt_1", NOW, BODY)
    made["webhook-timestamp"] = timestamp

    assert not signing.verify([SECRET], made, BODY, now=NOW)


@given(
    st.dictionaries(
        st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]),
        st.text() | st.just("1796175000"),
    ),
    st.binary(),
    st.text(),
)
def test_nothing_that_arrives_makes_it_raise(
    received: dict[str, str], body: bytes, key: str
) -> None:
    assert not signing.verify([key, SECRET], received, body, now=NOW)
