"""What each process may do to the tables of accounting."""

from services.kit.rights import READ, WRITE, Rights, Rule, log, work

RIGHTS = Rights(
    {
        "company_account": Rule(WRITE, WRITE),
        "account_entry": log(),
        "account_month": work(),
        "payment_return": work(WRITE, WRITE, "reason"),
        "reconciliation": Rule(READ, WRITE, gateway_updates=("status",)),
        "reconciliation_difference": work(WRITE, WRITE, "note"),
    }
)
