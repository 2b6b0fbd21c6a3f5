"""What each process may do to the tables of catalogue."""

from services.kit.rights import NOTHING, READ, REMOVE, WRITE, Rights, Rule, catalogue, work

RIGHTS = Rights(
    {
        "outlet": catalogue(),
        "item": Rule(WRITE, READ, worker_updates=("stock", "sold_out_at")),
        "item_option": catalogue(REMOVE),
        "item_picture": Rule(REMOVE, NOTHING, hidden=("image", "thumbnail")),
        "service_window": catalogue(REMOVE),
        "slot_load": work(),
        "stock_watch": work(REMOVE, REMOVE),
    }
)
