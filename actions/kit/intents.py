"""Kinds of intents, for forms that decide what a message is to them."""

CART_INTENTS = {"order_food", "order_goods", "modify_order"}
OWN_BUSINESS = {
    "ask_faq", "browse_menu", "browse_shop", "track_order", "cancel_order", "reorder",
    "report_repair", "track_repair", "urge_repair", "cancel_repair",
    "register_visitor", "track_visit", "cancel_visit", "complain", "ask_human", "view_cart", "help",
    "request_invoice", "watch_item", "unwatch_item",
}  # fmt: skip
"""Intents that are answered for themselves, though they may name a time or a place."""
PLEASANTRIES = {"greet", "goodbye", "thank", "chitchat", "help", "out_of_scope"}
MOSTLY, WHOLLY = 0.5, 0.8
"""Shares of a message that answers must make up; "A座301漏水" is half a place and no answer."""
DANGER = {"danger", "danger_yes", "danger_no", "danger_over"}
"""Before all of these every form steps aside."""
