"""Keys that the pages of orders put together from a code."""

from desk.frame.ledger import RETURN_PROBLEMS
from desk.ordering.words import PAYMENT_TONES, RETURN_TONES, TONES
from services.ordering import complaints, payments, spending
from services.vendors.endpoints import VENDOR_EVENTS

FAMILIES: dict[str, set[str]] = {
    "orders-status-": set(TONES),
    "orders-method-": {*payments.METHODS, payments.WECHAT_PAY},
    "orders-payment-": set(PAYMENT_TONES),
    "orders-return-": set(RETURN_TONES),
    "orders-problem-": set(RETURN_PROBLEMS),
    "orders-cause-": {*payments.GIVES_BACK, "staff"},
    "orders-approval-": {"pending", *(rule.target for rule in spending.ACTIONS.values())},
    "orders-complaint-what-": set(complaints.WHATS),
    "orders-event-": {name.replace(".", "-") for name in VENDOR_EVENTS},
}
