"""What intents are about, as far as they can be trusted."""

from services.acts.values import What

ORDERS = frozenset({"order_food", "order_goods"})
BEGINS = {"report_repair": What.REPAIR, "register_visitor": What.VISIT}
"""Intents that begin a thing, if none is at hand that they say more of."""
CANCELS = {
    "cancel_order": What.ORDER,
    "cancel_repair": What.REPAIR,
    "cancel_visit": What.VISIT,
}
TRACKS = {"track_order": What.ORDER, "track_repair": What.REPAIR, "track_visit": What.VISIT}
BUTTONS = {
    **BEGINS,
    **CANCELS,
    **TRACKS,
    **dict.fromkeys((*ORDERS, "modify_order", "reorder", "view_cart"), What.ORDER),
    "urge_repair": What.REPAIR,
}
"""Intents whose buttons are on things of one kind, and on nothing else that stands."""
OF_ORDERS = frozenset(
    {
        *ORDERS,
        *("modify_order", "reorder", "view_cart", "checkout", "browse_menu", "browse_shop"),
        *("cancel_order", "affirm", "deny", "thank", "greet", "goodbye", "chitchat"),
        *("out_of_scope", "ask_faq", "help"),
    }
)
"""Intents whose dishes are a tenant's order; elsewhere they are mentioned by the way."""
