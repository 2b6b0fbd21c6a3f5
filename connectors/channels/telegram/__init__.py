"""Telegram, by its Bot API: updates come to a webhook, answers are sent."""

from connectors.channels.telegram.api import BotApi, Refused, Unreachable
from connectors.channels.telegram.channel import UPDATES, WEBHOOK, Telegram

__all__ = ["UPDATES", "WEBHOOK", "BotApi", "Refused", "Telegram", "Unreachable"]
