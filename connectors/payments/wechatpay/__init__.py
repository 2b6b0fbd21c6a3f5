"""WeChat Pay v3, as a mini-program's people pay (JSAPI)."""

from connectors.payments.wechatpay.merchant import Merchant
from connectors.payments.wechatpay.method import WeChatPay

__all__ = ["Merchant", "WeChatPay"]
