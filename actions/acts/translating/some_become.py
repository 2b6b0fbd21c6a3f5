"""Some of several lines' portions become another thing: "make one of them a hot chocolate"."""

from collections.abc import Iterable, Sequence

from actions.acts.translating.heard import Heard
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op
from services.acts.state import StandingLine, State, Thing
from services.acts.values import Ref


def says(heard: Heard) -> bool:
    """Whether it says of some of what stands what they are to be: rules know what goes."""
    order = heard.order
    told = any(one.get("becomes") for one in heard.all("item"))
    return told and order is not None and "edit" in order.may and not heard.said.says("question")


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, such a swap on the one line of which there are so many and more: first of what was
    spoken of last, then of all, then of what is of a kind with what comes."""
    heard = Heard(said, state)
    if not says(heard) or heard.order is None:
        return tuple(acts)
    kin = {item for one in heard.all("item") if one.get("becomes") for item in one.get("kin") or ()}
    return tuple(_on_one(act, heard.order, kin) for act in acts)


def _on_one(act: Act, order: Thing, kin: set[int]) -> Act:
    if not isinstance(act, Edit) or act.op is not Op.SWAP or act.part is None:
        return act
    if act.on is not None and act.on != Ref(words=act.on.words):
        return act
    comes = {line.item for line in act.lines}
    may = [line for line in order.lines if line.item not in comes and line.quantity > act.part]
    ways: tuple[Iterable[StandingLine], ...] = (
        (line for line in may if line.id in order.spoken),
        may,
        (line for line in may if line.item in kin),
    )
    for way in ways:
        those = list(way)
        if len(those) == 1:
            words = act.on.words if act.on is not None else None
            return act.model_copy(update={"on": Ref(lines=(those[0].id,), words=words)})
    return act
