"""What the tables of alerts hold of people."""

from models.alerts import PushSubscription, StaffAlert
from services.kit.personal import Keep, NotExported, PersonalTable, stays

_STAFFS = NotExported("of people who work at the desk: the operator's to tell them")

TABLES = (
    PersonalTable(
        StaffAlert,
        "what somebody of staff was alerted of, when they saw it, and who saw to it: numbers and"
        " codes, nothing of a tenant",
        "staff",
        (),
        Keep("gone after thirty days"),
        _STAFFS,
        stays("kind subject about"),
        kept=("working",),
    ),
    PersonalTable(
        PushSubscription,
        "a browser of staff that takes pushes: its address at its push service, and its keys",
        "staff",
        (),
        Keep(
            "gone when they sign out there, and thirty days after the browser last opened the desk"
        ),
        _STAFFS,
        stays("endpoint p256dh auth"),
        kept=("working",),
    ),
)
