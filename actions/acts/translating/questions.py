"""Questions. What is asked is never ordered."""

from typing import Any

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.intents import BEGINS
from actions.kit.said import Entity
from services.acts.acts import About, Ask
from services.acts.state import Standing

Placed = tuple[int, Ask]
OF_ITEMS = ("allergen", "spice", "price", "contents", "options", "stock")
"""What may be asked of an item, the narrowest first."""
_OF_ORDERS = (("fee", About.FEE), ("time", About.TIME))


def asked(heard: Heard) -> Placed | None:
    """The question of a message, with where it begins; a request that is put as one is none."""
    said = heard.said
    if said.intent == "view_cart":
        return 0, Ask(about=About.CART)
    if (known := _known(heard)) is not None:
        return known
    if said.intent not in BEGINS and (found := of_what_is_sold(heard)) is not None:
        return found
    if said.intent in ("browse_menu", "browse_shop") and not _says_how(heard):
        return 0, Ask(about=About.MENU, words=heard.words)
    if said.intent == "ask_faq":
        return 0, Ask(about=About.FAQ, words=heard.words)
    return None


_HARDLY = frozenset(
    {"complain", "ask_faq", "urge_repair", "ask_human", "browse_menu", "browse_shop"}
)
"""Intents of messages whose question of a named item says more than the guess about all of the
words."""


def of_named_items(heard: Heard) -> list[Placed]:
    """What is asked of items that are named in the same clause, one question each: "the latte and
    the mocha, how much?"; none where the intent is sure to be about something else."""
    if heard.said.intent not in _HARDLY:
        return []
    aspects = {str(one["value"]): one for one in heard.all("question")}
    aspect: Any = next((name for name in OF_ITEMS if name in aspects), None)
    items = [e for e in heard.all("item") if e.get("value") is not None or e.get("candidates")]
    if aspect is None or not items or (heard.faq is not None and aspect == "stock"):
        return []
    clause = heard.clause(aspects[aspect])
    inside = [e for e in items if start_of(e) in clause] or items[-1:]
    return [
        (start_of(e), Ask(about=About.ITEM, of_item=aspect, words=heard.words, **named_item(e)))
        for e in inside
    ]


def of_ordering(heard: Heard) -> Placed | None:
    """What bringing an order costs, where one stands; until when one may order, or how soon it
    would come, where none is placed and it speaks of a meal or an order."""
    if heard.said.intent in BEGINS:
        return None
    aspects = {str(one["value"]): one for one in heard.all("question")}
    order = heard.order
    fee = aspects.get("fee") or (aspects.get("price") if _of_bringing(heard) else None)
    if fee is not None and order is not None:
        return start_of(fee), Ask(about=About.FEE, words=heard.words)
    drafted = order is not None and order.standing is Standing.DRAFT
    alone = not any(one.standing is not Standing.DROPPED for one in heard.state.things)
    speaks = alone or heard.said.says("meal") or heard.said.names_kind("order")
    if "time" in aspects and (drafted or (order is None and speaks)):
        return start_of(aspects["time"]), Ask(about=About.TIME, words=heard.words)
    return None


def _of_bringing(heard: Heard) -> bool:
    """Whether a price is asked of how it comes, and of no item: "how much is delivery?"."""
    return heard.said.says("fulfilment") and not heard.said.says("item")


_OF_OTHERS = frozenset(
    {"report_repair", "track_repair", "urge_repair", "register_visitor", "report_lost"}
)


def of_afterwards(heard: Heard) -> Placed | None:
    """What is said of an order that came, or of its money, whatever the intent is guessed to be;
    what also tells of a fault or a guest is theirs."""
    aspects = {str(one["value"]): one for one in heard.all("question")}
    found = aspects.get("refund") or aspects.get("amiss")
    if found is None or heard.said.intent in _OF_OTHERS:
        return None
    if heard.said.danger.get("zone") == "alarm" or heard.names_fault or _edits_a_cart(heard):
        return None
    return start_of(found), Ask(about=About.AFTERWARDS, words=heard.words)


_SURELY_EDITS = 0.8


def _edits_a_cart(heard: Heard) -> bool:
    """ "Picked the wrong one, AAA please", of what is still being put together."""
    order = heard.order
    drafted = order is not None and order.standing is Standing.DRAFT
    edits = (share for act, share in heard.said.acts.items() if act.startswith("edit:"))
    return drafted and max(edits, default=0.0) >= _SURELY_EDITS


def stretch(heard: Heard, question: Placed | None) -> range:
    """The words that ask: what is named there is not ordered."""
    if question is None or question[1].about is About.CART:
        return range(0)
    asking = next((e for e in heard.all("question") if start_of(e) == question[0]), None)
    return heard.clause(asking) if asking is not None else range(len(heard.said.text) + 1)


def of_what_is_sold(heard: Heard) -> Placed | None:
    aspects = {str(one["value"]): one for one in heard.all("question")}
    aspect: Any = next((name for name in OF_ITEMS if name in aspects), None)
    if aspect is not None:
        clause = heard.clause(aspects[aspect])
        every = heard.all("item")
        named = [e for e in every if start_of(e) in clause] or (every if len(every) == 1 else [])
        item = next((e for e in named if e.get("value") is not None), next(iter(named), None))
        if item is not None or (heard.order is not None and aspect != "stock"):
            told = Ask(about=About.ITEM, of_item=aspect, words=heard.words, **named_item(item))
            return start_of(aspects[aspect]), told
    for name, about in _OF_ORDERS:
        if name in aspects:
            return start_of(aspects[name]), Ask(about=about, words=heard.words)
    return None


def _known(heard: Heard) -> Placed | None:
    """What bringing an order costs, where one stands; else an entry that is surely meant."""
    if (ordering := of_ordering(heard)) is not None:
        return ordering
    if (known := heard.faq) is not None:
        return 0, Ask(about=About.FAQ, faq=known, words=heard.words)
    return None


def named_item(entity: Entity | None) -> dict[str, Any]:
    if entity is None:
        return {}
    if entity.get("value") is not None:
        return {"item": int(entity["value"])}
    return {"candidates": tuple(entity.get("candidates") or ())}


def _says_how(heard: Heard) -> bool:
    """Whether it says how what stands is to be done: no question about a menu."""
    wishes = any(one.is_wish for one in heard.lines())
    return wishes and heard.order is not None and heard.said.first("question") is None
