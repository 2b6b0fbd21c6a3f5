"""What nothing fits: said with what stands instead."""

from collections.abc import Sequence

from actions.kit.turn import Turn
from services import texts
from services.acts.state import Standing, StandingLine, Thing
from services.acts.steps import Refusal, Why
from services.acts.values import What

_SAYS = frozenset({"give", "correct"})
"""Acts that say something of a thing."""


def tell(turn: Turn, refusal: Refusal) -> None:
    """Say why, and what there is that it might have been on."""
    why = turn.text(_key(refusal), kind=_kind(refusal))
    turn.tell("\n".join(filter(None, (why, _stands(turn, refusal)))))


def named(turn: Turn, lines: Sequence[StandingLine]) -> str:
    """Lines by their names and quantities."""
    names = [
        f"{line.name_zh if turn.language == 'zh' else line.name_en} ×{line.quantity}"
        for line in lines
    ]
    return listed(turn, names)


def listed(turn: Turn, names: Sequence[str]) -> str:
    return ("、" if turn.language == "zh" else ", ").join(names)


def _key(refusal: Refusal) -> str:
    nothing = refusal.why == Why.NOTHING_THERE and refusal.act.act in _SAYS
    if nothing and _is_cart(refusal.thing):
        return "act-refused-not-of-orders"
    key = f"act-refused-{str(refusal.why).replace('_', '-')}"
    return key if texts.has(key) else "act-refused-not-possible"


def _is_cart(thing: Thing | None) -> bool:
    return thing is not None and thing.what is What.ORDER and thing.standing is Standing.DRAFT


def _kind(refusal: Refusal) -> str:
    if refusal.thing is not None:
        return str(refusal.thing.what)
    default = What.ORDER if refusal.act.act == "edit" else "thing"
    return str(refusal.what or default)


def _stands(turn: Turn, refusal: Refusal) -> str:
    """The lines or things that it may have been on, else the thing; nothing if there is none."""
    thing = refusal.thing
    title = (thing.title.get(turn.language) or thing.number or "") if thing is not None else ""
    lines = refusal.lines or (thing.lines if thing is not None else ())
    if lines:
        alone = not title or _is_cart(thing)  # A cart is called by its lines.
        key = "act-stands-lines" if alone else "act-stands-with"
        return turn.text(key, title=title, lines=named(turn, lines))
    titles = [one.title.get(turn.language) or one.number or "" for one in refusal.things]
    standing = listed(turn, [one for one in titles or [title] if one])
    return turn.text("act-stands", title=standing) if standing else ""
