"""Telegram, by its Bot API: updates come to a webhook, answers are sent."""

from connectors.channels.telegram.api import BotApi, Refused, Unreachable
from connectors.channels.telegram.channel import WEBHOOK, Telegram

__all__ = ["WEBHOOK", "BotApi", "Refused", "Telegram", "Unreachable"]
