"""Who we are to WeChat Pay, and whose signature we believe."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from services.channels.merchant_forms import API_KEY_LENGTH
from services.channels.merchants import Ids

__all__ = ["API_KEY_LENGTH", "Merchant", "platform_key"]


@dataclass(frozen=True, slots=True)
class Merchant:
    """As entered on the merchant platform. What is secret is in no `repr`."""

    mchid: str
    appid: str
    serial: str
    """Of our own certificate, whose key signs what we ask."""
    private_key: str = field(repr=False)
    """PEM."""
    api_key: str = field(repr=False)
    """The APIv3 key: 32 characters that encrypt what callbacks carry."""
    platform_serial: str
    """PUB_KEY_ID_… of WeChat Pay's public key, or the serial number of its certificate."""
    platform_key: RSAPublicKey
    notify_url: str
    """Where the provider tells us of payments."""
    api_url: str = "https://api.mch.weixin.qq.com"

    def __post_init__(self) -> None:
        if len(self.api_key) != API_KEY_LENGTH:
            raise ValueError("an APIv3 key has 32 characters")
        if not (self.platform_serial and self.mchid and self.appid):
            raise ValueError("half a merchant")

    @classmethod
    def of_account(
        cls, app_id: str, secrets: Mapping[str, str], *, notify_url: str, api_url: str
    ) -> "Merchant":
        """By an account of a park, whose secrets were checked."""
        ids = Ids.of(app_id)
        return cls(
            mchid=ids.mchid,
            appid=ids.appid,
            serial=secrets["serial"],
            private_key=secrets["private_key"],
            api_key=secrets["api_key"],
            platform_serial=secrets["platform_serial"],
            platform_key=platform_key(secrets["platform_key"]),
            notify_url=notify_url,
            api_url=api_url,
        )


def platform_key(pem: str) -> RSAPublicKey:
    """Of WeChat Pay's public key or certificate. Raises ValueError."""
    raw = pem.encode()
    is_certificate = b"BEGIN CERTIFICATE" in raw
    key = (
        x509.load_pem_x509_certificate(raw).public_key()
        if is_certificate
        else load_pem_public_key(raw)
    )
    if not isinstance(key, RSAPublicKey):
        raise ValueError("WeChat Pay signs with RSA")
    return key
