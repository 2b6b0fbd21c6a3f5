"""What the server says by itself, both languages side by side."""

from connectors.channels import texts
from connectors.channels.texts import Text

ERRORS: dict[str, Text] = texts.ERRORS | {
    "rate_limited": Text(
        "发得有点快，稍等几秒会自动重发。",
        "That was a little fast. It will be sent again in a few seconds.",
    ),
    "too_many_waiting": Text(
        "前面的消息还没答完，这条稍后会自动重发。",
        "Your earlier messages are still being answered. This one will be sent again shortly.",
    ),
    "unavailable": Text(
        "服务暂时繁忙，稍后会自动重发。",
        "The service is busy for a moment. It will be sent again shortly.",
    ),
    "at_rest": Text(
        "园区服务正在搬家，一分钟后回来，这条会自动重发。",
        "The park's service is moving house and will be back in a minute. This will be sent again.",
    ),
    "unknown_visitor": Text(
        "页面已过期，请刷新后再发。",
        "This page has expired. Please reload it and send that again.",
    ),
    "bad_frame": Text(
        "无法识别这条请求，请刷新页面。", "That request was not understood. Please reload the page."
    ),
}
