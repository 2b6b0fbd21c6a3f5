"""Buttons below what is said of dishes."""

from actions.kit.turn import Button, Turn
from actions.ordering.acting_view import act_button
from models.catalogue import Item
from services.acts.acts import About, Ask, Start
from services.acts.values import Line, What

USUAL_MOST = 20
"""In the park's currency: a dish for less is what most people mean by cheap, here."""


def order_button(turn: Turn, item: Item) -> Button:
    title = turn.text("button-order-this", name=turn.named(item))
    return act_button(title, Start(what=What.ORDER, lines=(Line(item=item.id),)))


def filters(turn: Turn) -> list[Button]:
    """What people ask of a menu most, each as if it were said of the next meal."""
    most = turn.money(USUAL_MOST * 100)
    wishes = (
        ("button-recommend", turn.text("ask-recommend")),
        ("wish-diet-vegetarian", turn.text("wish-diet-vegetarian")),
        ("wish-mild", turn.text("wish-mild")),
        ("wish-most", turn.text("wish-most", sum=most)),
    )
    return [
        act_button(_title(turn, key, most), Ask(about=About.MENU, words=words))
        for key, words in wishes
    ]


def _title(turn: Turn, key: str, most: str) -> str:
    title = turn.text(key, sum=most)
    return title[:1].upper() + title[1:]
