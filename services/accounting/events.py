"""Events of the books."""

from services.events.base import Event


class PaymentReturnFailed(Event):
    """The provider did not give money back that it was told to."""

    type = "payment.return_failed"

    return_id: int
    order_id: int
    order_no: str
    amount: int
    """Minor units."""
    problem: str
    """The provider's code."""

    @property
    def subject(self) -> str:
        return f"payment_return:{self.return_id}"


class PaymentUnreconciled(Event):
    """A day's bill of a provider says something else than our books."""

    type = "payment.unreconciled"

    reconciliation_id: int
    method: str
    day: str
    """Of the provider's clock, such as 2026-12-02."""
    differences: int

    @property
    def subject(self) -> str:
        return f"reconciliation:{self.reconciliation_id}"


class PaymentBillMissing(Event):
    """A day after it should be there, a provider's bill is not."""

    type = "payment.bill_missing"

    reconciliation_id: int
    method: str
    day: str
    """Of the provider's clock."""
    problem: str
    """The provider's code, or what stood in the way of asking."""

    @property
    def subject(self) -> str:
        return f"reconciliation:{self.reconciliation_id}"
