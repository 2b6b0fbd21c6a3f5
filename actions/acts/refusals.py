"""What nothing fits: said with what stands instead."""

from actions.kit.turn import Turn
from services import texts
from services.acts.resolving import Refusal
from services.acts.values import Target, What


def tell(turn: Turn, refusal: Refusal) -> None:
    """Say why, and name the thing that it would have been on."""
    why = turn.text(_key(refusal), act=refusal.act.act, kind=_kind(refusal))
    turn.tell(f"{why}{_stands(turn, refusal)}")


def _key(refusal: Refusal) -> str:
    key = f"act-refused-{refusal.why.replace('_', '-')}"
    return key if texts.has(key) else "act-refused-not-possible"


def _kind(refusal: Refusal) -> str:
    if refusal.thing is not None:
        return str(refusal.thing.what)
    of: Target = getattr(refusal.act, "of", Target())
    default = What.ORDER if refusal.act.act == "edit" else "thing"
    return str(of.what or getattr(refusal.act, "what", None) or default)


def _stands(turn: Turn, refusal: Refusal) -> str:
    """The thing by its name and lines; nothing if there is none."""
    thing = refusal.thing
    if thing is None:
        return ""
    title = thing.title.get(turn.language) or thing.number
    names = [
        f"{line.name_zh if turn.language == 'zh' else line.name_en} ×{line.quantity}"
        for line in thing.lines
    ]
    listed = ("、" if turn.language == "zh" else ", ").join(names)
    if listed:
        return "\n" + turn.text("act-stands-with", title=title or "", lines=listed)
    return "\n" + turn.text("act-stands", title=title) if title else ""
