"""Keys derived from the one secret of the settings, one per purpose."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from parkline.settings import Settings


def derive(settings: Settings, purpose: str) -> bytes:
    """32 bytes that depend on the secret and the purpose alone."""
    secret = settings.secret_key.get_secret_value().encode()
    return HKDF(SHA256(), 32, salt=None, info=f"parkline/{purpose}".encode()).derive(secret)


def vault(settings: Settings) -> Fernet:
    """What encrypts vendors' webhook secrets at rest."""
    return Fernet(base64.urlsafe_b64encode(derive(settings, "vault")))


def platform_vault(settings: Settings) -> Fernet:
    """What encrypts platforms' access tokens at rest."""
    return Fernet(base64.urlsafe_b64encode(derive(settings, "platform-tokens")))


def bot_token(settings: Settings) -> str:
    """What the bot and the gateway show each other on loopback."""
    chosen = settings.bot_token.get_secret_value()
    return chosen or base64.urlsafe_b64encode(derive(settings, "bot")).decode().rstrip("=")


def channel_secret(settings: Settings, channel: str) -> str:
    """What a channel's platform shows with its calls, where we choose it: letters, digits, - _."""
    return base64.urlsafe_b64encode(derive(settings, f"channel:{channel}")).decode().rstrip("=")


def passes_key(settings: Settings, park: str) -> Ed25519PrivateKey:
    """What signs the passes of a park's visitors. `park` is its slug."""
    return Ed25519PrivateKey.from_private_bytes(derive(settings, f"passes:{park}"))
