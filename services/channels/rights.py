"""What each process may do to the tables of channels."""

from services.kit.rights import READ, REMOVE, SWEEP, WRITE, Rights, secret, work

RIGHTS = Rights(
    {
        "reach": work(REMOVE, REMOVE),
        "sending_window": work(REMOVE, REMOVE),
        "inbound_delivery": secret(REMOVE, SWEEP),
        "platform_token": secret(),
        "sync_cursor": secret(),
        "channel_account": secret(WRITE, READ),
    }
)
