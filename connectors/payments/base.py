"""A way of paying whose money moves outside the park's books: the seam for WeChat Pay and the like.

What is charged in our own books needs none of this: `services.ordering.payments` does it in the
transaction that places, completes or ends an order. A bank or a wallet is asked over the network
instead, and answers later, twice, or never. A method is one module here and
a subclass of `tests.contract.payments.PaymentContract`; docs/guides/adding-a-payment-method.md goes
through it.

Every call may be made again with the same `reference` and then gives the same result: the worker
repeats what it got no answer to. None of them is made inside a transaction, and each of them that
asks over a network may raise ProviderSilent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol, runtime_checkable

from services.kit.errors import ParkError


class Unverified(ParkError):
    """A callback that the provider did not sign, or that is too old. Say nothing about which."""

    code = "payment_unverified"


class ProviderRefused(ParkError):
    """The provider said no, and will say so again. `details`: its own code."""

    code = "payment_refused"


class ProviderSilent(ParkError):
    """No answer, or none that can be believed. Ask again later."""

    code = "payment_unavailable"


class State(StrEnum):
    """Of a payment, as the provider has it."""

    WAITING = "waiting"
    """Nobody has paid yet."""
    PAID = "paid"
    CLOSED = "closed"
    """It can be paid no more."""
    UNKNOWN = "unknown"
    """The provider has never heard of it."""


class Giving(StrEnum):
    """How a refund stands, as the provider has it."""

    GIVEN = "given"
    UNDER_WAY = "under_way"
    FAILED = "failed"
    """The provider cannot give it back by itself, such as to a card that is closed."""
    CLOSED = "closed"
    """The provider has given it up; asked again with the same reference, it tries again."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid. `amount` in minor units of `currency`, above zero."""

    park_id: int
    order_id: int
    order_no: str
    reference: str
    """Ours, unique for ever; the provider calls it its merchant's order number."""
    amount: int
    currency: str
    payer: str | None
    """As the provider knows them, such as an openid; None where it need not."""
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the payer has to do. Nothing at all where `parameters` and `url` are empty."""

    parameters: Mapping[str, Any]
    """For wx.requestPayment and its like: signed, and of no use to anybody else."""
    url: str | None = None
    """A page or a QR code's content."""


@dataclass(frozen=True, slots=True)
class Callback:
    """A request of the provider, as it came: nothing in it is believed before it is verified."""

    headers: Mapping[str, str]
    body: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """A payment that the provider vouches for."""

    reference: str
    amount: int
    currency: str
    paid_at: datetime
    provider_id: str
    """Its own number of the transaction, for bookkeeping."""


@dataclass(frozen=True, slots=True)
class Repayment:
    """Money to be given back. `reference` is the refund's own, `paid_reference` the payment's."""

    park_id: int
    order_id: int
    reference: str
    paid_reference: str
    amount: int
    currency: str
    reason: str


@dataclass(frozen=True, slots=True)
class Repaid:
    """How a refund ended, as the provider vouches for: any `giving` but UNDER_WAY."""

    reference: str
    """The refund's own."""
    paid_reference: str
    amount: int
    giving: Giving


@dataclass(frozen=True, slots=True)
class BillLine:
    """A payment of a provider's bill, or a refund where `refund_reference` is set. Minor units."""

    reference: str
    provider_id: str
    amount: int
    currency: str
    refund_reference: str | None = None
    giving: Giving | None = None
    """Of a refund, when the bill was made."""


@runtime_checkable
class Billing(Protocol):
    """A way of paying whose provider has a bill of every day."""

    code: ClassVar[str]

    async def bill(self, day: date) -> list[BillLine] | None:
        """All that was booked on a day of the provider's clock; None where it has no bill of it.

        Raises ProviderRefused, ProviderSilent.
        """
        ...


@runtime_checkable
class PaymentMethod(Protocol):
    """One way of paying."""

    code: ClassVar[str]
    """As it stands in `order.payment`."""

    async def prepare(self, due: Due) -> Prompt:
        """Tell the provider what is due, and get what the payer needs. Raises ProviderRefused."""
        ...

    def confirm(self, callback: Callback) -> Settled | Repaid:
        """What a callback says, once its signature and age are checked in constant time.

        Pure: no network, no clock but `received_at`. Raises Unverified.
        """
        ...

    async def query(self, reference: str) -> State:
        """How a payment stands, for when no callback came."""
        ...

    async def settled(self, reference: str) -> Settled | None:
        """What a callback would have said; None where nobody has paid."""
        ...

    async def refund(self, repayment: Repayment) -> Giving:
        """Give money back, or say how far that is. Raises ProviderRefused."""
        ...

    async def close(self, reference: str) -> State:
        """Let it be paid no more; PAID if that was faster. Raises ProviderRefused."""
        ...
