"""What each process may do to the tables of lost property."""

from services.kit.rights import REMOVE, WRITE, Rights, Rule, catalogue, secret, work

RIGHTS = Rights(
    {
        "lost_item": work(
            WRITE,
            WRITE,
            *("description", "mark", "phone", "finder", "status_reason", "shelf", "room", "place"),
        ),
        "lost_match": work(WRITE, WRITE, "reason"),
        "lost_code": secret(REMOVE, REMOVE),
        "lost_photo": Rule(REMOVE, REMOVE),
        "lost_rule": catalogue(),
    }
)
