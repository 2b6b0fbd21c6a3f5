"""The channels that an installation has by its settings, and the pusher of those that push."""

from aiohttp import web

from connectors.channels.base import Channel, Door
from connectors.channels.outbox import Outbox
from connectors.channels.push import PushChannel, Pusher, PushMetrics
from connectors.channels.telegram import Telegram
from connectors.channels.webchat import Face, Suggestion, WebChat
from parkline.channels import miniapp, wechat, wecom
from parkline.process.core import Core
from parkline.process.networks import network_of
from parkline.settings import secrets
from parkline.settings.settings import Settings

SUGGESTIONS = (
    Suggestion("中午有什么吃的？", "What's for lunch?"),
    Suggestion("两份牛肉面不要辣，12点送到A座301", "Two beef noodles, no chili, to A-301 at noon"),
    Suggestion("访客Wi-Fi怎么连？", "How do guests get on the Wi-Fi?"),
    Suggestion("你能做什么？", "What can you do?"),
)


def install_channels(app: web.Application, settings: Settings, made: Core, door: Door) -> None:
    """Install every channel, and a pusher for those that push."""
    outbox = Outbox(door.park_id, door.sessions, door.clock)
    channels = _channels(settings, made, door, outbox)
    for channel in channels:
        channel.install(app)
    pushing = {channel.name: channel for channel in channels if isinstance(channel, PushChannel)}
    if pushing:
        pusher = Pusher(outbox, pushing, PushMetrics(made.registry))
        made.feed.watch(pusher.heard)
        pusher.install(app)


def _channels(settings: Settings, made: Core, door: Door, outbox: Outbox) -> list[Channel]:
    """One function each; None where the settings do not ask for it."""
    found: list[Channel | None] = [
        _webchat(settings, made, door),
        _telegram(settings, door),
        wechat.official_account(settings, made.http, door, outbox),
        wechat.mini_program(settings, made.http, door, outbox),
        *wecom.channels(settings, made.http, door),
    ]
    return [channel for channel in found if channel is not None]


def _webchat(settings: Settings, made: Core, door: Door) -> Channel:
    return WebChat(
        door,
        Face(made.park.name_zh, made.park.name_en, SUGGESTIONS),
        key=secrets.derive(settings, "webchat"),
        accepted_keys=secrets.accepted(settings, "webchat"),
        public_url=settings.public_url,
        network=network_of(settings),
        app=f"{miniapp.PREFIX}/" if (miniapp.BUILD / "index.html").is_file() else None,
    )


def _telegram(settings: Settings, door: Door) -> Channel | None:
    if not (token := settings.telegram_token.get_secret_value()):
        return None
    return Telegram(
        door,
        token=token,
        secret=secrets.channel_secret(settings, Telegram.name),
        accepted_secrets=secrets.accepted_channel_secrets(settings, Telegram.name),
        api_url=settings.telegram_api_url,
    )
