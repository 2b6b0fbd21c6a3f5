"""Telegram by the settings."""

from connectors.channels.base import Door
from connectors.channels.telegram import Telegram
from parkline.settings import secrets
from parkline.settings.settings import Settings


def telegram(settings: Settings, door: Door) -> Telegram | None:
    """None if the settings name no bot."""
    if not (token := settings.telegram_token.get_secret_value()):
        return None
    return Telegram(
        door,
        token=token,
        secret=secrets.channel_secret(settings, Telegram.name),
        accepted_secrets=secrets.accepted_channel_secrets(settings, Telegram.name),
        api_url=settings.telegram_api_url,
    )
