"""A merchant for a demo: of no worth elsewhere, with keys that are made where it runs."""

import secrets
from pathlib import Path

from parkline.simulate.wechatpay.app import Simulator
from parkline.simulate.wechatpay.keys import kept_identity

MCHID = "1900000109"
REFUNDS_TAKE = 3.0
"""Seconds: long enough to be seen under way."""
MERCHANT_KEY, PLATFORM_CERTIFICATE = "merchant-key.pem", "platform-certificate.pem"


def demo_simulator(folder: Path, appid: str) -> Simulator:
    """The platform of the demo's merchant; what it needs is kept in `folder`, made if missing.

    What was paid it forgets when it stops.
    """
    return Simulator(
        mchid=MCHID,
        appid=appid,
        platform=kept_identity(folder, "platform", "Tenpay.com"),
        merchant=kept_identity(folder, "merchant", MCHID),
        api_key=api_key(folder),
        refunds_take=REFUNDS_TAKE,
    )


def api_key(folder: Path) -> str:
    file = folder / "api-key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(16))
    return file.read_text()
