"""The till: what a payer needs to pay an order, asked of the provider."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from connectors.payments.base import Due, PaymentMethod, ProviderRefused, ProviderSilent
from edge.problems import Unavailable
from models.payments import PaymentRequest
from services.ordering.payment_requests import PaymentRefused

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Till:
    """See api.frame.deps.Till."""

    method: PaymentMethod

    async def prepare(
        self, request: PaymentRequest, order_no: str, payer: str
    ) -> Mapping[str, Any]:
        due = Due(
            park_id=request.park_id,
            order_id=request.order_id,
            order_no=order_no,
            reference=request.reference,
            amount=request.amount,
            currency=request.currency,
            payer=payer,
            expires_at=request.expires_at,
        )
        try:
            return (await self.method.prepare(due)).parameters
        except ProviderSilent as silent:
            raise Unavailable("WeChat Pay does not answer") from silent
        except ProviderRefused as refused:
            log.warning("payment.refused", reference=request.reference, **refused.details)
            raise PaymentRefused(**refused.details) from refused
