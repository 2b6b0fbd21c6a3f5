"""WeChat Pay's part of the settings: a merchant, for the mini-program's people."""

from pathlib import Path

from pydantic import BaseModel, SecretStr, model_validator

from connectors.payments.wechatpay.merchant import API_KEY_LENGTH


class WeChatPaySettings(BaseModel):
    """Fields of `Settings`. Half a merchant is refused."""

    wechatpay_mchid: str = ""
    """Of the merchant. Empty: nobody pays by WeChat Pay."""
    wechatpay_serial: str = ""
    """Serial number of the merchant's API certificate."""
    wechatpay_private_key_file: Path | None = None
    """Its key, apiclient_key.pem."""
    wechatpay_api_key: SecretStr = SecretStr("")
    """The APIv3 key, 32 characters: decrypts what callbacks carry."""
    wechatpay_platform_serial: str = ""
    """PUB_KEY_ID_… of WeChat Pay's public key, or the serial number of its certificate."""
    wechatpay_platform_key_file: Path | None = None
    """That public key or certificate, as PEM."""
    wechatpay_api_url: str = "https://api.mch.weixin.qq.com"
    """Where the platform's API is."""

    @model_validator(mode="after")
    def _whole_merchant(self) -> "WeChatPaySettings":
        merchant = {
            "WECHATPAY_MCHID": self.wechatpay_mchid,
            "WECHATPAY_SERIAL": self.wechatpay_serial,
            "WECHATPAY_PRIVATE_KEY_FILE": self.wechatpay_private_key_file,
            "WECHATPAY_API_KEY": self.wechatpay_api_key.get_secret_value(),
            "WECHATPAY_PLATFORM_SERIAL": self.wechatpay_platform_serial,
            "WECHATPAY_PLATFORM_KEY_FILE": self.wechatpay_platform_key_file,
        }
        if not any(merchant.values()):
            return self
        needed = merchant | {"WECHAT_MINI_APP_ID": getattr(self, "wechat_mini_app_id", "")}
        if missing := [f"PARKLINE_{name}" for name, value in needed.items() if not value]:
            raise ValueError(f"{' and '.join(missing)} missing: a merchant needs all, or nothing")
        if len(self.wechatpay_api_key.get_secret_value()) != API_KEY_LENGTH:
            raise ValueError(f"PARKLINE_WECHATPAY_API_KEY needs {API_KEY_LENGTH} characters")
        for name in ("WECHATPAY_PRIVATE_KEY_FILE", "WECHATPAY_PLATFORM_KEY_FILE"):
            if not Path(str(merchant[name])).is_file():
                raise ValueError(f"PARKLINE_{name} names no file")
        return self

    @property
    def wechatpay_private_key(self) -> str:
        """PEM; read when it is needed, and shown nowhere."""
        assert self.wechatpay_private_key_file is not None
        return self.wechatpay_private_key_file.read_text()

    @property
    def wechatpay_platform_key(self) -> str:
        """PEM."""
        assert self.wechatpay_platform_key_file is not None
        return self.wechatpay_platform_key_file.read_text()
