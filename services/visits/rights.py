"""What each process may do to the tables of visits."""

from services.kit.rights import NOTHING, READ, REMOVE, WRITE, Rights, Rule, work

RIGHTS = Rights(
    {
        "host_vouch": Rule(
            REMOVE, "rd", hidden=("reason", "ended_reason"), worker_updates=("person_id",)
        ),
        "visit_block": Rule(WRITE, "rd", worker_updates=("folded",)),
        "visit": work(
            WRITE,
            WRITE,
            *(
                "names",
                "phone",
                "plate",
                "more_plates",
                "visitor_company",
                "reason",
                "status_reason",
                "room",
                "place",
            ),
        ),
        "visit_pass": work(WRITE, REMOVE, "serial"),
        "visit_passage": Rule(WRITE, "rild"),
        "gate": Rule(READ, NOTHING, hidden=("key_hash",)),
    }
)
