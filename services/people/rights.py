"""What each process may do to the tables of people."""

from services.kit.rights import READ, REMOVE, SWEEP, WRITE, Rights, Rule, secret, work

RIGHTS = Rights(
    {
        "company": Rule(WRITE, READ, worker_updates=("approver_id",)),
        "person": work(
            REMOVE,
            WRITE,
            "name",
            "checked_name",
            "phone",
            "invoice_title",
            "invoice_tax_no",
            "note",
        ),
        # The worker updates `person_id` where it moves what was written for somebody while they
        # were linked to another person. It deletes and empties where it forgets who was silent for
        # years.
        "identity": Rule(
            WRITE,
            READ,
            hidden=("external_id",),
            worker_updates=("person_id", "external_id", "signed_out_at"),
        ),
        "union_id": Rule(REMOVE, "rd", worker_updates=("person_id",), reported=False),
        "person_link": Rule(WRITE, WRITE, hidden=("moved", "replaced")),
        "link_code": secret(REMOVE, SWEEP),
        "link_try": Rule("rid", SWEEP),
        "join_code": Rule(WRITE, "rd", worker_updates=("person_id",), reported=False),
        "join_try": Rule(REMOVE, "rd", worker_updates=("person_id",)),
        "login_code": secret(REMOVE, SWEEP),
        "phone_code": secret(REMOVE, SWEEP),
        "app_session": secret(WRITE, "rud"),
        "refresh_token": secret(WRITE, "rd"),
        # The worker counts, too: it alarms where nobody answers whether they are in danger.
        "guest_use": secret(REMOVE, REMOVE),
    }
)
