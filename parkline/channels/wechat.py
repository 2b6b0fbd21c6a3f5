"""WeChat by the settings: its API, its channels."""

from typing import TYPE_CHECKING, Literal

from pydantic import SecretStr

from connectors.channels.base import Door
from connectors.channels.outbox import Outbox
from connectors.channels.wechat import (
    Api,
    App,
    Callbacks,
    Keys,
    Kind,
    MiniProgram,
    Sender,
    Template,
    WeChat,
)
from parkline.channels import file_links
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.settings.wechat_settings import Templates

Which = Literal["account", "mini"]

if TYPE_CHECKING:
    import aiohttp

    from parkline.process.clock import Clock
    from parkline.stores.database import Sessions


def api(
    settings: Settings,
    which: Which,
    http: "aiohttp.ClientSession",
    *,
    park_id: int,
    sessions: "Sessions",
    clock: "Clock",
) -> Api | None:
    """The Official Account's or the mini-program's; None if there is none."""
    app_id, secret = {
        "account": (settings.wechat_app_id, settings.wechat_secret),
        "mini": (settings.wechat_mini_app_id, settings.wechat_mini_secret),
    }[which]
    if not app_id:
        return None
    app = App(app_id, secret.get_secret_value(), settings.wechat_api_url.rstrip("/"))
    vault = secrets.platform_vault(settings)
    return Api(app, http, park_id=park_id, sessions=sessions, clock=clock, vault=vault)


def official_account(
    settings: Settings, http: "aiohttp.ClientSession", door: Door, outbox: Outbox
) -> WeChat | None:
    found = api_for(settings, "account", http, door)
    if found is None:
        return None
    templates = _templates(settings.wechat_templates)
    links = file_links.of(settings, door.clock)
    sender = Sender(door, found, may_push=settings.wechat_push, templates=templates, links=links)
    keys = _keys(settings.wechat_token, settings.wechat_aes_key, settings.wechat_app_id)
    return WeChat(door, outbox, Callbacks(keys, settings.wechat_mode, door.clock), sender)


def mini_program(
    settings: Settings, http: "aiohttp.ClientSession", door: Door, outbox: Outbox
) -> MiniProgram | None:
    """Its customer service, if its messages are sent to us."""
    found = api_for(settings, "mini", http, door)
    if found is None or not settings.wechat_mini_token.get_secret_value():
        return None
    templates = _templates(settings.wechat_mini_templates)
    links = file_links.of(settings, door.clock)
    sender = Sender(door, found, templates=templates, links=links, subscribe=True)
    keys = _keys(
        settings.wechat_mini_token, settings.wechat_mini_aes_key, settings.wechat_mini_app_id
    )
    callbacks = Callbacks(keys, settings.wechat_mini_mode, door.clock)
    return MiniProgram(door, outbox, callbacks, sender)


def api_for(
    settings: Settings, which: Which, http: "aiohttp.ClientSession", door: Door
) -> Api | None:
    return api(
        settings,
        which,
        http,
        park_id=door.park_id,
        sessions=door.sessions,
        clock=door.clock,
    )


def _keys(token: SecretStr, aes_key: SecretStr, app_id: str) -> Keys:
    return Keys(token.get_secret_value(), aes_key.get_secret_value(), app_id)


def _templates(chosen: Templates) -> dict[Kind, Template]:
    return {kind: Template(one.id, one.fields) for kind, one in chosen.items()}
