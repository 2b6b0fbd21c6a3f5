"""What each process may do to the tables of vendors."""

from services.kit.rights import (
    NOTHING,
    READ,
    REMOVE,
    SWEEP,
    WRITE,
    Rights,
    Rule,
    catalogue,
    secret,
    work,
)

RIGHTS = Rights(
    {
        "vendor": catalogue(),
        "endpoint": Rule(
            WRITE,
            READ,
            hidden=("secret", "previous_secret", "url"),
            worker_updates=(
                *("status", "disabled_at", "disabled_reason", "failing_since", "failures"),
                *("open_until", "tokens", "tokens_at"),
            ),
        ),
        "delivery": work(WRITE, REMOVE),
        "attempt": Rule(
            READ,
            "rid",
            gateway_updates=("answer",),
            worker_updates=("answer",),
            hidden=("answer", "error"),
        ),
        "vendor_member": Rule(WRITE, NOTHING, hidden=("password_hash", "invite_hash", "name")),
        "vendor_session": secret(REMOVE, SWEEP),
        "api_key": Rule(WRITE, NOTHING, hidden=("hash", "prefix")),
    }
)
