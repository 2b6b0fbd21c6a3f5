"""The second reader's part of the settings: a large language model behind an endpoint."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, model_validator

from parkline.settings.addresses import is_loopback


class ReaderSettings(BaseModel):
    """Fields of `Settings`. Without an address nothing is asked, whatever a park's switch says."""

    reader_url: str = ""
    """Of an OpenAI-compatible endpoint, up to where /chat/completions is added. Empty: none."""
    reader_model: str = ""
    """As the endpoint calls it."""
    reader_key_file: Path | None = None
    """A file that holds the endpoint's key, if it wants one."""
    reader_price_in: float = Field(default=0, ge=0)
    """What a million tokens that are sent cost, in the park's currency; 0: not said."""
    reader_price_out: float = Field(default=0, ge=0)
    """The same of a million that come back."""

    @model_validator(mode="after")
    def _whole_reader(self) -> "ReaderSettings":
        if not self.reader_url:
            return self
        if not _is_endpoint(self.reader_url):
            raise ValueError(
                "PARKLINE_READER_URL must be an https address without ? and #; http on this"
                " machine or in a private network alone"
            )
        if not self.reader_model:
            raise ValueError("PARKLINE_READER_MODEL is missing")
        self.reader_key()
        return self

    def reader_key(self) -> str | None:
        """What is in the file. Raises ValueError."""
        if self.reader_key_file is None:
            return None
        try:
            key = self.reader_key_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ValueError("PARKLINE_READER_KEY_FILE names no file that can be read") from None
        if not key or not key.isascii() or not key.isprintable():
            raise ValueError("the file of PARKLINE_READER_KEY_FILE holds no key")
        return key


def _is_endpoint(said: str) -> bool:
    try:
        parts = urlsplit(said)
        host = parts.hostname or ""
        is_plain = bool(host) and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        return False
    if not is_plain or not said.isascii() or not said.isprintable() or " " in said:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_near(host))


def _is_near(host: str) -> bool:
    """This machine, a private address, or a name without a point, as of a container beside us."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return is_loopback(host) or "." not in host
