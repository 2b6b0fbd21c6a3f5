"""WeCom's part of the settings: a company's app, its customer service, a group of staff."""

from typing import Literal

from pydantic import BaseModel, SecretStr, model_validator

from connectors.channels.wechat.crypto import AES_KEY_LENGTH


class WeComSettings(BaseModel):
    """Fields of `Settings`. Half an app is refused."""

    wecom_corp_id: str = ""
    """Of the company. Empty: no WeCom."""
    wecom_agent_id: int = 0
    """Of the app in which members write to us."""
    wecom_secret: SecretStr = SecretStr("")
    """Of that app."""
    wecom_token: SecretStr = SecretStr("")
    """Token of its callback: signs what the platform sends."""
    wecom_aes_key: SecretStr = SecretStr("")
    """EncodingAESKey of its callback, 43 characters."""
    wecom_kf_id: str = ""
    """open_kfid of the customer service account for people outside. Empty: there is none."""
    wecom_kf_secret: SecretStr = SecretStr("")
    """Of the customer service; empty where the app itself may call it."""
    wecom_api_url: str = "https://qyapi.weixin.qq.com"
    """Where the platform's API is."""
    wecom_robot_url: SecretStr = SecretStr("")
    """Webhook of the robot in the group where staff are alarmed. Empty: they are not."""
    wecom_robot_language: Literal["zh", "en"] = "zh"
    """In which the group is told things."""

    @model_validator(mode="after")
    def _whole_app(self) -> "WeComSettings":
        app = {
            "CORP_ID": self.wecom_corp_id,
            "AGENT_ID": self.wecom_agent_id,
            "SECRET": self.wecom_secret.get_secret_value(),
            "TOKEN": self.wecom_token.get_secret_value(),
            "AES_KEY": self.wecom_aes_key.get_secret_value(),
        }
        missing = [f"PARKLINE_WECOM_{name}" for name, value in app.items() if not value]
        if len(missing) == len(app) and not self.wecom_kf_id:
            return self
        if missing:
            raise ValueError(f"{' and '.join(missing)} missing: set all of the app, or nothing")
        if len(str(app["AES_KEY"])) != AES_KEY_LENGTH:
            raise ValueError(f"PARKLINE_WECOM_AES_KEY needs {AES_KEY_LENGTH} characters")
        return self
