"""What staff do in a conversation. Each answers with nothing to show: the page fetches the news."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.frame.call import Visit
from desk.inbox.area import area
from services.handoffs import handoffs, notes, staff_replies
from services.staff import staff

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{8,64}$")]


class Reply(BaseModel):
    """`key` names this one sending of it; `seen` is the newest message on the sender's page, left
    out to send in any case."""

    text: Words
    key: Key
    seen: int | None = Field(None, ge=0)


class Note(BaseModel):
    text: Words


class Assignment(BaseModel):
    staff: int = Field(ge=1, le=2**63 - 1)


@area.post("/inbox/{conversation}/take", allows="inbox.reply")
async def take(visit: Visit) -> web.Response:
    await handoffs.take(
        visit.session, visit.park.id, visit.id("conversation"), visit.staff, now=visit.now
    )
    return _done(visit)


@area.post("/inbox/{conversation}/assign", allows="tickets.dispatch")
async def assign(visit: Visit) -> web.Response:
    chosen = await visit.form(Assignment)
    member = await staff.find(visit.session, visit.park.id, chosen.staff)
    await handoffs.assign(
        visit.session,
        visit.park.id,
        visit.id("conversation"),
        member,
        by=visit.staff,
        now=visit.now,
    )
    visit.toast("inbox-assigned-to", name=member.name)
    return _done(visit)


@area.post("/inbox/{conversation}/reply", allows="inbox.reply")
async def reply(visit: Visit) -> web.Response:
    """The message's `seq`. Safe to repeat with the same key."""
    said = await visit.form(Reply)
    message = await staff_replies.reply(
        visit.session,
        visit.park.id,
        visit.id("conversation"),
        visit.staff,
        said.text,
        key=said.key,
        seen_seq=said.seen,
        now=visit.now,
    )
    visit.wake(message.conversation_id)
    return web.json_response({"seq": message.seq})


@area.post("/inbox/{conversation}/note", allows="inbox.read")
async def note(visit: Visit) -> web.Response:
    """Whoever reads along may leave a word for colleagues."""
    said = await visit.form(Note)
    await notes.add(
        visit.session,
        visit.park.id,
        visit.id("conversation"),
        visit.staff,
        said.text,
        now=visit.now,
    )
    return _done(visit)


@area.post("/inbox/{conversation}/back", allows="inbox.reply")
async def hand_back(visit: Visit) -> web.Response:
    await _end(visit, "handed_back")
    visit.toast("inbox-handed-back")
    return _done(visit)


@area.post("/inbox/{conversation}/resolve", allows="inbox.reply")
async def resolve(visit: Visit) -> web.Response:
    """Over; the tenant is asked once how it was."""
    await _end(visit, "resolved")
    visit.toast("inbox-resolved")
    return _done(visit)


async def _end(visit: Visit, by: str) -> None:
    await handoffs.hand_back(
        visit.session,
        visit.park.id,
        visit.id("conversation"),
        by=by,
        staff=visit.staff,
        now=visit.now,
    )


def _done(visit: Visit) -> web.Response:
    """Colleagues who have the conversation open see it at once."""
    visit.wake(visit.id("conversation"))
    return visit.empty()
