"""The demo behind the simulated WeChat: both sides know the demo's accounts."""

import json
from pathlib import Path

from parkline.settings.settings import Settings
from parkline.simulate.wechat.demo import MINI, OFFICIAL, SERVICE, WECOM
from parkline.simulate.wechatpay import demo as pay

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
    templates, url = json.dumps(TEMPLATES), simulator_url(settings)
    return {
        "PARKLINE_WECHAT_APP_ID": OFFICIAL.appid,
        "PARKLINE_WECHAT_SECRET": OFFICIAL.secret,
        "PARKLINE_WECHAT_TOKEN": OFFICIAL.token,
        "PARKLINE_WECHAT_AES_KEY": OFFICIAL.aes_key,
        "PARKLINE_WECHAT_TEMPLATES": templates,
        "PARKLINE_WECHAT_API_URL": url,
        "PARKLINE_WECHAT_MINI_APP_ID": MINI.appid,
        "PARKLINE_WECHAT_MINI_SECRET": MINI.secret,
        "PARKLINE_WECHAT_MINI_TOKEN": MINI.token,
        "PARKLINE_WECHAT_MINI_AES_KEY": MINI.aes_key,
        "PARKLINE_WECHAT_MINI_TEMPLATES": templates,
        "PARKLINE_WECOM_CORP_ID": WECOM.appid,
        "PARKLINE_WECOM_AGENT_ID": WECOM.agent_id,
        "PARKLINE_WECOM_SECRET": WECOM.secret,
        "PARKLINE_WECOM_TOKEN": WECOM.token,
        "PARKLINE_WECOM_AES_KEY": WECOM.aes_key,
        "PARKLINE_WECOM_KF_ID": SERVICE.appid,
        "PARKLINE_WECOM_KF_SECRET": SERVICE.secret,
        "PARKLINE_WECOM_API_URL": url,
        "PARKLINE_WECOM_ROBOT_URL": f"{url}/cgi-bin/webhook/send?key={WECOM.robot_key}",
    }


def wallet(settings: Settings) -> dict[str, str]:
    """A merchant of the simulated WeChat Pay; its keys are made here, once."""
    folder = wallet_folder(settings)
    made = pay.demo_simulator(folder, MINI.appid)
    return {
        "PARKLINE_WECHATPAY_MCHID": pay.MCHID,
        "PARKLINE_WECHATPAY_SERIAL": made.merchant.serial,
        "PARKLINE_WECHATPAY_PRIVATE_KEY_FILE": str(folder / pay.MERCHANT_KEY),
        "PARKLINE_WECHATPAY_API_KEY": made.api_key,
        "PARKLINE_WECHATPAY_PLATFORM_SERIAL": made.platform.serial,
        "PARKLINE_WECHATPAY_PLATFORM_KEY_FILE": str(folder / pay.PLATFORM_CERTIFICATE),
        "PARKLINE_WECHATPAY_API_URL": simulator_url(settings),
    }


def wallet_folder(settings: Settings) -> Path:
    return settings.data_dir.absolute() / "wechatpay"


def platform(settings: Settings) -> list[str]:
    """The simulator's command, after `parkline`."""
    bot = f"http://127.0.0.1:{settings.port}"
    where = ["--port", str(settings.simulator_port), "--bot", bot]
    return ["simulate", "wechat", *where, "--pay", str(wallet_folder(settings))]
