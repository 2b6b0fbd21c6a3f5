"""What each process may do to the tables of ordering."""

from services.kit.rights import APPEND, REMOVE, WRITE, Rights, Rule, catalogue, log, work

RIGHTS = Rights(
    {
        "locker": catalogue(),
        "locker_box": work(),
        "order": work(
            WRITE,
            REMOVE,
            *("note", "allergy_note", "phone", "pickup_code", "room", "place"),
            *("floor", "status_reason", "invoice_title", "invoice_tax_no"),
        ),
        "order_line": Rule(REMOVE, "rd", hidden=("note",), worker_updates=("note",)),
        "deadline": work(APPEND, REMOVE),
        "order_rating": Rule(
            APPEND,
            APPEND,
            gateway_updates=("person_id", "words"),
            worker_updates=("person_id", "words"),
            hidden=("words",),
        ),
        "refund": log("reason"),
        "payment": work(),
        "payment_request": work(),
        "spending_approval": work(WRITE, REMOVE, "reason"),
    }
)
