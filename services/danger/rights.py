"""What each process may do to the tables of danger."""

from services.kit.rights import REMOVE, Rights, Rule, work

RIGHTS = Rights(
    {
        "danger_sign": work(REMOVE, REMOVE, "lesson"),
        "danger_call": Rule("ru", "riu"),
    }
)
