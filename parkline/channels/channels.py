"""The channels that an installation has by its settings, and the pusher of those that push."""

from aiohttp import web

from connectors.channels.base import Channel, Door
from connectors.channels.outbox import Outbox
from connectors.channels.push import PushChannel, Pusher, PushMetrics
from parkline.channels import file_links, telegram, webchat, wechat, wecom
from parkline.channels.accounts import Accounts
from parkline.process.core import Core
from parkline.settings.settings import Settings


def install_channels(
    app: web.Application, settings: Settings, made: Core, door: Door, accounts: Accounts
) -> None:
    """Install every channel, and a pusher for those that push. `door` is that of the settings'
    park: platforms' accounts of the settings are its own; the web chat is every park's, and
    `accounts` are those that parks have beside them."""
    outbox = Outbox(door.park_id, door.sessions, door.clock)
    usual = made.parks.find(door.park_id)
    assert usual is not None, "the park of the settings was read at the start"
    webchat.install(app, settings, usual, door)
    channels = _channels(settings, made, door, outbox)
    for channel in channels:
        channel.install(app)
    file_links.install(app, settings, usual, door)
    pushing = {channel.name: channel for channel in channels if isinstance(channel, PushChannel)}
    made.feed.watch(accounts.heard)
    accounts.install(app)
    pusher = Pusher(outbox, pushing, PushMetrics(made.registry), accounts=accounts)
    made.feed.watch(pusher.heard)
    pusher.install(app)


def _channels(settings: Settings, made: Core, door: Door, outbox: Outbox) -> list[Channel]:
    """One function each; None where the settings do not ask for it."""
    found: list[Channel | None] = [
        telegram.telegram(settings, door),
        wechat.official_account(settings, made.http, door, outbox),
        wechat.mini_program(settings, made.http, door, outbox),
        *wecom.channels(settings, made.http, door),
    ]
    return [channel for channel in found if channel is not None]
