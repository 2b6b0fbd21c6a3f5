"""The demo behind the simulated WeChat: both sides know the demo's accounts."""

import json

from parkline.settings import Settings
from parkline.simulate.wechat.demo import MINI, OFFICIAL

FIELDS = {"character_string1": "number", "thing2": "text", "time3": "time"}
TEMPLATES = {
    "order": {"id": "TEMPLATE-ORDER", "fields": FIELDS},
    "repair": {"id": "TEMPLATE-REPAIR", "fields": FIELDS},
    "visit": {"id": "TEMPLATE-VISIT", "fields": FIELDS},
    "reply": {"id": "TEMPLATE-REPLY", "fields": {"thing1": "text", "time2": "time"}},
}
"""What the simulated accounts have chosen in the platform's library, filled by our words."""


def simulator_url(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.simulator_port}"


def account(settings: Settings) -> dict[str, str]:
    """The gateway's and the worker's variables."""
    templates = json.dumps(TEMPLATES)
    return {
        "PARKLINE_WECHAT_APP_ID": OFFICIAL.appid,
        "PARKLINE_WECHAT_SECRET": OFFICIAL.secret,
        "PARKLINE_WECHAT_TOKEN": OFFICIAL.token,
        "PARKLINE_WECHAT_AES_KEY": OFFICIAL.aes_key,
        "PARKLINE_WECHAT_TEMPLATES": templates,
        "PARKLINE_WECHAT_API_URL": simulator_url(settings),
        "PARKLINE_WECHAT_MINI_APP_ID": MINI.appid,
        "PARKLINE_WECHAT_MINI_SECRET": MINI.secret,
        "PARKLINE_WECHAT_MINI_TOKEN": MINI.token,
        "PARKLINE_WECHAT_MINI_AES_KEY": MINI.aes_key,
        "PARKLINE_WECHAT_MINI_TEMPLATES": templates,
    }


def platform(settings: Settings) -> list[str]:
    """The simulator's command, after `parkline`."""
    bot = f"http://127.0.0.1:{settings.port}"
    return ["simulate", "wechat", "--port", str(settings.simulator_port), "--bot", bot]
