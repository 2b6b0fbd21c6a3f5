"""Keys derived from the secrets of the settings, one per purpose.

The first of several keys signs and seals; all of them verify and open. So a new key can be
brought in while everything runs: see `parkline/operating/rotation.py` and docs/guides/operating.md.
"""

import base64
from collections.abc import Iterator

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from parkline.settings.settings import Settings

VAULT = "vault"
"""Purpose: vendors' webhook secrets at rest."""
PLATFORM_TOKENS = "platform-tokens"
"""Purpose: platforms' access tokens at rest."""
ID_BYTES = 4
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def derive(settings: Settings, purpose: str) -> bytes:
    """32 bytes that depend on the key that signs and on the purpose alone."""
    return _derived(settings.secret_key.get_secret_value(), purpose)


def accepted(settings: Settings, purpose: str) -> tuple[bytes, ...]:
    """The same of each key that verifies only."""
    return tuple(_derived(secret, purpose) for secret in _accepted(settings))


def key_id(settings: Settings) -> str:
    """Names the key that signs, and says nothing about it: 8 hexadecimal digits."""
    return _id(settings.secret_key.get_secret_value())


def accepted_ids(settings: Settings) -> tuple[str, ...]:
    """The same of each key that verifies only."""
    return tuple(_id(secret) for secret in _accepted(settings))


def vault(settings: Settings) -> MultiFernet:
    """What encrypts vendors' webhook secrets at rest."""
    return _vault(settings, VAULT)


def platform_vault(settings: Settings) -> MultiFernet:
    """What encrypts platforms' access tokens at rest."""
    return _vault(settings, PLATFORM_TOKENS)


def vaults_by_id(settings: Settings, purpose: str) -> dict[str, Fernet]:
    """One for each key, by the key's id; the one that seals comes first."""
    return {
        _id(secret): _fernet(_derived(secret, purpose))
        for secret in (settings.secret_key.get_secret_value(), *_accepted(settings))
    }


def bot_token(settings: Settings) -> str:
    """What the bot and the gateway show each other on loopback."""
    chosen = settings.bot_token.get_secret_value()
    return chosen or _letters(derive(settings, "bot"))


def bot_tokens(settings: Settings) -> tuple[str, ...]:
    """Every token that bot and gateway take from each other; the first is `bot_token`.

    A token that was chosen in the settings is the only one.
    """
    if settings.bot_token.get_secret_value():
        return (bot_token(settings),)
    return (bot_token(settings), *(_letters(one) for one in accepted(settings, "bot")))


def channel_secret(settings: Settings, channel: str) -> str:
    """What a channel's platform shows with its calls, where we choose it: letters, digits, - _."""
    return _letters(derive(settings, f"channel:{channel}"))


def accepted_channel_secrets(settings: Settings, channel: str) -> tuple[str, ...]:
    """What the platform may show until it was told the present one."""
    return tuple(_letters(one) for one in accepted(settings, f"channel:{channel}"))


def file_link_keys(settings: Settings) -> tuple[bytes, ...]:
    """What signs addresses of files; the first signs, all of them verify."""
    return (derive(settings, "files"), *accepted(settings, "files"))


def push_key(settings: Settings) -> ec.EllipticCurvePrivateKey:
    """What signs pushes to browsers of staff (VAPID). With another secret key browsers ask for
    pushes anew as soon as a page of the desk is opened in them."""
    number = int.from_bytes(derive(settings, "push")) % (_P256_ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def _accepted(settings: Settings) -> Iterator[str]:
    for secret in settings.secret_keys_accepted:
        yield secret.get_secret_value()


def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"parkline/{purpose}".encode()).derive(
        secret.encode()
    )


def _id(secret: str) -> str:
    return _derived(secret, "id")[:ID_BYTES].hex()


def _vault(settings: Settings, purpose: str) -> MultiFernet:
    return MultiFernet(list(vaults_by_id(settings, purpose).values()))


def _fernet(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key))


def _letters(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode().rstrip("=")
