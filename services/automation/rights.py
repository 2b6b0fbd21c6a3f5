"""What each process may do to the tables of rules."""

from services.kit.rights import REMOVE, Rights, Rule

RIGHTS = Rights(
    {
        "automation_rule": Rule(REMOVE, "rlu"),
        "automation_run": Rule("rd", "rliud"),
    }
)
