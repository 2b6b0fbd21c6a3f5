"""The SMS gateway's part of the settings: who sends codes to phones that sign in."""

from pydantic import BaseModel, SecretStr, model_validator

from connectors.vendors import signing


class SmsSettings(BaseModel):
    """Fields of `Settings`. An address without a secret is refused."""

    sms_gateway_url: str = ""
    """Where the gateway takes what is to be sent. Empty: nobody signs in by phone."""
    sms_gateway_secret: SecretStr = SecretStr("")
    """whsec_…, by which the gateway knows that it is us."""

    @model_validator(mode="after")
    def _whole_gateway(self) -> "SmsSettings":
        if not self.sms_gateway_url:
            return self
        if not self.sms_gateway_url.startswith(("https://", "http://")):
            raise ValueError("PARKLINE_SMS_GATEWAY_URL is no http address")
        secret = self.sms_gateway_secret.get_secret_value()
        if not signing.is_shared(secret):
            raise ValueError("PARKLINE_SMS_GATEWAY_SECRET must be whsec_ and base64")
        return self
