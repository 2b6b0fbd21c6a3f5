"""RSA keys with their certificates: the platform's, and the merchant's."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

VALID = timedelta(days=5 * 365)


@dataclass(frozen=True)
class Identity:
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def serial(self) -> str:
        """As it stands in headers: hexadecimal, in capitals."""
        return f"{self.certificate.serial_number:040X}"

    @property
    def private_pem(self) -> str:
        plain = NoEncryption()
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, plain).decode()

    @property
    def public_pem(self) -> str:
        form = PublicFormat.SubjectPublicKeyInfo
        return self.key.public_key().public_bytes(Encoding.PEM, form).decode()

    @property
    def certificate_pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()


def new_identity(name: str) -> Identity:
    """A key with a certificate that it signed itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    # The highest bits are set, so that every serial number has its forty digits.
    serial = secrets.randbits(157) | 1 << 158
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID)
        .sign(key, SHA256())
    )
    return Identity(key, certificate)


def kept_identity(folder: Path, name: str, subject: str) -> Identity:
    """An identity that stays the same: in NAME-key.pem and NAME-certificate.pem, made if missing.

    Who else makes it at the same moment may win or lose; call it before others start.
    """
    key_file, certificate_file = folder / f"{name}-key.pem", folder / f"{name}-certificate.pem"
    if not (key_file.exists() and certificate_file.exists()):
        made = new_identity(subject)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key_file.touch(mode=0o600)
        key_file.write_text(made.private_pem)
        certificate_file.write_text(made.certificate_pem)
    key = load_pem_private_key(key_file.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return Identity(key, x509.load_pem_x509_certificate(certificate_file.read_bytes()))
