"""Conversations worked on at once, and filters of the inbox kept as views."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Literal
from urllib.parse import urlencode

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy import select

from desk.frame import kept_views
from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.forms import Id
from desk.frame.kept_views import Kept
from desk.frame.routing import Area
from models.conversations import Conversation
from services.handoffs import handoffs
from services.kit.errors import Invalid, NotFound, ParkError
from services.labels import labels
from services.staff import staff

area = Area("inbox")

AT_ONCE = 100
"""Conversations that one action changes."""
NEEDS = {
    "assign": "tickets.dispatch",
    "take": "inbox.reply",
    "resolve": "inbox.reply",
    "label": "inbox.read",
    "unlabel": "inbox.read",
}
"""What each takes."""


class Several(BaseModel):
    """`ids` are conversations; of the rest what the action needs."""

    ids: list[Id] = Field(min_length=1, max_length=AT_ONCE)
    action: Literal["assign", "take", "resolve", "label", "unlabel"]
    staff: Id | None = None
    label: Id | None = None


class View(Kept):
    """Filters as the list has them."""

    tab: Literal["queue", "mine", "snoozed", "open", "bot", "done"] = "queue"
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""
    label: Id | None = None

    @property
    def query(self) -> str:
        kept = {"tab": self.tab, "q": self.q, "label": self.label}
        return urlencode({name: value for name, value in kept.items() if value})


kept_views.add_to(area, View, allows="inbox.read")


@change(area, "/inbox/several", allows="inbox.read")
async def several(call: Call) -> web.Response:
    """Each is done or not by its own rules: what a colleague has is neither ended nor taken. The
    answer tells how many were changed."""
    entered = await call.form(Several)
    if not call.may(NEEDS[entered.action]):
        raise Invalid("not for this role", field="action")
    ids = sorted(set(entered.ids))
    if entered.action in {"label", "unlabel"}:
        changed = await _label(call, entered, ids)
    else:
        changed = await _each(call, await _act(call, entered), ids)
    if changed:
        call.toast("inbox-several-done", n=str(changed))
    if changed < len(ids):
        call.toast("inbox-several-not", tone="bad", n=str(len(ids) - changed))
    for id_ in ids:
        call.wake(id_)
    return call.empty()


async def _each(call: Call, act: Callable[[int], Awaitable[object]], ids: Sequence[int]) -> int:
    changed = 0
    for id_ in ids:
        try:
            async with call.session.begin_nested():
                await act(id_)
            changed += 1
        except ParkError:
            continue
    return changed


async def _label(call: Call, entered: Several, ids: Sequence[int]) -> int:
    """In one statement; one that has as many as it may gets no more. Raises Invalid, NotFound."""
    if entered.label is None:
        raise Invalid("which label?", field="label")
    found = await call.session.scalars(
        select(Conversation.id)
        .where(Conversation.park_id == call.park.id, Conversation.id.in_(ids))
        .order_by(Conversation.id)
        .with_for_update(key_share=True)
    )
    there = set(found)
    if there != set(ids):
        raise NotFound(f"conversations {sorted(set(ids) - there)}")
    if entered.action == "unlabel":
        await labels.take_from(call.session, call.park.id, "conversation", ids, entered.label)
        return len(ids)
    full = await labels.add_to(call.session, call.park.id, "conversation", ids, entered.label)
    return len(ids) - len(full)


async def _act(call: Call, entered: Several) -> Callable[[int], Awaitable[object]]:
    """What is done to each. Raises Invalid where something is missing, NotFound."""
    park_id, now = call.park.id, call.now
    match entered:
        case Several(action="assign", staff=int(chosen)):
            member = await staff.find(call.session, park_id, chosen)
            return lambda id_: handoffs.assign(
                call.session, park_id, id_, member, by=call.staff, now=now
            )
        case Several(action="take"):
            return lambda id_: handoffs.take(call.session, park_id, id_, call.staff, now=now)
        case Several(action="resolve"):
            return lambda id_: _resolve(call, id_)
    raise Invalid(f"{entered.action} needs more", field="staff")


async def _resolve(call: Call, id_: int) -> None:
    await handoffs.check_owner(call.session, call.park.id, id_, call.staff, colleague=None)
    await handoffs.hand_back(
        call.session, call.park.id, id_, by="resolved", staff=call.staff, now=call.now
    )
