"""The platform's published vectors, and everything that must not pass for the platform."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from connectors.channels.wechat.crypto import Forged, Keys, decrypt, encrypt, signature, verify

VECTORS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "vectors.json").read_text("utf-8")
)
ENCRYPTED = [name for name, vector in VECTORS.items() if vector["kind"] == "enc"]
DECRYPTED = [name for name, vector in VECTORS.items() if vector["kind"] == "dec"]
KEYS = Keys("a token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wxb11529c136998cb6")
NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))


def keys_of(vector: dict[str, Any]) -> Keys:
    return Keys(vector["token"], vector["key"], vector["rid"])


@pytest.mark.parametrize("name", ENCRYPTED)
def test_a_published_message_is_encrypted_as_published(name: str) -> None:
    vector = VECTORS[name]
    random = vector["random"].encode()
    assert encrypt(keys_of(vector), vector["plain"].encode(), random=random) == vector["cipher"]


@pytest.mark.parametrize("name", DECRYPTED)
def test_a_published_message_is_verified_and_read(name: str) -> None:
    vector = VECTORS[name]
    sent_at = datetime.fromtimestamp(int(vector["ts"]), UTC)
    verify(
        vector["token"], vector["sig"], vector["ts"], vector["nonce"], vector["cipher"],
        now=sent_at,
    )  # fmt: skip
    plain = decrypt(keys_of(vector), vector["cipher"]).decode()
    assert vector.get("contains", "") in plain
    assert vector.get("plain", plain) == plain


def test_there_are_vectors() -> None:
    assert (len(ENCRYPTED), len(DECRYPTED)) == (1, 6)


@pytest.mark.parametrize("length", [0, 1, 12, 13, 14, 31, 32, 33, 5_000])
def test_what_is_encrypted_can_be_read_whatever_its_length(length: int) -> None:
    message = b"x" * length
    assert decrypt(KEYS, encrypt(KEYS, message)) == message


def test_the_same_message_never_looks_the_same() -> None:
    assert encrypt(KEYS, b"hello") != encrypt(KEYS, b"hello")


def test_a_signature_is_of_the_sorted_parts() -> None:
    assert signature("b", "c", "a") == "a9993e364706816aba3e25717850c26c9cd0d89d"  # of "abc"


@pytest.mark.parametrize(
    ("given", "stamp"),
    [
        ("0" * 40, STAMP),
        ("", STAMP),
        ("签名", STAMP),
        ("\ud800", STAMP),
    ],
)
def test_another_signature_is_refused(given: str, stamp: str) -> None:
    with pytest.raises(Forged):
        verify("token", given, stamp, "nonce", now=NOW)


def test_a_signature_of_another_message_is_refused() -> None:
    signed = signature("token", STAMP, "nonce", "cipher")
    verify("token", signed, STAMP, "nonce", "cipher", now=NOW)
    with pytest.raises(Forged):
        verify("token", signed, STAMP, "nonce", "other", now=NOW)


@pytest.mark.parametrize("minutes", [-5.1, 5.1, 9 * 365 * 24 * 60])
def test_a_message_of_another_time_is_refused(minutes: float) -> None:
    stamp = str(int((NOW + timedelta(minutes=minutes)).timestamp()))
    with pytest.raises(Forged):
        verify("token", signature("token", stamp, "nonce"), stamp, "nonce", now=NOW)


@pytest.mark.parametrize("stamp", ["", "now", "-1", "1e9", "１７９６１７５０００", "9" * 40, "1.5"])
def test_a_timestamp_that_is_none_is_refused(stamp: str) -> None:
    with pytest.raises(Forged):
        verify("token", signature("token", stamp, "nonce"), stamp, "nonce", now=NOW)


def test_without_a_token_nothing_is_genuine() -> None:
    with pytest.raises(Forged):
        verify("", signature("", STAMP, "nonce"), STAMP, "nonce", now=NOW)


@pytest.mark.parametrize("aes_key", ["", "too short", "!" * 43, "a" * 44])
def test_without_a_key_nothing_is_read_or_written(aes_key: str) -> None:
    keys = Keys("token", aes_key, KEYS.receive_id)
    with pytest.raises(Forged):
        decrypt(keys, encrypt(KEYS, b"hello"))
    with pytest.raises(Forged):
        encrypt(keys, b"hello")


def test_a_message_for_another_app_is_refused() -> None:
    for other in ("wx0000000000000000", "", KEYS.receive_id + "x"):
        sealed = encrypt(Keys(KEYS.token, KEYS.aes_key, other), b"hello")
        with pytest.raises(Forged):
            decrypt(KEYS, sealed)


def test_who_expects_no_receiver_accepts_none() -> None:
    nobody = Keys(KEYS.token, KEYS.aes_key, "")
    with pytest.raises(Forged):
        decrypt(nobody, encrypt(nobody, b"hello"))


def damaged() -> list[str]:
    sealed = encrypt(KEYS, b"hello", random=b"0123456789abcdef")
    return [
        "", "=", "not base64", sealed[:-1], sealed[:-2], sealed[: len(sealed) // 2], sealed + "!",
        base64.b64encode(base64.b64decode(sealed)[:-1]).decode(), "A" * 24, "中文",
    ]  # fmt: skip


@pytest.mark.parametrize("sealed", damaged())
def test_what_is_damaged_is_refused(sealed: str) -> None:
    with pytest.raises(Forged):
        decrypt(KEYS, sealed)


def raw(plain: bytes) -> str:
    key = base64.b64decode(KEYS.aes_key + "=")
    encryptor = Cipher(AES(key), CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


@pytest.mark.parametrize(
    "plain",
    [
        bytes(32),  # A padding of nothing.
        b"x" * 31 + b"\x21",  # A padding longer than a block.
        b"x" * 30 + b"\x03\x02",  # A padding that is none.
        b"r" * 16 + b"\xff\xff\xff\xff" + b"m" * 11 + b"\x01",  # A length beyond the end.
        b"r" * 16,
        b"\x10" * 16,
    ],
)
def test_what_was_never_a_message_is_refused(plain: bytes) -> None:
    with pytest.raises(Forged):
        decrypt(KEYS, raw(plain))


def test_keys_do_not_show_themselves() -> None:
    assert repr(KEYS) == "Keys()"
