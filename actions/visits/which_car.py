"""Which of several cars another plate is told for, where the message does not say."""

from actions.kit.turn import Turn, button
from actions.visits.draft import VisitDraft
from services.acts.acts import Correct, Give
from services.acts.chosen import command_of
from services.acts.values import Fields, Target


def asks(turn: Turn, known: VisitDraft, act: Give | Correct, of: Target) -> bool:
    """Ask which car is meant, with a button for each and one for a further car; False where that
    is clear. `of`: the visit, as a button names it."""
    said = act.fields
    told = said.plate and not said.more_plates and not said.adds_plates
    names_old = isinstance(act, Correct) and act.old.plate is not None
    several = len(known.plates) > 1 and not known.odd_is_further
    if not told or names_old or not several or said.plate in known.plates:
        return False
    buttons = [
        button(
            turn.text("visit-which-car-this", plate=plate),
            command_of([Correct(fields=said, old=Fields(plate=plate), of=of)]),
        )
        for plate in known.plates
    ]
    further = said.model_copy(update={"adds_plates": True})
    beside = command_of([Give(fields=further, of=of)])
    buttons.append(button(turn.text("visit-which-car-further"), beside))
    listed = ("、" if turn.language == "zh" else ", ").join(known.plates)
    text = turn.text("visit-which-car", plate=said.plate, known=listed)
    turn.tell(text, buttons=buttons, expects="plate")
    return True
