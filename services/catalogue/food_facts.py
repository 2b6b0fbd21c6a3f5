"""What may be said of a dish: its description, allergens, diet, how hot it is, its calories."""

from collections.abc import Sequence

from models.catalogue import ALLERGENS, DIETS, HOTTEST, Item
from services.kit.errors import Invalid

COLUMNS = (
    *("description_zh", "description_en", "allergens", "allergen_note_zh", "allergen_note_en"),
    *("diet", "spice", "calories"),
)
LONGEST = 300
"""Characters of a description and of a note."""
MOST_CALORIES = 10_000
_FROM_MEAT_OR_FISH = ("crustaceans", "fish", "molluscs")
_FROM_ANIMALS = (*_FROM_MEAT_OR_FISH, "eggs", "milk")


def settle(item: Item) -> None:
    """Bring what was entered into its form, and refuse what cannot be. Raises Invalid."""
    for column in ("description_zh", "description_en", "allergen_note_zh", "allergen_note_en"):
        text = " ".join(getattr(item, column).split())
        if len(text) > LONGEST:
            raise Invalid(f"up to {LONGEST} characters", field=column)
        setattr(item, column, text)
    if item.allergens is not None:
        if unknown := sorted(set(item.allergens) - set(ALLERGENS)):
            raise Invalid(f"no allergen: {', '.join(unknown)}", field="allergens")
        item.allergens = [code for code in ALLERGENS if code in item.allergens]
    if item.diet not in (None, *DIETS):
        raise Invalid(f"a diet is one of {', '.join(DIETS)}", field="diet")
    if item.spice is not None and not 0 <= item.spice <= HOTTEST:
        raise Invalid(f"spice goes from 0 to {HOTTEST}", field="spice")
    if item.calories is not None and not 0 <= item.calories <= MOST_CALORIES:
        raise Invalid(f"calories go from 0 to {MOST_CALORIES}", field="calories")
    if contradicting(item.diet, item.allergens or ()):
        raise Invalid("the allergens say that it is not that", field="diet")


def contradicting(diet: str | None, allergens: Sequence[str]) -> list[str]:
    """The allergens that cannot be in food of that diet."""
    ruled_out = {"vegan": _FROM_ANIMALS, "vegetarian": _FROM_MEAT_OR_FISH}.get(diet or "", ())
    return [code for code in allergens if code in ruled_out]
