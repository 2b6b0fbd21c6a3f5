"""What the platform answers when it refuses: numbers and texts as its servers write them."""

import secrets
from typing import Any

ERRORS = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest, could get access_token by "
    "getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40005: "invalid file type",
    40006: "invalid meida size",  # The platform spells it so.
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40023: "invalid sub button size",
    40025: "invalid sub button name size",
    40029: "invalid code",
    40037: "invalid template_id",
    40053: "invalid action info",
    40056: "invalid agentid",
    40058: "invalid Request Parameter",
    40066: "invalid url",
    40125: "invalid appsecret",
    40163: "code been used",
    40164: "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41008: "missing code",
    41050: "invalid welcome code",
    42001: "access_token expired",
    43002: "require POST method",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    44002: "empty post data",
    44004: "empty content",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45072: "invalid command",
    45080: "response out of time limit",
    45081: "already in typing state",
    46003: "menu no exist",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
    81013: "user & party & tag all invalid",
    93000: "invalid webhook url",
    95000: "invalid open_kfid",
    95001: "send msg count limit",
    95002: "msg time expired",
    95007: "invalid msg token",
    95009: "invalid msgmenu type",
}
"""Sources: the platform's table of return codes, and answers of its servers kept in other people's
bug reports."""


class Refused(Exception):
    """An API call that the platform refuses."""

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail

    def answer(self, *, corporate: bool = False) -> dict[str, Any]:
        """WeCom's servers end their texts in another way."""
        text = " ".join(filter(None, [ERRORS.get(self.code, "unknown error"), self.detail]))
        if corporate:
            more = f"https://open.work.weixin.qq.com/devtool/query?e={self.code}"
            hint = f"[{secrets.randbelow(10**18)}]"
            text = f"{text}, hint: {hint}, from ip: 127.0.0.1, more info at {more}"
            return {"errcode": self.code, "errmsg": text}
        return {"errcode": self.code, "errmsg": f"{text} rid: {rid()}"}


def rid() -> str:
    """The number of a request, by which the platform's support would find it."""
    return "-".join(secrets.token_hex(4) for _ in range(3))
