"""One change by every route of the accounts on platforms."""

from typing import Any

from tests.desk.channels.platforms import AES_KEY

_A = "/operate/channels/{account}"

EXAMPLES: dict[str, dict[str, Any]] = {
    "/operate/channels": {
        "channel": "wechat", "name": "第二公众号", "app_id": "wx0000000000000002",
        "secret": "s", "token": "t", "aes_key": AES_KEY,
    },
    _A: {"name": "服务号", "mode": "compatible"},
    _A + "/check": {},
    _A + "/rotate": {"token": "another"},
    _A + "/disable": {},
    _A + "/enable": {},
    _A + "/drop": {},
}  # fmt: skip
