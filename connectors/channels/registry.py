"""Every channel of the park, one line each."""

from connectors.channels.base import Channel
from connectors.channels.telegram import Telegram
from connectors.channels.webchat import WebChat
from connectors.channels.wechat import MiniProgram, WeChat
from connectors.channels.wecom import CustomerService, WeCom

CHANNELS: dict[str, type[Channel]] = {
    WebChat.name: WebChat,
    Telegram.name: Telegram,
    WeCom.name: WeCom,
    CustomerService.name: CustomerService,
    WeChat.name: WeChat,
    MiniProgram.name: MiniProgram,
}
