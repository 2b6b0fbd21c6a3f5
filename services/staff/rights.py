"""What each process may do to the tables of staff."""

from services.kit.rights import APPEND, READ, REMOVE, SWEEP, WRITE, Rights, Rule, catalogue, secret

RIGHTS = Rights(
    {
        "staff": Rule(
            WRITE, READ, hidden=("password_hash", "phone", "failed_logins", "locked_until")
        ),
        "staff_identity": secret(WRITE),
        "staff_session": secret(REMOVE, SWEEP),
        "sign_in_try": secret("rid", SWEEP),
        "shift": catalogue(REMOVE),
        # Erasing a person empties members of `before` and `after`; all else of an entry stays as it
        # was. The worker deletes entries whose period is over.
        "audit_entry": Rule(
            APPEND,
            "rid",
            gateway_updates=("before", "after"),
            worker_updates=("before", "after"),
            hidden=("before", "after"),
        ),
    }
)
