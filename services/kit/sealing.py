"""What keeps secrets at rest."""

from typing import Protocol


class Vault(Protocol):
    """cryptography's Fernet, or its MultiFernet, which opens with several keys."""

    def encrypt(self, data: bytes, /) -> bytes: ...

    def decrypt(self, token: bytes | str, /) -> bytes:
        """Raises cryptography.fernet.InvalidToken."""
