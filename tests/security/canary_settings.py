"""The variables of an installation whose every secret is a canary, and the platforms it knows."""

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import web

from parkline.simulate.wechat import App
from parkline.simulate.wechat import Simulator as WeChat
from parkline.simulate.wechat.demo import MINI, OFFICIAL, SERVICE, WECOM
from parkline.simulate.wechatpay import Simulator as WeChatPay
from tests.security.canaries import Canaries

AWKWARD = "/+=%&\" '\\é"
"""Signs that every spelling writes in another way."""
MCHID = "1900000109"


def invent(canaries: Canaries) -> None:
    """Those that an operator chooses, each of the form that its platform wants."""

    def mark(length: int) -> str:
        return ("Canary" + secrets.token_hex(32))[:length]

    for name in ("secret key", "database password", "redis password"):
        canaries.add(name, mark(30) + AWKWARD + mark(12))
    for name in ("bot token", "staff password", "wrong staff password"):
        canaries.add(name, mark(30) + "-" + mark(12))
    for app in ("wechat", "mini", "wecom", "kf"):
        canaries.add(f"{app} secret", mark(32))
    for app in ("wechat", "mini", "wecom"):
        canaries.add(f"{app} token", mark(30))
        canaries.add(f"{app} aes key", mark(42) + "A")
    canaries.add("telegram token", f"4242:{mark(35)}")
    canaries.add("robot key", mark(36))
    canaries.add("pay api key", mark(32))
    canaries.add("address token", mark(24))


@dataclass
class Platforms:
    """WeChat, WeCom and WeChat Pay on one port, as strict as the real ones."""

    wechat: WeChat
    pay: WeChatPay

    @classmethod
    def of(cls, canaries: Canaries) -> "Platforms":
        def account(of: App, name: str, push: str) -> App:
            return replace(
                of,
                secret=canaries[f"{name} secret"],
                token=canaries[f"{push} token"],
                aes_key=canaries[f"{push} aes key"],
            )

        wecom = replace(account(WECOM, "wecom", "wecom"), robot_key=canaries["robot key"])
        apps = [account(OFFICIAL, "wechat", "wechat"), account(MINI, "mini", "mini"), wecom]
        made = WeChat([*apps, account(SERVICE, "kf", "wecom")])
        pay = WeChatPay(mchid=MCHID, appid=MINI.appid, api_key=canaries["pay api key"])
        lines = pay.merchant.private_pem.splitlines()
        canaries.add("merchant's private key", lines[len(lines) // 2])
        made.pay_by(pay, "http://127.0.0.1:9/api/v1")
        return cls(made, pay)

    def app(self) -> web.Application:
        return self.wechat.app()


def variables(
    canaries: Canaries, platforms: Platforms, folder: Path, *, wechat: str, telegram: str
) -> dict[str, str]:
    """`wechat` and `telegram`: where the platforms are. Keys are written into `folder`."""
    key, certificate = folder / "merchant.pem", folder / "platform.pem"
    key.touch(mode=0o600)
    key.write_text(platforms.pay.merchant.private_pem)
    certificate.write_text(platforms.pay.platform.certificate_pem)
    said = {
        "SECRET_KEY": canaries["secret key"],
        "BOT_TOKEN": canaries["bot token"],
        "BOT_TIMEOUT_SECONDS": "30",
        "WEBHOOK_ALLOW": '["127.0.0.0/8"]',
        "TELEGRAM_TOKEN": canaries["telegram token"],
        "TELEGRAM_API_URL": telegram,
        "WECHAT_APP_ID": OFFICIAL.appid,
        "WECHAT_API_URL": wechat,
        "WECHAT_MINI_APP_ID": MINI.appid,
        "WECOM_CORP_ID": WECOM.appid,
        "WECOM_AGENT_ID": WECOM.agent_id,
        "WECOM_API_URL": wechat,
        "WECOM_KF_ID": SERVICE.appid,
        "WECOM_KF_SECRET": canaries["kf secret"],
        "WECOM_ROBOT_URL": f"{wechat}/cgi-bin/webhook/send?key={canaries['robot key']}",
        "WECHATPAY_MCHID": MCHID,
        "WECHATPAY_SERIAL": platforms.pay.merchant.serial,
        "WECHATPAY_PRIVATE_KEY_FILE": str(key),
        "WECHATPAY_API_KEY": canaries["pay api key"],
        "WECHATPAY_PLATFORM_SERIAL": platforms.pay.platform.serial,
        "WECHATPAY_PLATFORM_KEY_FILE": str(certificate),
        "WECHATPAY_API_URL": wechat,
    }
    for prefix, name in (("WECHAT", "wechat"), ("WECHAT_MINI", "mini"), ("WECOM", "wecom")):
        said[f"{prefix}_SECRET"] = canaries[f"{name} secret"]
        said[f"{prefix}_TOKEN"] = canaries[f"{name} token"]
        said[f"{prefix}_AES_KEY"] = canaries[f"{name} aes key"]
    return {f"PARKLINE_{name}": value for name, value in said.items()}
