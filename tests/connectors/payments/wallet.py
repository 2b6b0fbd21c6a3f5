"""A wallet that there is not: its money is elsewhere, it signs its callbacks, forgets nothing.

It shows that the contract fits what answers over a network, and is a pattern for the next method.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from connectors.payments.base import (
    Callback,
    Due,
    Giving,
    Prompt,
    ProviderRefused,
    Repayment,
    Settled,
    State,
    Unverified,
)

OLDEST = timedelta(minutes=5)


@dataclass(slots=True)
class Wallet:
    key: bytes
    dues: dict[str, Due] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    repaid: dict[str, Repayment] = field(default_factory=dict)

    code: ClassVar[str] = "wallet"

    async def prepare(self, due: Due) -> Prompt:
        self.dues.setdefault(due.reference, due)
        self.states.setdefault(due.reference, State.WAITING)
        return Prompt({"sign": self._signed(due.reference.encode())})

    def confirm(self, callback: Callback) -> Settled:
        said = callback.headers.get("signature", "")
        if not self.key or not hmac.compare_digest(said, self._signed(callback.body)):
            raise Unverified
        body = json.loads(callback.body)
        paid_at = datetime.fromisoformat(body["paid_at"])
        if callback.received_at - paid_at > OLDEST:
            raise Unverified
        return Settled(body["reference"], body["amount"], "CNY", paid_at, body["id"])

    async def query(self, reference: str) -> State:
        return self.states.get(reference, State.UNKNOWN)

    async def settled(self, reference: str) -> Settled | None:
        if self.states.get(reference) is not State.PAID:
            return None
        due = self.dues[reference]
        return Settled(reference, due.amount, due.currency, due.expires_at, "W-1")

    async def refund(self, repayment: Repayment) -> Giving:
        if repayment.reference in self.repaid:
            return Giving.GIVEN
        if self.states.get(repayment.paid_reference) is not State.PAID:
            raise ProviderRefused(code="NOT_PAID")
        before = sum(one.amount for one in self.repaid.values())
        if before + repayment.amount > self.dues[repayment.paid_reference].amount:
            raise ProviderRefused(code="NOT_ENOUGH")
        self.repaid[repayment.reference] = repayment
        return Giving.GIVEN

    async def close(self, reference: str) -> State:
        if self.states.get(reference) is State.WAITING:
            self.states[reference] = State.CLOSED
        return await self.query(reference)

    def pays(self, reference: str, at: datetime) -> Callback:
        """The payer pays, and the wallet calls back."""
        self.states[reference] = State.PAID
        about = {"reference": reference, "amount": self.dues[reference].amount, "id": "W-1"}
        body = json.dumps(about | {"paid_at": at.isoformat()}).encode()
        return Callback({"signature": self._signed(body)}, body, at)

    def _signed(self, body: bytes) -> str:
        return hmac.new(self.key, body, hashlib.sha256).hexdigest()
