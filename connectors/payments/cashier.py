"""The cashier: how payments and refunds stand at their provider, asked by the worker.

Nothing here asks the network inside a transaction: what is due is read, asked, and then booked.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from connectors.payments.base import (
    Billing,
    BillLine,
    Giving,
    PaymentMethod,
    ProviderRefused,
    ProviderSilent,
    Repayment,
    State,
)
from connectors.payments.booking import PROBLEMS, Sessions, book, booked_of
from models.accounting import PaymentReturn, Reconciliation
from models.payments import PaymentRequest
from services.accounting import days, reconciliation, returns
from services.ordering import payment_requests, payments

LOOK_EVERY = timedelta(minutes=1)
OfAccount = Callable[[int, str], Awaitable[PaymentMethod | None]]
"""By the park and the account's code."""
PATIENCE = timedelta(minutes=5)
"""For so long an order that nobody paid in time waits for a provider that does not answer."""
REFUND_EVERY = timedelta(minutes=2)
POOR = "NOT_ENOUGH"
"""The merchant's balance is too small for a refund now; later it may not be."""
POOR_AGAIN = timedelta(minutes=30)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Cashier:
    """What the worker does for payments. Each answers when to look again; None: it is done."""

    sessions: Sessions
    clock: Callable[[], datetime]
    methods: Mapping[str, PaymentMethod]
    """Those of the settings, by code; one that is not there any more is waited for."""
    of_account: OfAccount | None = None
    """The same of accounts of parks."""

    async def watch(self, park_id: int, request_id: int) -> datetime | None:
        """See how a payment stands, and close it once its time is over."""
        async with self.sessions() as session:
            request = await session.get_one(PaymentRequest, (park_id, request_id))
        method = await self._method(park_id, request.method, request.account)
        if request.status not in ("waiting", "closed"):
            return None
        now = self.clock()
        if method is None:
            return now + PATIENCE
        over = request.status == "closed" or now >= request.expires_at
        try:
            ask = method.close if over else method.query
            standing = await ask(request.reference)
            settled = await method.settled(request.reference) if standing is State.PAID else None
        except ProviderSilent:
            if now >= request.expires_at + PATIENCE:
                await self._expire(request)
            raise
        if settled is not None:
            await book(self.sessions, park_id, settled, now=now, account=request.account)
        elif over:
            await self._expire(request)
        else:
            return min(now + LOOK_EVERY, request.expires_at)
        return None

    async def _expire(self, request: PaymentRequest) -> None:
        async with self.sessions.begin() as session:
            await payment_requests.expire(
                session, request.park_id, request.reference, now=self.clock()
            )

    async def give_back(self, park_id: int, return_id: int) -> datetime | None:
        """Have money given back, and see how far that is."""
        async with self.sessions() as session:
            made = await session.get_one(PaymentReturn, (park_id, return_id))
            request = await session.get_one(PaymentRequest, (park_id, made.request_id))
        if made.status != "waiting":
            return None
        method = await self._method(park_id, request.method, request.account)
        if method is None:
            return self.clock() + PATIENCE
        problem = None
        try:
            giving = await method.refund(_repayment(request, made))
        except ProviderRefused as refused:
            problem = str(refused.details.get("code", refused.code))
            if problem == POOR:
                log.error("payment.balance_too_small", order_id=request.order_id)
                return self.clock() + POOR_AGAIN
        else:
            if giving is Giving.UNDER_WAY:
                return self.clock() + REFUND_EVERY
            problem = PROBLEMS.get(giving)
        async with self.sessions.begin() as session:
            await returns.decide(session, park_id, return_id, problem, now=self.clock())
        return None

    async def _method(self, park_id: int, method: str, account: str) -> PaymentMethod | None:
        if not account:
            return self.methods.get(method)
        return await self.of_account(park_id, account) if self.of_account else None

    async def plan_days(self) -> None:
        """Have the days compared whose bills should be there by now."""
        codes = {code for code, method in self.methods.items() if isinstance(method, Billing)}
        for code in sorted(codes | {payments.WECHAT_PAY}):
            async with self.sessions.begin() as session:
                by_settings = code in codes
                await days.plan(session, code, by_settings=by_settings, now=self.clock())

    async def reconcile(self, park_id: int, reconciliation_id: int) -> datetime | None:
        """Compare a day with its bill, once that is there."""
        async with self.sessions() as session:
            row = await session.get_one(Reconciliation, (park_id, reconciliation_id))
            codes = await payment_requests.accounts(session, park_id, row.method)
        if row.status != "waiting":
            return None
        methods = [await self._method(park_id, row.method, code) for code in codes or ("",)]
        problem, lines = await _bills(methods, row.day)
        async with self.sessions.begin() as session:
            if lines is None:
                again = await days.without_bill(session, park_id, row.id, problem, now=self.clock())
                if again is not None:
                    return again
            booked = booked_of(lines or ())
            await reconciliation.reconcile(
                session, park_id, row.method, row.day, booked, now=self.clock()
            )
        return None


async def _bills(
    methods: Sequence[PaymentMethod | None], day: date
) -> tuple[str | None, list[BillLine] | None]:
    """Those of all by which the park collects, as one. None of them is left out: what it has would
    be missed in the others'."""
    found: list[BillLine] | None = None
    for method in methods:
        if not isinstance(method, Billing):
            return "NOT_CONFIGURED", None
        problem, lines = await _bill(method, day)
        if problem is not None:
            return problem, None
        found = found if lines is None else [*(found or ()), *lines]
    return None, found


async def _bill(method: Billing, day: date) -> tuple[str | None, list[BillLine] | None]:
    """The bill, or what stood in the way of having it; neither, where there is none."""
    try:
        return None, await method.bill(day)
    except (ProviderRefused, ProviderSilent) as no:
        log.warning("payment.bill_not_there", day=day.isoformat(), problem=str(no))
        return str(no.details.get("code", no.code)), None


def _repayment(request: PaymentRequest, made: PaymentReturn) -> Repayment:
    return Repayment(
        park_id=request.park_id,
        order_id=request.order_id,
        reference=made.reference,
        paid_reference=request.reference,
        amount=made.amount,
        currency=request.currency,
        reason=made.reason,
    )
