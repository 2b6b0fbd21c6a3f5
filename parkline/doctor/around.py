"""What stands around the database: the bot, Redis, the disk, certificates, platforms."""

import asyncio
import shutil
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import aiohttp
from cryptography import x509
from redis.asyncio import Redis
from redis.exceptions import RedisError

from connectors.bot.client import Dialogue
from parkline.bot import bot
from parkline.channels import miniapp
from parkline.doctor.database import skewed
from parkline.doctor.findings import Finding, spoken
from parkline.process.clock import Clock
from parkline.settings import secrets
from parkline.settings.settings import ROOT, Settings

PATIENCE = 5.0
FREE_WARN, FREE_FAIL = 0.15, 0.05
MIB = 1024 * 1024
CERTIFICATE_WARN = timedelta(days=21)
START_BOT = "start `parkline bot` (with systemd: systemctl start parkline-bot@5055)"


async def model(_settings: Settings, _clock: Clock) -> list[Finding]:
    if not bot.MODEL.exists():
        return [Finding("error", "model", "the bot is not trained", "parkline train")]
    if not bot.FINGERPRINT.exists() or bot.FINGERPRINT.read_text() != bot.fingerprint():
        what = "the bot's model is older than what it is trained from"
        return [Finding("warning", "model", what, "parkline train")]
    return []


async def mini_app(_settings: Settings, _clock: Clock) -> list[Finding]:
    if (miniapp.BUILD / "index.html").exists():
        return []
    what = f"the mini-app is not built: {miniapp.PREFIX}/ is not there"
    return [Finding("warning", "no-mini-app", what, "make miniapp, as who owns the folder")]


async def bots(settings: Settings, _clock: Clock) -> list[Finding]:
    found = []
    async with aiohttp.ClientSession() as client:
        for url in settings.bots:
            one = Dialogue(client, [url], secrets.bot_token(settings), timeout=PATIENCE)
            if not await one.is_up():
                what = f"the bot at {url} does not answer"
                mend = f"{START_BOT} and look at its log; tenants are told to wait"
                found.append(Finding("error", "bot", what, mend))
    return found


async def redis(settings: Settings, clock: Clock) -> list[Finding]:
    if settings.redis_url is None:
        what = "the settings name no Redis; `parkline up` runs its own"
        return [Finding("info", "redis", what)]
    client = Redis.from_url(settings.redis_url, socket_timeout=PATIENCE)
    try:
        before = clock()
        seconds, micros = await client.time()
        theirs = datetime.fromtimestamp(seconds + micros / 1e6, UTC)
        return skewed("Redis", theirs - (before + (clock() - before) / 2))
    except (RedisError, OSError):
        what = "Redis does not answer: sockets look for news only every five seconds"
        return [Finding("error", "redis", what, "start it, or correct PARKLINE_REDIS_URL")]
    finally:
        await client.aclose()


async def disk(settings: Settings, _clock: Clock) -> list[Finding]:
    folder = settings.data_dir if settings.data_dir.exists() else ROOT
    usage = shutil.disk_usage(folder)
    share = usage.free / usage.total
    if share >= FREE_WARN:
        return []
    what = f"{usage.free // MIB} MiB are free where {folder} is ({share:.0%})"
    mend = "make room: a full disk stops PostgreSQL. Logs are in `log/` of the data directory"
    return [Finding("error" if share < FREE_FAIL else "warning", "disk", what, mend)]


async def certificates(settings: Settings, clock: Clock) -> list[Finding]:
    found = list[Finding]()
    if settings.wechatpay_mchid:
        raw = settings.wechatpay_platform_key.encode()
        if b"BEGIN CERTIFICATE" in raw:
            mend = "take the new one from the merchant platform, or change to its public key"
            found += _ending("WeChat Pay's certificate", raw, mend, clock)
    address = urlsplit(settings.base_url)
    if address.scheme == "https" and address.hostname:
        found += await _served(address.hostname, address.port or 443, clock)
    return found


async def _served(host: str, port: int, clock: Clock) -> list[Finding]:
    """Whatever it is: whether browsers believe it is not asked here."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(host, port, ssl=context)
    except (OSError, TimeoutError):
        what = f"{host}:{port} cannot be reached from here, so its certificate was not looked at"
        return [Finding("info", "certificate", what)]
    raw = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    mend = "renew it at the proxy"
    return _ending(
        f"the certificate of {host}", ssl.DER_cert_to_PEM_cert(raw).encode(), mend, clock
    )


def _ending(whose: str, pem: bytes, mend: str, clock: Clock) -> list[Finding]:
    left = x509.load_pem_x509_certificate(pem).not_valid_after_utc - clock()
    if left > CERTIFICATE_WARN:
        return []
    ended = left < timedelta(0)
    what = f"{whose} ended {spoken(left)} ago" if ended else f"{whose} ends in {spoken(left)}"
    return [Finding("error" if ended else "warning", "certificate", what, mend)]


async def platform_clocks(settings: Settings, clock: Clock) -> list[Finding]:
    """By the Date of their answers, to the second. Signatures with a wrong time are refused."""
    configured = {
        settings.telegram_api_url: settings.telegram_token.get_secret_value(),
        settings.wechat_api_url: settings.wechat_app_id or settings.wechat_mini_app_id,
        settings.wechatpay_api_url: settings.wechatpay_mchid,
        settings.wecom_api_url: settings.wecom_corp_id,
    }
    found = list[Finding]()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as client:
        for url, used in configured.items():
            if used:
                found += await _clock_of(client, url, clock)
    return found


async def _clock_of(client: aiohttp.ClientSession, url: str, clock: Clock) -> list[Finding]:
    host = urlsplit(url).netloc
    try:
        async with client.head(url, allow_redirects=False) as answer:
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError):
        what = f"{host} cannot be reached from here"
        mend = "let the machine reach it, or nothing is sent there"
        return [Finding("warning", "platform", what, mend)]
    except (KeyError, ValueError):
        return []
    skew = theirs - clock()
    return skewed(host, skew) if abs(skew) >= timedelta(seconds=3) else []


async def tools(_settings: Settings, _clock: Clock) -> list[Finding]:
    needed = {
        "node": "Node is not here: only building the mini-app needs it",
        "chromium": "Chromium is not here: only the tests of pages need it",
    }
    return [Finding("info", name, what) for name, what in needed.items() if not shutil.which(name)]
