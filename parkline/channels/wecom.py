"""WeCom by the settings: the company's app, and its customer service."""

from typing import TYPE_CHECKING

from connectors.channels.base import Channel, Door
from connectors.channels.wechat import App, Callbacks, Keys
from connectors.channels.wecom import CorpApi, CustomerService, WeCom
from parkline.settings import secrets
from parkline.settings.settings import Settings

if TYPE_CHECKING:
    import aiohttp


def channels(settings: Settings, http: "aiohttp.ClientSession", door: Door) -> list[Channel]:
    """The app, and customer service where there is an account; nothing without a company."""
    if not settings.wecom_corp_id:
        return []
    service = _service(settings, http, door)
    keys = Keys(
        settings.wecom_token.get_secret_value(),
        settings.wecom_aes_key.get_secret_value(),
        settings.wecom_corp_id,
    )
    api = _api(
        settings,
        http,
        door,
        str(settings.wecom_agent_id),
        settings.wecom_secret.get_secret_value(),
    )
    callbacks = Callbacks(keys, "safe", door.clock)
    app = WeCom(door, callbacks, api, settings.wecom_agent_id, service)
    return [app] if service is None else [app, service]


def _service(
    settings: Settings, http: "aiohttp.ClientSession", door: Door
) -> CustomerService | None:
    if not settings.wecom_kf_id:
        return None
    secret = settings.wecom_kf_secret.get_secret_value() or settings.wecom_secret.get_secret_value()
    api = _api(settings, http, door, "kf", secret)
    return CustomerService(door, api, settings.wecom_kf_id)


def _api(
    settings: Settings, http: "aiohttp.ClientSession", door: Door, name: str, secret: str
) -> CorpApi:
    app = App(f"{settings.wecom_corp_id}/{name}", secret, settings.wecom_api_url.rstrip("/"))
    return CorpApi(
        app,
        http,
        park_id=door.park_id,
        sessions=door.sessions,
        clock=door.clock,
        vault=secrets.platform_vault(settings),
    )
