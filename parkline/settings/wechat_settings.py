"""WeChat's part of the settings: an Official Account, a mini-program, or both."""

from collections.abc import Mapping

from pydantic import BaseModel, Field, SecretStr, model_validator

from connectors.channels.wechat import Kind, Mode
from connectors.channels.wechat.crypto import AES_KEY_LENGTH


class TemplateSetting(BaseModel):
    """A template of the platform: its id, and what stands in each of its fields."""

    id: str
    fields: dict[str, str] = Field(min_length=1)
    """thing1, time2 … → text, number or time; any other word stands there as it is."""


Templates = dict[Kind, TemplateSetting]


class WeChatSettings(BaseModel):
    """Fields of `Settings`. Half an account is refused."""

    wechat_app_id: str = ""
    """AppID of the Official Account. Empty: there is none."""
    wechat_secret: SecretStr = SecretStr("")
    """Its AppSecret."""
    wechat_token: SecretStr = SecretStr("")
    """Token of its server configuration: signs what the platform sends."""
    wechat_aes_key: SecretStr = SecretStr("")
    """EncodingAESKey, 43 characters; needed unless the mode is plain."""
    wechat_mode: Mode = "safe"
    """plain, compatible or safe, as chosen on the platform."""
    wechat_push: bool = True
    """Whether the account may send customer service messages: verified accounts may."""
    wechat_templates: Templates = Field(default_factory=dict)
    """Template messages for what comes when nothing else may be sent, by kind: JSON."""
    wechat_api_url: str = "https://api.weixin.qq.com"
    """Where the platform's API is."""
    wechat_mini_app_id: str = ""
    """AppID of the mini-program. Empty: there is none."""
    wechat_mini_secret: SecretStr = SecretStr("")
    wechat_mini_token: SecretStr = SecretStr("")
    """Token of its message push: with it, its customer service is a channel. Empty: it is not."""
    wechat_mini_aes_key: SecretStr = SecretStr("")
    wechat_mini_mode: Mode = "safe"
    wechat_mini_templates: Templates = Field(default_factory=dict)
    """Subscribe messages, by kind: JSON."""

    @model_validator(mode="after")
    def _whole(self) -> "WeChatSettings":
        account = {
            "APP_ID": self.wechat_app_id,
            "SECRET": self.wechat_secret.get_secret_value(),
            "TOKEN": self.wechat_token.get_secret_value(),
        }
        key = self.wechat_aes_key.get_secret_value()
        _check("PARKLINE_WECHAT_", account, key, self.wechat_mode)
        mini = {
            "APP_ID": self.wechat_mini_app_id,
            "SECRET": self.wechat_mini_secret.get_secret_value(),
        }
        key = self.wechat_mini_aes_key.get_secret_value()
        if token := self.wechat_mini_token.get_secret_value():
            _check("PARKLINE_WECHAT_MINI_", mini | {"TOKEN": token}, key, self.wechat_mini_mode)
        else:
            _check("PARKLINE_WECHAT_MINI_", mini, key, "plain")
        return self


def _check(prefix: str, account: Mapping[str, str], aes_key: str, mode: Mode) -> None:
    missing = [prefix + name for name, value in account.items() if not value]
    if len(missing) == len(account) and not aes_key:
        return
    if missing:
        raise ValueError(f"{' and '.join(missing)} missing: set all of the account, or nothing")
    if mode != "plain" and len(aes_key) != AES_KEY_LENGTH:
        raise ValueError(
            f"{prefix}AES_KEY needs {AES_KEY_LENGTH} characters; or set {prefix}MODE to plain"
        )
