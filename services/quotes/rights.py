"""What each process may do to the tables of quotes."""

from services.kit.rights import READ, WRITE, Rights, Rule, work

RIGHTS = Rights(
    {
        "quote": work(WRITE, WRITE, "note", "reason"),
        "quote_line": Rule(
            "ri", READ, gateway_updates=("words",), worker_updates=("words",), hidden=("words",)
        ),
    }
)
