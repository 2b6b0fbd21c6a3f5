"""WeChat Pay v3, as a mini-program's people pay (JSAPI)."""

from connectors.payments.wechatpay.bill import BillLine
from connectors.payments.wechatpay.merchant import Merchant
from connectors.payments.wechatpay.method import WeChatPay

__all__ = ["BillLine", "Merchant", "WeChatPay"]
