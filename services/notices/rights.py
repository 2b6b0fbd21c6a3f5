"""What each process may do to the tables of notices."""

from services.kit.rights import REMOVE, Rights, Rule

RIGHTS = Rights(
    {
        "notice_opt_out": Rule(REMOVE, "rd", worker_updates=("person_id",)),
        "tenant_push": Rule(REMOVE, "rld", worker_updates=("person_id",), reported=False),
    }
)
