"""What each process may do to the tables of networks."""

from services.kit.rights import REMOVE, WRITE, Rights, Rule, secret, work

RIGHTS = Rights(
    {
        "network_member": Rule(REMOVE, "r"),
        "network_feed": work(WRITE, WRITE),
        "network_offer": work(WRITE, "rld"),
        "network_card": work(REMOVE, REMOVE),
        "network_peer": secret(WRITE, WRITE),
        "network_introduction": work(WRITE, WRITE, "contact", "reply"),
    }
)
