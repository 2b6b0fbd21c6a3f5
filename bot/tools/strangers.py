"""Public sets of strangers' sentences, for development, where a folder of them is at hand.

None of them knows our intents, so each of their labels is mapped to a set of ours, and what is
reported is loose agreement: the share whose intent is in that set.

- clinc150_oos_dev (out-of-scope sentences of CLINC150): out_of_scope, nothing else.
- clinc150_neighbours_dev (its intents that lie near ours): yes → affirm, order_status →
  track_order, tell_joke → chitchat or out_of_scope; what the park has not (weather, hotels) →
  out_of_scope.
- hwu64_train_takeaway (HWU64): takeaway_order → order_food, and out_of_scope too, since it often
  names a delivery firm; takeaway_query → browse_menu, ask_faq, track_order or out_of_scope.
- multidogo_fastfood_dev (turns of ordering dialogues): order…intent → order_food or modify_order;
  rejection → deny; turns that only answer a question (contentonly) and outofdomain are left out.
- crosswoz_val_restaurant_user_turns (Chinese, asking about restaurants in town): a search or a
  question → out_of_scope, browse_menu or ask_faq; turns that ask for no restaurant are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.tools.heldout import OUT_OF_SCOPE, read_lines
from bot.tools.measures import share

Labelled = tuple[str, str]  # a text and the label that its own set gives it
_ELSEWHERE = frozenset({OUT_OF_SCOPE, "chitchat"})
_ABOUT_FOOD = frozenset({OUT_OF_SCOPE, "browse_menu", "ask_faq"})
_ORDER = frozenset({"order_food", "modify_order"})

ACCEPTED: dict[str, frozenset[str]] = {
    OUT_OF_SCOPE: frozenset({OUT_OF_SCOPE}),
    # CLINC150
    "yes": frozenset({"affirm"}),
    "no": frozenset({"deny"}),
    "thank_you": frozenset({"thank"}),
    "greeting": frozenset({"greet", "chitchat"}),
    "goodbye": frozenset({"goodbye"}),
    "are_you_a_bot": frozenset({"bot_challenge"}),
    "what_is_your_name": frozenset({"bot_challenge", "chitchat"}),
    "where_are_you_from": frozenset({"bot_challenge", "chitchat"}),
    "what_can_i_ask_you": frozenset({"help"}),
    "order_status": frozenset({"track_order"}),
    "order": frozenset({"order_goods", "order_food", OUT_OF_SCOPE}),
    "cancel": frozenset({"cancel_order", "deny"}),
    "repeat": frozenset({OUT_OF_SCOPE, "chitchat", "help", "reorder"}),
    "tell_joke": _ELSEWHERE,
    "calories": _ABOUT_FOOD,
    "ingredients_list": _ABOUT_FOOD,
    "meal_suggestion": _ABOUT_FOOD,
    "restaurant_suggestion": _ABOUT_FOOD,
    **dict.fromkeys(
        ("weather", "book_hotel", "directions", "todo_list", "shopping_list", "food_last"),
        _ELSEWHERE | {"ask_faq"},
    ),
    "restaurant_reservation": _ELSEWHERE,
    # HWU64
    "takeaway_order": frozenset({"order_food", "reorder", OUT_OF_SCOPE}),
    "takeaway_query": _ABOUT_FOOD | {"track_order"},
    "recommendation_locations": _ABOUT_FOOD,
    "general_affirm": frozenset({"affirm", "thank", "chitchat"}),
    "general_negate": frozenset({"deny", "complain"}),
    "general_quirky": _ELSEWHERE | {"bot_challenge"},
    # MultiDoGO
    "openinggreeting": frozenset({"greet"}),
    "closinggreeting": frozenset({"goodbye", "thank"}),
    "thankyou": frozenset({"thank", "goodbye"}),
    "confirmation": frozenset({"affirm", "checkout", "thank"}),
    "rejection": frozenset({"deny"}),
    "orders": _ORDER,
    # CrossWOZ
    "restaurant": _ABOUT_FOOD,
}


def of_strangers(folder: Path, understand: Callable[[str], str]) -> dict[str, Any]:
    """By set, then by its label. A set whose file is absent is left out without a word."""
    figures = {}
    for name, label in _LABELS.items():
        path = folder / f"{name}.jsonl"
        if path.is_file():
            rows = [(row["text"], label(row)) for row in read_lines(path)]
            figures[name] = _agreement(rows, understand)
    return figures


def _agreement(rows: list[Labelled], understand: Callable[[str], str]) -> dict[str, Any]:
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, label in rows:
        if label in ACCEPTED and text.strip():
            by_label[label].append(understand(text))
    hits = [seen in ACCEPTED[label] for label, all_seen in by_label.items() for seen in all_seen]
    return {
        "n": len(hits),
        "agreement": share(hits),
        "by_label": dict(_rows(by_label)),
    }


def _rows(by_label: dict[str, list[str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for label, seen in sorted(by_label.items()):
        accepted = ACCEPTED[label]
        yield (
            label,
            {
                "n": len(seen),
                "agreement": share(intent in accepted for intent in seen),
                "accepted": sorted(accepted),
                "seen": Counter(seen).most_common(4),
            },
        )


def _multidogo(row: dict[str, Any]) -> str:
    label = str(row["intent"]).partition("<div>")[0]
    return "orders" if label.startswith("order") else label


def _crosswoz(row: dict[str, Any]) -> str:
    asks = any(kind == "Request" and domain == "餐馆" for kind, domain, *_ in row["acts"])
    return "restaurant" if asks else ""


_LABELS: dict[str, Callable[[dict[str, Any]], str]] = {
    "clinc150_oos_dev": lambda row: str(row["intent"]),
    "clinc150_neighbours_dev": lambda row: str(row["clinc_intent"]),
    "hwu64_train_takeaway": lambda row: str(row["hwu_intent"]),
    "multidogo_fastfood_dev": _multidogo,
    "crosswoz_val_restaurant_user_turns": _crosswoz,
}
