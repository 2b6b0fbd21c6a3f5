"""What a company has to spend, and what it approves."""

from typing import Annotated

from api.frame.enums import Among
from api.frame.shapes import Asked, Id, In, Moment, Money, Out, Words

ApprovalStatus = Annotated[str, Among(("pending", "approved", "denied", "expired", "withdrawn"))]


class Account(Out):
    """Of the person's company, as its people see it."""

    company: str
    monthly_limit: Money
    spent: Money
    left: Money


class OneApproval(Asked):
    id: Id


class ApprovalShown(Out):
    id: Id
    order_no: str
    who: str | None
    items: str
    amount: Money
    over: Money
    """By how much it goes above the limit."""
    status: ApprovalStatus
    failure: str | None
    """Why it was not placed although it was approved."""
    expires_at: Moment


class Approvals(Out):
    approvals: list[ApprovalShown]


class Decline(In):
    reason: Words | None = None
