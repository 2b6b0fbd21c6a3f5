"""Giving up, calling off, and bringing back."""

from collections.abc import Iterator

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.intents import CANCELS
from actions.acts.translating.lines import Group
from services.acts.acts import Act, Cancel, GiveUp, Restore
from services.acts.state import Standing
from services.acts.values import What

Placed = tuple[int, Act]


def brings_back(heard: Heard) -> bool:
    """Whether what was taken out or called off is wanted after all; nothing is, where nothing is
    gone."""
    if _undoes(heard):
        return True
    gone = any(one.standing is Standing.DROPPED or one.removed for one in heard.state.things)
    named = any(e.get("role") == "restore" for e in heard.all("item"))
    return gone and (named or heard.said.first("restore") is not None)


def _undoes(heard: Heard) -> bool:
    """Whether it takes back the last change, whatever that was."""
    return any(one["value"] == "change" for one in heard.all("restore"))


def restores(heard: Heard) -> Iterator[Placed]:
    groups = [one for one in heard.lines() if one.role == "restore"]
    for group in groups:
        yield group.start, Restore(on=group.where())
    if not groups:
        mark = heard.said.first("restore")
        yield start_of(mark) if mark is not None else 0, Restore(change=_undoes(heard))


def ends(heard: Heard) -> Placed | None:
    """Giving up what is being put together, or calling off what is made; None if it does not, or
    only takes out lines."""
    mark = heard.given_up
    named = [one for one in heard.lines() if one.item is not None or one.ref is not None]
    if any(not _is_all(one) for one in named) or (named and mark is None):
        return None
    at = start_of(mark) if mark is not None else 0
    if mark is not None and mark["value"] == "all":
        return at, GiveUp(everything=True)
    if (what := CANCELS.get(heard.said.intent)) is not None:
        says = _names(heard, what) or heard.target().number is not None
        if heard.target().number is None and _is_only_put_together(heard, what):
            says = False
        return at, Cancel(of=heard.target(what)) if says else GiveUp()
    if mark is None:
        return None
    drafts = [one for one in heard.state.things if one.standing is Standing.DRAFT]
    return at, Cancel() if not drafts and heard.recent is not None else GiveUp()


def _is_only_put_together(heard: Heard, what: What) -> bool:
    """Whether what stands of its kind is not made yet, so that nothing can be called off."""
    of_kind = [one.standing for one in heard.state.things if one.what is what]
    return Standing.DRAFT in of_kind and Standing.MADE not in of_kind and not heard.said.pressed


def _names(heard: Heard, what: What) -> bool:
    """Whether it says what it is about, and not only "cancel"."""
    kinds = {str(one["value"]) for one in heard.all("kind")}
    return heard.said.pressed or str(what) in kinds or what is not What.ORDER


def _is_all(group: Group) -> bool:
    return group.ref is not None and group.ref["value"] == {"among": "all"}
