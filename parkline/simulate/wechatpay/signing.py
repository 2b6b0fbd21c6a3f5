"""Signatures of both sides, and the encryption of what callbacks carry."""

import base64
import binascii
import re
import secrets
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from parkline.simulate.wechatpay.errors import Refused
from parkline.simulate.wechatpay.keys import Identity

SCHEME = "WECHATPAY2-SHA256-RSA2048"
SKEW_SECONDS = 300
_FIELD = re.compile(r'(\w+)="([^"]*)"')
_WANTED = {"mchid", "nonce_str", "signature", "timestamp", "serial_no"}


def check_request(
    authorization: str, method: str, path: str, body: bytes, *, mchid: str, merchant: Identity
) -> str:
    """The nonce of a request that the merchant signed just now. Raises Refused (401)."""
    scheme, _, rest = authorization.partition(" ")
    given: dict[str, str] = dict(_FIELD.findall(rest))
    if scheme != SCHEME or set(given) != _WANTED:
        raise Refused(401, "SIGN_ERROR", "Http头Authorization值格式错误")
    if given["mchid"] != mchid or given["serial_no"].upper() != merchant.serial:
        raise Refused(401, "SIGN_ERROR", "商户证书序列号有误")
    timestamp = given["timestamp"]
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > SKEW_SECONDS:
        raise Refused(401, "SIGN_ERROR", "timestamp与发起请求的时间不得超过5分钟")
    said = f"{method}\n{path}\n{timestamp}\n{given['nonce_str']}\n".encode() + body + b"\n"
    if not is_signed(merchant.key.public_key(), said, given["signature"]):
        raise Refused(401, "SIGN_ERROR", "签名错误，请检查后再试")
    return given["nonce_str"]


def is_signed(key: RSAPublicKey, said: bytes, signature: str) -> bool:
    try:
        key.verify(base64.b64decode(signature, validate=True), said, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def sign(key: RSAPrivateKey, said: bytes) -> str:
    return base64.b64encode(key.sign(said, PKCS1v15(), SHA256())).decode()


def signed_headers(platform: Identity, body: bytes, *, at: int | None = None) -> dict[str, str]:
    """Of an answer or a callback. `at`: seconds since 1970, instead of now."""
    timestamp, nonce = str(int(time.time()) if at is None else at), secrets.token_hex(16)
    said = f"{timestamp}\n{nonce}\n".encode() + body + b"\n"
    return {
        "Wechatpay-Timestamp": timestamp,
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Serial": platform.serial,
        "Wechatpay-Signature-Type": SCHEME,
        "Wechatpay-Signature": sign(platform.key, said),
    }


def sealed(api_key: str, plain: str, *, kind: str) -> dict[str, str]:
    """A callback's resource, or a certificate."""
    nonce = secrets.token_hex(6)
    secret = AESGCM(api_key.encode()).encrypt(nonce.encode(), plain.encode(), kind.encode())
    return {
        "algorithm": "AEAD_AES_256_GCM",
        "original_type": kind,
        "associated_data": kind,
        "nonce": nonce,
        "ciphertext": base64.b64encode(secret).decode(),
    }
