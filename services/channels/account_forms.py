"""What somebody enters of an account, and what is wrong with it: before the platform is asked, and
by the platform's word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from services.channels import merchant_forms
from services.channels.account_secrets import Secrets
from services.kit.errors import Invalid, Refused

Channel = Literal["wechat", "miniprogram", "wecom", "telegram", "wechatpay"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
Mode = Literal["plain", "compatible", "safe"]
MODES: tuple[Mode, ...] = get_args(Mode)
PREFIX = "/in"
"""How the addresses begin that platforms call: /in/CHANNEL/CODE."""
AES_KEY_LENGTH = 43
LONGEST_SECRET = 256
LONGEST_ID = 128
LONGEST_NAME = 60

NEEDED: Mapping[Channel, tuple[str, ...]] = {
    "wechat": ("secret", "token"),
    "miniprogram": ("secret", "token"),
    "wecom": ("secret", "token", "aes_key"),
    "telegram": ("token",),
    "wechatpay": merchant_forms.NAMES,
}
OWN: Mapping[Channel, tuple[str, ...]] = {
    "wechat": ("secret", "token", "aes_key"),
    "miniprogram": ("secret", "token", "aes_key"),
    "wecom": ("secret", "token", "aes_key", "kf_secret"),
    "telegram": ("token",),
    "wechatpay": merchant_forms.NAMES,
}
"""Secrets that are entered, by channel. Telegram's `webhook` is of our own making."""


class SecretRefused(Invalid):
    """The platform does not take the secret or the token. `details`: `number`, the platform's."""

    code = "secret_refused"


class AppRefused(Invalid):
    """The platform knows no such app."""

    code = "app_refused"


class AddressRefused(Refused):
    """The platform does not let this machine's address call it."""

    code = "address_refused"


class PlatformRefused(Refused):
    """It says no for another reason. `details`: `number`."""

    code = "platform_refused"


class PlatformSilent(Refused):
    """It does not answer, or not in its protocol."""

    code = "platform_silent"


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody enters of a new account."""

    channel: Channel
    name: str
    app_id: str
    secrets: Secrets = field(repr=False)
    mode: Mode = "safe"
    options: Mapping[str, Any] = field(default_factory=dict)


def check(entered: Entered) -> Entered:
    """The same, tidied. Raises Invalid with the field's name; asks nobody."""
    if entered.channel not in CHANNELS:
        raise Invalid("no such channel", field="channel")
    channel = entered.channel
    secrets = {name: entered.secrets.get(name, "").strip() for name in OWN[channel]}
    for name in NEEDED[channel]:
        if not secrets[name]:
            raise Invalid(f"{name} is missing", field=name)
    mode = entered.mode if channel in {"wechat", "miniprogram"} else "safe"
    _check_secrets(channel, secrets, mode)
    app_id = secrets["token"].partition(":")[0] if channel == "telegram" else entered.app_id.strip()
    _check_app_id(channel, app_id)
    name = entered.name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(f"a name of 1 to {LONGEST_NAME} characters", field="name")
    return Entered(channel, name, app_id, secrets, mode, dict(entered.options))


def _check_secrets(channel: Channel, secrets: Secrets, mode: str) -> None:
    if channel == "wechatpay":
        merchant_forms.check(secrets)
        return
    for name, value in secrets.items():
        if len(value) > LONGEST_SECRET or not all("!" <= sign <= "~" for sign in value):
            raise Invalid(f"{name} has characters that no secret has, or too many", field=name)
    aes_key = secrets.get("aes_key", "")
    if channel != "telegram" and len(aes_key) != AES_KEY_LENGTH and (aes_key or mode != "plain"):
        raise Invalid(f"an EncodingAESKey has {AES_KEY_LENGTH} characters", field="aes_key")


def _check_app_id(channel: Channel, app_id: str) -> None:
    parts = app_id.split("/") if channel in {"wecom", "wechatpay"} else [app_id]
    fits = len(app_id) <= LONGEST_ID and all(
        part and all(sign.isascii() and (sign.isalnum() or sign in "_-") for sign in part)
        for part in parts
    )
    if channel == "wecom":
        fits = fits and len(parts) == 2 and parts[1].isdecimal()  # noqa: PLR2004
    if channel == "wechatpay":
        fits = fits and len(parts) == 2 and parts[0].isdecimal()  # noqa: PLR2004
    if channel == "telegram" and not app_id.isdecimal():
        raise Invalid("a bot's token is NUMBER:LETTERS", field="token")
    if not fits:
        raise Invalid("no such id", field="app_id")
