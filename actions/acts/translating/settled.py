"""What a message turns out to mean once it is read, by what stands and by the rest of its words."""

from actions.acts.translating import (
    anew,
    asked_beside,
    by_the_way,
    counted_anew,
    instead_of_that,
    kept_apart,
    leaving,
    narrowed,
    not_called_off,
    of_these,
    of_what_comes,
    plain_ones,
    portions_apart,
    relative_numbers,
    restated,
    room_anew,
    said_again,
    shared_out,
    some_become,
    swaps,
    taking_back,
    that_one,
    waiting,
    which_order,
    which_ticket,
    whose,
    wished_for,
)
from actions.kit.said import Said
from services.acts.acts import Act, Correct, Edit, Give
from services.acts.state import State
from services.acts.values import What


def settled(acts: tuple[Act, ...], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, in the order in which each of these may say more of what those before it made."""
    acts = leaving.called_off(taking_back.whole(acts, said, state), said, state)
    acts = said_again.meant(whose.with_all(acts, said), said, state)
    acts = instead_of_that.meant(not_called_off.corrected(acts, said, state), said, state)
    acts = plain_ones.meant(of_these.swapped(acts, said, state), said, state)
    acts = restated.swapped(some_become.meant(acts, said, state), said, state)
    acts = wished_for.noted(_without_a_reason(acts, state), said, state)
    acts = counted_anew.of_what_was_asked_about(acts, said, state)
    acts = counted_anew.of_what_was_uncounted(acts, said, state)
    acts = counted_anew.of_the_company(acts, said, state)
    acts = of_what_comes.meant(acts, said, state)
    acts = counted_anew.at_that(acts, said, state)
    acts = counted_anew.mixed_up(acts, said, state)
    acts = counted_anew.with_number(acts, said, state)
    acts = anew.meant(by_the_way.without(acts, said, state), said, state)
    acts = that_one.without_the_other(acts, said)
    acts = relative_numbers.reckoned(swaps.with_what_stays(acts, said, state), said, state)
    acts = portions_apart.begun(narrowed.chosen(acts, said, state), said)
    acts = shared_out.counted(acts, said)
    acts = which_ticket.meant(room_anew.meant(acts, said, state), said, state)
    acts = kept_apart.meant(acts, said, state)
    acts = waiting.noted(which_ticket.of_the_emergency(acts, said, state), said, state)
    return asked_beside.answered(which_order.as_said(acts, said, state), said)


def _without_a_reason(acts: tuple[Act, ...], state: State) -> tuple[Act, ...]:
    """What is done to an order without why it is done: "four extra for late sign-ups"."""
    visits = any(one.what is What.VISIT for one in state.things)
    edits = any(isinstance(act, Edit) for act in acts)
    if visits or not edits:
        return acts
    return tuple(
        act
        for act in acts
        if not (isinstance(act, Give | Correct) and act.fields.given == {"reason"})
    )
