"""WeChat Pay by the settings, and by the accounts of parks."""

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.payments.wechatpay import Merchant, WeChatPay
from connectors.payments.wechatpay.merchant import platform_key
from parkline.process.clock import Clock
from parkline.process.sites import Addresses
from parkline.settings import secrets
from parkline.settings.settings import Settings
from services.channels import merchants
from services.channels.account_forms import PREFIX
from services.channels.account_secrets import opened
from services.park import hosts

NOTIFY_PATH = "/payments/wechat/notify"


def wechat_pay(settings: Settings, clock: Clock) -> WeChatPay | None:
    """None if the settings name no merchant."""
    if not settings.wechatpay_mchid:
        return None
    merchant = Merchant(
        mchid=settings.wechatpay_mchid,
        appid=settings.wechat_mini_app_id,
        serial=settings.wechatpay_serial,
        private_key=settings.wechatpay_private_key,
        api_key=settings.wechatpay_api_key.get_secret_value(),
        platform_serial=settings.wechatpay_platform_serial,
        platform_key=platform_key(settings.wechatpay_platform_key),
        notify_url=settings.base_url + NOTIFY_PATH,
        api_url=settings.wechatpay_api_url,
    )
    return WeChatPay(merchant, clock)


async def merchant_of(
    settings: Settings,
    sessions: async_sessionmaker[AsyncSession],
    clock: Clock,
    park_id: int,
    code: str,
) -> WeChatPay | None:
    """By an account of a park as it is now, for the worker; the gateway keeps them in memory."""
    async with sessions() as session:
        row = await merchants.find(session, park_id, code)
        names = await hosts.of_park(session, park_id)
    kept = opened(row, secrets.vault(settings)) if row is not None else None
    if row is None or kept is None:
        return None
    main = {one.kind: one.host for one in names if one.main}
    merchant = Merchant.of_account(
        row.app_id,
        kept.now,
        notify_url=f"{Addresses(settings).at(main)}{PREFIX}/{row.channel}/{code}",
        api_url=settings.wechatpay_api_url,
    )
    return WeChatPay(merchant, clock)
