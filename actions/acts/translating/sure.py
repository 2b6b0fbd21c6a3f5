"""Whether rules read a message surely, so that the reader is not asked what else it may mean."""

from actions.acts.translating import (
    alike,
    choices,
    leaving,
    numbered,
    portions_apart,
    questions,
    renewed,
    some_become,
    swaps,
    taking_back,
    that_one,
    who_goes,
    whose,
)
from actions.acts.translating.heard import Heard
from actions.acts.translating.manners import says_manner
from actions.kit.said import Said
from services.acts.state import State
from services.acts.values import What


def is_sure(said: Said, state: State) -> bool:
    """Whether it says a thing of which the reader has learned nothing, and rules know it."""
    heard = Heard(said, state)
    return (
        _is_asked_of_others(state)
        or _follows(said)
        or questions.of_afterwards(heard) is not None
        or _asks_and_wants(heard)
        or bool(alike.of(heard))
        or bool(leaving.of(heard))
        or bool(whose.of(heard))
        or bool(who_goes.called_off(heard))
        or bool(renewed.of_a_visit(heard))
        or bool(swaps.swapped_back(heard))
        or bool(swaps.for_its_kin(heard))
        or some_become.says(heard)
        or bool(choices.named(heard))
        or bool(taking_back.taken_out(heard))
        or says_manner(said, "where_were_we")
        or taking_back.well_again(heard) is not None
        or taking_back.confirms(heard)
        or bool(that_one.refined(heard))
        or bool(portions_apart.refined(heard))
        or bool(numbered.of_what_is_offered(heard))
        or any(one["value"] == "first" for one in heard.all("restore"))
    )


def _is_asked_of_others(state: State) -> bool:
    """What answers a question about a repair or a visit is told by what was asked (`answers`), not
    by what people mostly mean by such words."""
    thing = state.thing(state.asked.thing) if state.asked is not None else None
    return thing is not None and thing.what is not What.ORDER


def _follows(said: Said) -> bool:
    """Whether a number follows from how many eat, or from another item: the reader knows of none
    such."""
    if said.says("shared"):
        return True
    told = (e for e in said.entities if e["entity"] == "quantity")
    return any(one.get("each") or one.get("factor") for one in told)


def _asks_and_wants(heard: Heard) -> bool:
    """ "Do you have cola? If so, two": a question about items and how many are wanted of each."""
    if numbered.so_many_of_each(heard, questions.of_named_items(heard)) is not None:
        return True
    question = questions.of_what_is_sold(heard)
    names = question is not None and question[1].item is not None
    return names and question is not None and choices.so_many_of_it(heard, question) is not None
