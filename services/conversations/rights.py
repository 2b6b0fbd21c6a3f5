"""What each process may do to the tables of conversations."""

from services.kit.rights import REMOVE, SWEEP, WRITE, Rights, Rule, secret, work

RIGHTS = Rights(
    {
        "conversation": work(WRITE, WRITE, "network", "lease_token", "push_token"),
        "message": work(WRITE, REMOVE, "text", "payload", "buttons", "data", "external_id"),
        "conversation_file": Rule(REMOVE, SWEEP, hidden=("body", "token", "name")),
        "action_result": secret(REMOVE, SWEEP),
        "dialogue_memory": secret(REMOVE, SWEEP),
    }
)
