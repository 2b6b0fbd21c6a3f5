"""Food, goods, and the orders of them."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from bot.components.domains import Domain
from bot.components.parsers.fulfilment import find_fulfilment
from bot.components.parsers.item_questions import find_item_questions
from bot.components.parsers.owners import find_owners
from bot.components.parsers.payment import find_payment
from bot.components.parsers.shared_out import find_shared

RANK = 10

DOMAIN = Domain(
    business={
        **dict.fromkeys(("order_food", "order_goods", "modify_order", "reorder"), "order"),
        **dict.fromkeys(("view_cart", "checkout"), "order"),
        **dict.fromkeys(("browse_menu", "browse_shop"), "menu"),
        **dict.fromkeys(("track_order", "cancel_order"), "orders"),
    },
    kin=(frozenset({"order", "orders", "menu"}), frozenset({"order", "people"})),
    progress=frozenset({"orders"}),
    holds={
        "track_order": frozenset({"ask"}),
        "cancel_order": frozenset({"cancel", "give_up", "edit"}),
    },
    answers={
        "location": frozenset({"location", "fulfilment"}),
        "slot": frozenset({"time", "period", "shift", "meal"}),
        "phone": frozenset({"phone"}),
    },
    signs={
        "menu": r"有什么吃|吃什么|什么好吃|有什么|菜单|\b(?:menu|what'?s for (?:breakfast|lunch|dinner))\b",
        "order": r"点[份个杯碗一两]|订[份个杯碗一两]|来[份个杯碗瓶]|购物车|上次的|\b(?:order|get me|can i get)\b",
    },
    sign_of={"item": "order"},
    asks=frozenset({"location", "slot", "phone", "confirm"}),
    references={"o": "order_no"},
    marks={"dish": "\ue001", "product": "\ue002", "item": "\ue003", "order_no": "\ue009"},
    told_of={"option": "\ue020", "note": "\ue021", "meal": "\ue022"},
    find=(find_fulfilment, find_payment, find_item_questions),
    find_beside=(find_owners, find_shared),
)
