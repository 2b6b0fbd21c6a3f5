"""What each process may do to the tables of notices."""

from services.kit.rights import REMOVE, Rights, Rule, secret

RIGHTS = Rights(
    {
        "notice_opt_out": Rule(REMOVE, "rd", worker_updates=("person_id",)),
        "tenant_push": secret(REMOVE, "rld"),
    }
)
