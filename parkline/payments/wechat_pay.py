"""WeChat Pay by the settings."""

from connectors.payments.wechatpay import Merchant, WeChatPay
from connectors.payments.wechatpay.merchant import platform_key
from parkline.process.clock import Clock
from parkline.settings.settings import Settings

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
