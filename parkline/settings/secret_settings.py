"""The secret's part of the settings: the key that signs and seals, and keys that are accepted."""

import re
from pathlib import Path

from pydantic import BaseModel, Field, SecretStr, model_validator

DEMO_SECRET = "demo-only-secret-demo-only-secret"  # noqa: S105 - refused outside the demo
SECRET_LENGTH = 32
MOST_ACCEPTED = 3
"""Beside the one that signs: the next, or the former, and room for a rotation that was given up."""


class SecretSettings(BaseModel):
    """Fields of `Settings`."""

    demo: bool = False
    """The demo park with its known credentials. Without it they are refused."""
    secret_key: SecretStr = SecretStr("")
    """At least 32 characters. Signs sessions and passes, seals what is secret in the database."""
    secret_key_file: Path | None = None
    """A file that holds `secret_key`."""
    secret_keys_accepted: list[SecretStr] = Field(default_factory=list)
    """Other keys, which verify and open but never sign or seal: the next one before a rotation,
    the former one after it."""
    secret_keys_accepted_file: Path | None = None
    """A file that holds them, one a line."""

    @model_validator(mode="after")
    def _secrets(self) -> "SecretSettings":
        secret = self._said_or_read()
        if not secret and self.demo:
            secret = DEMO_SECRET
        elif not secret:
            raise ValueError(
                "PARKLINE_SECRET_KEY is not set. Generate one: "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        else:
            self._check("PARKLINE_SECRET_KEY", secret)
        accepted = [one.get_secret_value() for one in self.secret_keys_accepted]
        if self.secret_keys_accepted_file is not None:
            name = "PARKLINE_SECRET_KEYS_ACCEPTED_FILE"
            accepted += _read(self.secret_keys_accepted_file, name).split()
        for one in accepted:
            self._check("PARKLINE_SECRET_KEYS_ACCEPTED", one)
        others = [SecretStr(one) for one in dict.fromkeys(accepted) if one != secret]
        if len(others) > MOST_ACCEPTED:
            raise ValueError(f"PARKLINE_SECRET_KEYS_ACCEPTED takes at most {MOST_ACCEPTED} keys")
        # The settings are frozen from here on.
        object.__setattr__(self, "secret_key", SecretStr(secret))
        object.__setattr__(self, "secret_keys_accepted", others)
        return self

    def _said_or_read(self) -> str:
        said = self.secret_key.get_secret_value()
        if self.secret_key_file is None:
            return said
        if said:
            raise ValueError("set PARKLINE_SECRET_KEY or PARKLINE_SECRET_KEY_FILE, not both")
        read = _read(self.secret_key_file, "PARKLINE_SECRET_KEY_FILE")
        if not read:
            raise ValueError("the file of PARKLINE_SECRET_KEY_FILE is empty")
        return read

    def _check(self, name: str, secret: str) -> None:
        if not self.demo and secret == DEMO_SECRET:
            raise ValueError(f"{name} is the demo's; choose your own")
        if len(secret) < SECRET_LENGTH:
            raise ValueError(f"{name} needs at least {SECRET_LENGTH} characters")


def _read(path: Path, name: str) -> str:
    try:
        return re.sub(r"^\ufeff", "", path.read_text("utf-8")).strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"{name} names no file that can be read") from None
