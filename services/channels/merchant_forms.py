"""What is secret of a merchant of WeChat Pay, and what goes with it when a key changes."""

from collections.abc import Mapping

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from services.kit.errors import Invalid

NAMES = ("serial", "private_key", "api_key", "platform_serial", "platform_key")
"""Of the API certificate, its key as PEM, the APIv3 key; of the platform's key, and it as PEM."""
API_KEY_LENGTH = 32
LONGEST_SERIAL, LONGEST_KEY = 128, 8192


def check(secrets: Mapping[str, str]) -> None:
    """Raises Invalid with the field's name."""
    if len(secrets["api_key"]) != API_KEY_LENGTH or not _is_plain(secrets["api_key"]):
        raise Invalid(f"an APIv3 key has {API_KEY_LENGTH} characters", field="api_key")
    for name in ("serial", "platform_serial"):
        if not 0 < len(secrets[name]) <= LONGEST_SERIAL or not _is_plain(secrets[name]):
            raise Invalid("no such serial number", field=name)
    if not isinstance(_private_key(secrets["private_key"]), RSAPrivateKey):
        raise Invalid("no RSA key", field="private_key")
    if not isinstance(_public_key(secrets["platform_key"]), RSAPublicKey):
        raise Invalid("no RSA key or certificate", field="platform_key")


def _is_plain(value: str) -> bool:
    return all("!" <= sign <= "~" for sign in value)


def _private_key(pem: str) -> object:
    if len(pem) > LONGEST_KEY:
        return None
    try:
        return load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None


def _public_key(pem: str) -> object:
    if len(pem) > LONGEST_KEY:
        return None
    raw = pem.encode()
    try:
        if "BEGIN CERTIFICATE" in pem:
            return x509.load_pem_x509_certificate(raw).public_key()
        return load_pem_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        return None
