"""Every channel of the park, one line each."""

from connectors.channels.base import Channel
from connectors.channels.webchat import WebChat

CHANNELS: dict[str, type[Channel]] = {
    WebChat.name: WebChat,
}
