"""Every setting, read in this one place from PARKLINE_* and an optional .env file."""

import os
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import (
    Field,
    IPvAnyNetwork,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from parkline.settings.addresses import is_loopback
from parkline.settings.oidc_settings import OidcSettings
from parkline.settings.phone_settings import PhoneSettings
from parkline.settings.reader_settings import ReaderSettings
from parkline.settings.secret_settings import SecretSettings
from parkline.settings.sms_settings import SmsSettings
from parkline.settings.trace_settings import TraceSettings
from parkline.settings.wechat_settings import WeChatSettings
from parkline.settings.wechatpay_settings import WeChatPaySettings
from parkline.settings.wecom_settings import WeComSettings

DEMO_ACCOUNT = "demo-wechat-"
"""How secrets of the simulated platform's accounts begin."""
ROOT = Path(__file__).resolve().parents[2]
SYSTEM_FILE = Path("/etc/parkline/parkline.env")
"""Where the units of deploy/systemd have the settings; commands find them there, too."""


def env_files() -> tuple[Path, ...]:
    """Files that settings are read from, the later ones over the earlier."""
    system = (SYSTEM_FILE,) if os.access(SYSTEM_FILE, os.R_OK) else ()
    return (*system, Path(".env"))


class Settings(
    SecretSettings,
    WeChatPaySettings,
    WeChatSettings,
    WeComSettings,
    PhoneSettings,
    ReaderSettings,
    SmsSettings,
    OidcSettings,
    TraceSettings,
    BaseSettings,
):
    """Parkline's settings. Nothing outside `parkline/` reads the environment."""

    model_config = SettingsConfigDict(
        env_prefix="PARKLINE_",
        env_file=env_files(),
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    data_dir: Path = ROOT / "var"
    """Embedded PostgreSQL and Valkey, uploads and logs live here."""
    database_url: str | None = None
    """postgresql://… of yours; embedded in `data_dir` when empty."""
    gateway_database_url: str | None = None
    """The same database as the gateway's role (`parkline database roles`); `database_url` when
    empty."""
    worker_database_url: str | None = None
    """The same as the worker's."""
    reports_database_url: str | None = None
    """The same as the role of whoever makes reports; no process of ours uses it."""
    rls: bool = False
    """Whether row-level security shows gateway and worker the rows of one park at a time."""
    newer_schema: bool = False
    """Whether gateway and worker start on a database that a newer version has migrated: while one
    goes back to the version before."""
    redis_url: str | None = None
    """redis://… of yours; embedded in `data_dir` when empty."""
    park: str = "daybreak"
    """Slug of the park that this installation serves on its web chat."""
    host: str = "127.0.0.1"
    """Address that the gateway listens on."""
    port: int = 8080
    actions_port: int = 8081
    """Loopback port on which the bot reaches actions and live knowledge."""
    bot_port: int = 5055
    bot_urls: list[str] = Field(default_factory=list)
    """Where the bots are, if there are several; http://127.0.0.1:`bot_port` when empty."""
    gateway_metrics_port: int | None = None
    """Loopback port of this gateway's own health and metrics, where several share the port."""
    worker_metrics_port: int = 8082
    worker_metrics_host: str = "127.0.0.1"
    """Another address only where nobody but those who watch reaches it, as in a pod."""
    vendor_port: int = 8090
    """The demo vendor's board."""
    simulator_port: int = 8070
    """The simulated WeChat of `up --demo --wechat`."""
    bot_token: SecretStr = SecretStr("")
    """Shared by the bot and the gateway; derived from `secret_key` when empty."""
    public_url: str | None = None
    """Where people reach the gateway; http://host:port when empty."""
    webhook_allow: list[str] = Field(default_factory=list)
    """CIDRs that webhooks may reach although they are private, such as 10.1.0.0/16."""
    trusted_proxies: list[IPvAnyNetwork] = Field(default_factory=list)
    """CIDRs of reverse proxies whose X-Forwarded-For is believed."""
    api_origins: list[str] = Field(default_factory=list)
    """Origins of pages elsewhere that may ask the API, such as https://app.example; "*": any."""
    telegram_token: SecretStr = SecretStr("")
    """Of the bot, as BotFather gave it. Empty: no Telegram."""
    telegram_api_url: str = "https://api.telegram.org"
    """Where the Bot API is, for those who run one of their own."""
    log_format: str = "json"
    """json, or console for people."""
    access_log: bool = True
    """Whether the gateway logs a line for each request."""
    log_days: int = Field(default=180, ge=1)
    """How long `parkline up` keeps its logs."""
    bot_timeout_seconds: float = 8.0
    """How long a turn may take before the tenant gets an honest answer instead."""

    requests_at_once: int = Field(default=256, ge=1)
    """Requests that one gateway answers at one moment; beyond that it says 503 at once."""
    drain_seconds: float = Field(default=1.0, ge=0, le=5)
    """How long a gateway that was asked to stop goes on serving while it says it is not ready."""
    listen_fds: dict[str, int] = Field(default_factory=dict)
    """Numbers of listening sockets that `parkline up` hands on to its gateways, by name."""

    @field_validator(
        *("database_url", "gateway_database_url", "worker_database_url"),
        *("reports_database_url", "redis_url"),
    )
    @classmethod
    def _is_url(cls, url: str | None, about: ValidationInfo) -> str | None:
        """Or else whoever connects says what it took for a host or a port: a part of the
        password."""
        if url and not _is_whole(url):
            raise ValueError(
                f"PARKLINE_{str(about.field_name).upper()} is no URL: in a password, / @ : ? # %"
                " are written %2F %40 %3A %3F %23 %25"
            )
        return url or None

    @field_validator("api_origins")
    @classmethod
    def _are_origins(cls, origins: list[str]) -> list[str]:
        """A path or a slash at the end would match no page, and nobody would see why."""
        for origin in origins:
            if origin != "*" and not _is_origin(origin):
                raise ValueError(
                    f"PARKLINE_API_ORIGINS: {origin!r} is no origin, such as https://app.example"
                )
        return origins

    @model_validator(mode="after")
    def _demo_stays_here(self) -> "Settings":
        """Everybody knows the demo's passwords and secrets, so only this machine may reach it."""
        if self.demo and not is_loopback(self.host):
            raise ValueError(
                "PARKLINE_HOST must be a loopback address, such as 127.0.0.1, with PARKLINE_DEMO:"
                " everybody knows the demo's passwords"
            )
        return self

    @model_validator(mode="after")
    def _demo_accounts(self) -> "Settings":
        """Everybody knows the simulated platform's."""
        for name, value in self:
            known = isinstance(value, SecretStr) and value.get_secret_value()
            if known and known.startswith(DEMO_ACCOUNT) and not self.demo:
                raise ValueError(f"PARKLINE_{name.upper()} is the demo's; use your own account")
        return self

    @cached_property
    def base_url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def actions_url(self) -> str:
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def bots(self) -> list[str]:
        return [url.rstrip("/") for url in self.bot_urls] or [f"http://127.0.0.1:{self.bot_port}"]


def _is_whole(url: str) -> bool:
    """Whether what connects reads in it no host and no port that is none."""
    try:
        if url.startswith(("redis", "unix")):
            return urlsplit(url).port != 0
        return "@" not in (make_url(url).host or "")
    except (ArgumentError, ValueError):
        return False


def _is_origin(said: str) -> bool:
    parts = urlsplit(said)
    return parts.scheme in ("http", "https") and said == f"{parts.scheme}://{parts.netloc.lower()}"
