"""Who may come in: a callback is from the platform, for us, and of now."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from connectors.channels.wechat import crypto, envelope
from connectors.channels.wechat.crypto import Forged, Keys
from connectors.channels.wechat.envelope import Tree

Mode = Literal["plain", "compatible", "safe"]
"""As chosen on the platform. Compatible messages come plain and encrypted at once; what is plain in
them is not looked at."""

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Callbacks:
    keys: Keys
    mode: Mode
    clock: Callable[[], datetime]

    def echo(self, query: Query) -> str:
        """The answer to the platform's check of our address, plain in every mode. Raises Forged."""
        self._verify_plain(query)
        return query.get("echostr", "")

    def sealed_echo(self, query: Query) -> str:
        """The same for WeCom, whose echo comes encrypted. Raises Forged."""
        ciphertext = query.get("echostr", "")
        self._verify_sealed(query, ciphertext)
        return crypto.decrypt(self.keys, ciphertext).decode(errors="replace")

    def admit(self, query: Query) -> None:
        """Raises Forged for what the query shows already, before a body is waited for.

        An encrypted message is signed together with its body: there it is its age alone.
        """
        if self.mode == "plain":
            self._verify_plain(query)
        else:
            crypto.check_age(query.get("timestamp", ""), now=self.clock())

    def open(self, query: Query, body: bytes) -> Tree:
        """What a callback says. Raises Forged, and Garbled for what is genuine but no message."""
        if self.mode == "plain":
            self._verify_plain(query)
            return envelope.parse(body)
        ciphertext = self._ciphertext(body)
        self._verify_sealed(query, ciphertext)
        return envelope.parse(crypto.decrypt(self.keys, ciphertext))

    def seal(self, reply: str) -> str:
        """A passive answer as the mode wants it."""
        if self.mode == "plain":
            return reply
        ciphertext = crypto.encrypt(self.keys, reply.encode())
        timestamp, nonce = str(int(self.clock().timestamp())), secrets.token_hex(8)
        signed = crypto.signature(self.keys.token, timestamp, nonce, ciphertext)
        return envelope.sealed_reply(ciphertext, signed, timestamp, nonce)

    def _verify_plain(self, query: Query) -> None:
        crypto.verify(
            self.keys.token,
            query.get("signature", ""),
            query.get("timestamp", ""),
            query.get("nonce", ""),
            now=self.clock(),
        )

    def _verify_sealed(self, query: Query, ciphertext: str) -> None:
        crypto.verify(
            self.keys.token,
            query.get("msg_signature", ""),
            query.get("timestamp", ""),
            query.get("nonce", ""),
            ciphertext,
            now=self.clock(),
        )

    def _ciphertext(self, body: bytes) -> str:
        """Nobody has vouched for the body yet: whatever is odd about it, it is not genuine."""
        try:
            sealed = envelope.parse(body).get("Encrypt")
        except envelope.Garbled:
            raise Forged from None
        if not isinstance(sealed, str):
            raise Forged
        return sealed
