"""Web chat: a page and a WebSocket, for whoever has a browser."""

from connectors.channels.webchat.channel import WebChat
from connectors.channels.webchat.page import Face, Suggestion

__all__ = ["Face", "Suggestion", "WebChat"]
