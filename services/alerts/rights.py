"""What each process may do to the tables of alerts."""

from services.kit.rights import Rights, Rule, secret

RIGHTS = Rights(
    {
        "staff_alert": Rule("ru", "riud"),
        "push_subscription": secret("riud", "rld"),
    }
)
