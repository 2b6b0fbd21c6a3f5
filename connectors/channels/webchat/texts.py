"""What the server says by itself, both languages side by side."""

from typing import NamedTuple


class Text(NamedTuple):
    zh: str
    en: str


ERRORS: dict[str, Text] = {
    "text_too_long": Text(
        "这条消息超过 2000 字，请分成几条发送。",
        "That message is over 2,000 characters. Please send it in parts.",
    ),
    "text_empty": Text(
        "消息是空的，写点什么再发吧。", "The message is empty. Please write something."
    ),
    "button_unknown": Text(
        "这个选项已经失效，请直接打字告诉我。",
        "That option is no longer available. Please type what you need.",
    ),
    "rate_limited": Text(
        "发得有点快，稍等几秒会自动重发。",
        "That was a little fast. It will be sent again in a few seconds.",
    ),
    "unavailable": Text(
        "服务暂时繁忙，稍后会自动重发。",
        "The service is busy for a moment. It will be sent again shortly.",
    ),
    "bad_frame": Text(
        "无法识别这条请求，请刷新页面。", "That request was not understood. Please reload the page."
    ),
}
