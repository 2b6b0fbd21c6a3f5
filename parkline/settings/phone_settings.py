"""The phone bridge's part of the settings: who rings phones when nobody takes a danger."""

from pydantic import BaseModel, SecretStr, model_validator

from connectors.vendors import signing


class PhoneSettings(BaseModel):
    """Fields of `Settings`. An address without a secret is refused."""

    phone_bridge_url: str = ""
    """Where the bridge takes what is to be rung. Empty: there is none."""
    phone_bridge_secret: SecretStr = SecretStr("")
    """whsec_…, by which the bridge knows that it is us."""

    @model_validator(mode="after")
    def _whole_bridge(self) -> "PhoneSettings":
        if not self.phone_bridge_url:
            return self
        if not self.phone_bridge_url.startswith(("https://", "http://")):
            raise ValueError("PARKLINE_PHONE_BRIDGE_URL is no http address")
        if not signing.is_shared(self.phone_bridge_secret.get_secret_value()):
            raise ValueError("PARKLINE_PHONE_BRIDGE_SECRET must be whsec_ and base64")
        return self
