"""Who may come in: a callback is from the platform, for us, and of now."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
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
    former: tuple[Keys, ...] = ()
    """Of before, while the platform may still use them."""

    def echo(self, query: Query) -> str:
        """The answer to the platform's check of our address, plain in every mode. Raises Forged."""
        self._verify_plain(query)
        return query.get("echostr", "")

    def sealed_echo(self, query: Query) -> str:
        """The same for WeCom, whose echo comes encrypted. Raises Forged."""
        ciphertext = query.get("echostr", "")
        return self._unsealed(query, ciphertext)[0].decode(errors="replace")

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
        return self.opened(query, body)[0]

    def opened(self, query: Query, body: bytes) -> tuple[Tree, Keys]:
        """The same, with the keys that it came under."""
        if self.mode == "plain":
            keys = self._verify_plain(query)
            return envelope.parse(body), keys
        plain, keys = self._unsealed(query, self._ciphertext(body))
        return envelope.parse(plain), keys

    def seal(self, reply: str, keys: Keys | None = None) -> str:
        """A passive answer as the mode wants it, under the keys of what it answers."""
        if self.mode == "plain":
            return reply
        keys = keys or self.keys
        ciphertext = crypto.encrypt(keys, reply.encode())
        timestamp, nonce = str(int(self.clock().timestamp())), secrets.token_hex(8)
        signed = crypto.signature(keys.token, timestamp, nonce, ciphertext)
        return envelope.sealed_reply(ciphertext, signed, timestamp, nonce)

    def _verify_plain(self, query: Query) -> Keys:
        return self._verified(query, "signature")

    def _unsealed(self, query: Query, ciphertext: str) -> tuple[bytes, Keys]:
        """What a genuine ciphertext holds. A token of now may go with a key of before: they are
        changed one after the other. Raises Forged."""
        signing = self._verified(query, "msg_signature", ciphertext)
        for one in (signing, self.keys, *self.former):
            keys = replace(signing, aes_key=one.aes_key)
            with suppress(Forged):
                return crypto.decrypt(keys, ciphertext), keys
        raise Forged

    def _verified(self, query: Query, name: str, *signed: str) -> Keys:
        """The keys that sign it, each tried. Raises Forged."""
        found = None
        for keys in (self.keys, *self.former):
            try:
                crypto.verify(
                    keys.token,
                    query.get(name, ""),
                    query.get("timestamp", ""),
                    query.get("nonce", ""),
                    *signed,
                    now=self.clock(),
                )
            except Forged:
                continue
            found = found or keys
        if found is None:
            raise Forged
        return found

    def _ciphertext(self, body: bytes) -> str:
        """Nobody has vouched for the body yet: whatever is odd about it, it is not genuine."""
        try:
            sealed = envelope.parse(body).get("Encrypt")
        except envelope.Garbled:
            raise Forged from None
        if not isinstance(sealed, str):
            raise Forged
        return sealed
