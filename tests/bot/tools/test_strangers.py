"""Public sets: labels mapped to ours, absent ones left out without a word."""

import json
from pathlib import Path

from bot.tools.strangers import of_strangers


def lines(path: Path, *rows: object) -> None:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def test_an_absent_folder_gives_nothing(tmp_path: Path) -> None:
    assert of_strangers(tmp_path / "nowhere", str) == {}


def test_agreement_is_the_share_whose_intent_fits(tmp_path: Path) -> None:
    lines(
        tmp_path / "multidogo_fastfood_dev.jsonl",
        {"text": "order_food", "intent": "orderpizzaintent<div>orderdrinkintent"},
        {"text": "modify_order", "intent": "orderdrinkintent"},
        {"text": "greet", "intent": "ordersideintent"},
        {"text": "deny", "intent": "rejection"},
        {"text": "greet", "intent": "contentonly"},
    )
    # Here a sentence is its own intent.
    found = of_strangers(tmp_path, lambda text: text)["multidogo_fastfood_dev"]
    assert (found["n"], found["agreement"]) == (4, 0.75)
    assert found["by_label"]["orders"]["n"] == 3
    assert found["by_label"]["rejection"]["agreement"] == 1.0


def test_crosswoz_turns_count_where_they_ask_for_a_restaurant(tmp_path: Path) -> None:
    lines(
        tmp_path / "crosswoz_val_restaurant_user_turns.jsonl",
        {"text": "browse_menu", "acts": [["Request", "餐馆", "名称", ""]]},
        {"text": "greet", "acts": [["General", "thank", "none", "none"]]},
    )
    found = of_strangers(tmp_path, lambda text: text)["crosswoz_val_restaurant_user_turns"]
    assert (found["n"], found["agreement"]) == (1, 1.0)
