"""Every channel of the park, one line each."""

from connectors.channels.base import Channel
from connectors.channels.telegram import Telegram
from connectors.channels.webchat import WebChat

CHANNELS: dict[str, type[Channel]] = {
    WebChat.name: WebChat,
    Telegram.name: Telegram,
}
