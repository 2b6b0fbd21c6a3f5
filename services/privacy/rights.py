"""What each process may do to the tables of privacy."""

from services.kit.rights import OWNERS, READ, REMOVE, WRITE, Rights, Rule, secret

RIGHTS = Rights(
    {
        "idempotency_key": secret(REMOVE, REMOVE),
        "retention_period": Rule(WRITE, READ),
        "retention_pass": Rule(READ, WRITE),
        "secret_key": OWNERS,
    }
)
