"""WeChat: an Official Account, and the customer service of a mini-program."""

from connectors.channels.wechat.api import Api, App
from connectors.channels.wechat.callbacks import Callbacks, Mode
from connectors.channels.wechat.channel import MiniProgram, WeChat
from connectors.channels.wechat.crypto import Keys
from connectors.channels.wechat.sender import Sender
from connectors.channels.wechat.templates import Kind, Template

__all__ = [
    "Api",
    "App",
    "Callbacks",
    "Keys",
    "Kind",
    "MiniProgram",
    "Mode",
    "Sender",
    "Template",
    "WeChat",
]
