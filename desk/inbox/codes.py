"""Codes of the domain that agents choose from, in the order in which people look for them."""

from functools import cache

import desk
from desk.frame.areas import Intents
from services.kit.plugins import found

_SAID = (
    "browse_menu",
    "order_food",
    "modify_order",
    "view_cart",
    "checkout",
    "cancel_order",
    "track_order",
    "reorder",
    "browse_shop",
    "order_goods",
    "report_repair",
    "track_repair",
    "urge_repair",
    "cancel_repair",
    "register_visitor",
    "track_visit",
    "cancel_visit",
    "ask_faq",
    "complain",
    "ask_human",
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "help",
    "bot_challenge",
    "chitchat",
    "out_of_scope",
)
_PRESSED = (
    *("confirm_repair", "reopen_repair", "approve_visit", "deny_visit", "photo", "rate"),
    *("link_account", "unlink_account", "join_company", "approve_spending", "deny_spending"),
    *("watch_item", "unwatch_item", "request_invoice"),
    *("danger", "danger_yes", "danger_no", "danger_over", "act", "other_language"),
)


@cache
def intents() -> tuple[str, ...]:
    """What a tenant's message may be taught as: the desk's own and those that areas bring. A test
    holds them against the bot's domain."""
    return (*(name for one in found(desk, Intents) for name in one.said), *_SAID)


@cache
def commands() -> tuple[str, ...]:
    """Intents of buttons and photos, which nobody says, of danger, which is marked, and of other
    languages, which are found by their letters: named, and never taught."""
    return (*(name for one in found(desk, Intents) for name in one.pressed), *_PRESSED)


CATEGORIES = (
    "electrical",
    "plumbing",
    "hvac",
    "elevator",
    "network",
    "access_control",
    "fire_safety",
    "security",
    "cleaning",
    "furniture",
    "landscaping",
    "parking",
    "pest",
    "other",
)
