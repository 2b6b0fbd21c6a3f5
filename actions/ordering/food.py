"""What is said of a dish: what it contains, who may eat it, how hot it is, its calories.

Each sentence comes from the item's row. What no row knows is said to be unknown, and never that it
is not so.
"""

from dataclasses import dataclass, field

from actions.kit.turn import Turn
from services.catalogue.food_words import Asked
from services.catalogue.item_facts import Facts

ASPECTS = ("allergen", "diet", "spice", "calories", "contents")


@dataclass(slots=True)
class Answer:
    """Sentences, and which of ASPECTS nobody has said anything of."""

    said: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def answer(turn: Turn, facts: Facts, asked: Asked, of_item: str | None) -> Answer:
    """To all that the words ask; `of_item` is what the question was heard to be about."""
    told = Answer()
    if asked.diet:
        _diet(turn, facts, told)
    if asked.allergens or asked.all_allergens or (of_item == "allergen" and not asked.diet):
        _allergens(turn, facts, asked.allergens, told)
    if of_item == "spice" or asked.hot or asked.mild:
        _spice(turn, facts, told)
    if asked.calories:
        _calories(turn, facts, told)
    if asked.contents or (of_item == "contents" and not told.said):
        _contents(turn, facts, told)
    told.said = [sentence(one) for one in told.said]
    return told


def sentence(text: str) -> str:
    """Begun with a capital, where a dish's name begins it."""
    return text[:1].upper() + text[1:]


def asks_of_food(asked: Asked) -> bool:
    """Whether the words ask something that a row of a dish may know."""
    of_allergens = asked.allergens or asked.all_allergens
    of_taste = asked.hot or asked.mild or asked.contents
    return bool(asked.diet or of_allergens or of_taste or asked.calories)


def listed(turn: Turn, codes: list[str] | tuple[str, ...]) -> str:
    comma = "、" if turn.language == "zh" else ", "
    return comma.join(turn.text(f"allergen-{code}") for code in codes)


def _diet(turn: Turn, facts: Facts, told: Answer) -> None:
    if facts.item.diet is None:
        told.unknown.append("diet")
    else:
        told.said.append(turn.text(f"food-diet-{facts.item.diet}", name=turn.named(facts.item)))


def _allergens(turn: Turn, facts: Facts, wanted: tuple[str, ...], told: Answer) -> None:
    known, about = facts.item.allergens, _about(turn, facts)
    if known is None:
        told.unknown.append("allergen")
        return
    there = [code for code in wanted if code in known]
    missing = [code for code in wanted if code not in known]
    if there:
        told.said.append(turn.text("food-has", allergens=listed(turn, there), **about))
    if missing:
        told.said.append(turn.text("food-has-not", allergens=listed(turn, missing), **about))
    others = [code for code in known if code not in there]
    if others:
        key = "food-contains-too" if there else "food-allergens" if missing else "food-contains"
        told.said.append(turn.text(key, allergens=listed(turn, others), **about))
    elif not wanted:
        told.said.append(turn.text("food-contains-none", **about))
    if note := turn.named(facts.item, "allergen_note"):
        told.said.append(note)
    if missing or not known:
        told.said.append(turn.text("food-traces", **about))


def _spice(turn: Turn, facts: Facts, told: Answer) -> None:
    item, options = facts.item, facts.spice_options
    if item.spice is not None:
        told.said.append(turn.text(f"food-spice-{item.spice}", name=turn.named(item)))
    if options:
        comma = "、" if turn.language == "zh" else ", "
        choices = comma.join(turn.named(one) for one in options)
        told.said.append(turn.text("item-spice", name=turn.named(item), options=choices))
    if item.spice is None and not options:
        told.unknown.append("spice")


def _calories(turn: Turn, facts: Facts, told: Answer) -> None:
    if (sentence := calories(turn, facts)) is None:
        told.unknown.append("calories")
    else:
        told.said.append(sentence)


def calories(turn: Turn, facts: Facts) -> str | None:
    """None where nobody has counted them."""
    item = facts.item
    if item.calories is None:
        return None
    unit = turn.named(item, "unit")
    name = turn.named(item)
    return turn.text("food-calories", name=name, unit=unit, calories=item.calories)


def _contents(turn: Turn, facts: Facts, told: Answer) -> None:
    item = facts.item
    if description := turn.named(item, "description"):
        told.said.append(
            f"{turn.named(item)}{'：' if turn.language == 'zh' else ': '}{description}"
        )
    else:
        told.unknown.append("contents")
    if item.allergens:
        told.said.append(turn.text("food-allergens", allergens=listed(turn, item.allergens)))


def _about(turn: Turn, facts: Facts) -> dict[str, str]:
    return {"name": turn.named(facts.item), "outlet": turn.named(facts.outlet)}
