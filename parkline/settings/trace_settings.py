"""The traces' part of the settings: where they are sent, and how many."""

from pydantic import BaseModel, Field, SecretStr, model_validator


class TraceSettings(BaseModel):
    """Fields of `Settings`."""

    otlp_url: str = ""
    """Where a collector takes OTLP over HTTP, such as http://127.0.0.1:4318. Empty: no traces."""
    otlp_authorization: SecretStr = SecretStr("")
    """Shown to it as the header Authorization. Empty: none."""
    trace_share: float = Field(default=1.0, ge=0, le=1)
    """Of traces that are kept, chosen at their beginning."""

    @model_validator(mode="after")
    def _is_address(self) -> "TraceSettings":
        if self.otlp_url and not self.otlp_url.startswith(("https://", "http://")):
            raise ValueError("PARKLINE_OTLP_URL is no http address")
        return self
