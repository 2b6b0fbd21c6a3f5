"""What each process may do to the tables of allowances."""

from services.kit.rights import WRITE, Rights, Rule, catalogue

RIGHTS = Rights(
    {
        "allowance": catalogue(),
        "allowance_use": Rule(WRITE, WRITE),
        "allowance_entry": Rule("rid", "rid"),
    }
)
