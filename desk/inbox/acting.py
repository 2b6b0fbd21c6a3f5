"""What staff do in a conversation. Each answers with nothing to show: the page fetches the news."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from multidict import MultiMapping
from pydantic import BaseModel, Field, StringConstraints

from desk.frame import forms
from desk.frame.call import Call
from desk.frame.forms import posted
from desk.frame.pictures import BODY_LIMIT, clean_all, read_files
from desk.frame.routing import Area
from models.conversations import Conversation
from services.conversations import conversations
from services.handoffs import dispatch, files, handoffs, notes, snoozing, staff_replies
from services.kit.file_checking import Checked, check
from services.kit.photo_cleaning import Cleaned
from services.staff import staff
from services.tickets import photos, shared_photos

area = Area("inbox")

MORNING = time(9)
TOASTS = {
    "hour": "inbox-snoozed-hour",
    "tomorrow": "inbox-snoozed-tomorrow",
    "tenant": "inbox-snoozed-tenant-toast",
}

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{8,64}$")]


class Reply(BaseModel):
    """`key` names this one sending of it; `seen` is the newest message on the sender's page, left
    out to send in any case."""

    text: Words
    key: Key
    seen: int | None = Field(None, ge=0)


class FileReply(Reply):
    """Photos and files speak for themselves: words beside them may be missing."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    seconds: float | None = Field(None, gt=0, le=3600)


class Note(BaseModel):
    text: Words


class Ending(BaseModel):
    """`colleague`: who has the conversation, where whoever ends it was asked and is sure."""

    colleague: int | None = Field(None, ge=1, le=2**63 - 1)


Until = Literal["hour", "tomorrow", "tenant"]


class PuttingOff(BaseModel):
    until: Until


class Assignment(BaseModel):
    staff: int = Field(ge=1, le=2**63 - 1)


@area.post("/inbox/{conversation}/take", allows="inbox.reply")
async def take(call: Call) -> web.Response:
    await handoffs.take(
        call.session, call.park.id, call.id("conversation"), call.staff, now=call.now
    )
    return _done(call)


@area.post("/inbox/{conversation}/take-over", allows="inbox.reply")
async def take_over(call: Call) -> web.Response:
    """Out of a colleague's hands, who is told."""
    await handoffs.assign(
        call.session,
        call.park.id,
        call.id("conversation"),
        call.staff,
        by=call.staff,
        now=call.now,
    )
    call.toast("inbox-taken-over")
    return _done(call)


@area.post("/inbox/{conversation}/assign", allows="tickets.dispatch")
async def assign(call: Call) -> web.Response:
    chosen = await call.form(Assignment)
    member = await staff.find(call.session, call.park.id, chosen.staff)
    await handoffs.assign(
        call.session,
        call.park.id,
        call.id("conversation"),
        member,
        by=call.staff,
        now=call.now,
    )
    call.toast("inbox-assigned-to", name=member.name)
    return _done(call)


@area.post("/inbox/{conversation}/assign-best", allows="tickets.dispatch")
async def assign_best(call: Call) -> web.Response:
    """To whoever is on duty and has room for one more; who has it keeps it."""
    member = await dispatch.auto_assign(
        call.session, call.park.id, call.id("conversation"), by=call.staff, now=call.now
    )
    call.toast("inbox-assigned-to", name=member.name)
    return _done(call)


@area.post("/inbox/{conversation}/reply", allows="inbox.reply", body_limit=BODY_LIMIT)
async def reply(call: Call) -> web.Response:
    """The message's `seq`. Words as JSON, or a form with up to three `photo` or one `file` besides;
    with `seconds` that is a voice message. Safe to repeat with the same key."""
    pictures: Sequence[Cleaned] = ()
    document: Checked | None = None
    said: Reply | FileReply
    if call.request.content_type == "multipart/form-data":
        sent = await posted(call.request)
        said = forms.parse(FileReply, forms.plain(FileReply, sent), call.language)
        raw = read_files(sent.getall("photo", ()))
        await _check_before_work(call)
        document = _document(sent, said.seconds)
        pictures = await clean_all(call, raw)
    else:
        said = await call.form(Reply)
    message = await staff_replies.reply(
        call.session,
        call.park.id,
        call.id("conversation"),
        call.staff,
        said.text,
        key=said.key,
        seen_seq=said.seen,
        keep=partial(_keep, call, pictures, document) if pictures or document else None,
        now=call.now,
    )
    call.wake(message.conversation_id)
    return web.json_response({"seq": message.seq})


def _document(sent: MultiMapping[Any], seconds: float | None) -> Checked | None:
    """Raises FileType, FileTooLarge."""
    field = sent.get("file")
    bodies = read_files([field])
    if not bodies:
        return None
    return check(bodies[0], name=getattr(field, "filename", ""), seconds=seconds)


async def _keep(
    call: Call,
    pictures: Sequence[Cleaned],
    document: Checked | None,
    conversation: Conversation,
) -> dict[str, object]:
    kept = [
        await photos.store_for_chat(call.session, conversation, call.staff, one, now=call.now)
        for one in pictures
    ]
    data: dict[str, object] = {}
    if kept:
        data["photos"] = [shared_photos.shown(one) for one in kept]
    if document is not None:
        file = await files.keep_of_staff(
            call.session, conversation, call.staff, document, now=call.now
        )
        data["files"] = [file]
    return data


async def _check_before_work(call: Call) -> None:
    """Decoding costs processor time: not for what a colleague has. Ends the transaction."""
    await handoffs.check_owner(
        call.session, call.park.id, call.id("conversation"), call.staff, colleague=None
    )
    await call.commit()


@area.post("/inbox/{conversation}/note", allows="inbox.read")
async def note(call: Call) -> web.Response:
    """Whoever reads along may leave a word for colleagues."""
    said = await call.form(Note)
    await notes.add(
        call.session,
        call.park.id,
        call.id("conversation"),
        call.staff,
        said.text,
        now=call.now,
    )
    return _done(call)


@area.post("/inbox/{conversation}/snooze", allows="inbox.reply")
async def snooze(call: Call) -> web.Response:
    """Put it off, for whoever has it."""
    wanted = (await call.form(PuttingOff)).until
    await snoozing.snooze(
        call.session,
        call.park.id,
        call.id("conversation"),
        call.staff,
        _moment(call, wanted),
        now=call.now,
    )
    call.toast(TOASTS[wanted])
    return _done(call)


@area.post("/inbox/{conversation}/wake", allows="inbox.reply")
async def wake(call: Call) -> web.Response:
    """It waits for its owner again."""
    found = await conversations.find(call.session, call.park.id, call.id("conversation"))
    await snoozing.wake(call.session, call.park.id, found.id)
    return _done(call)


def _moment(call: Call, wanted: Until) -> datetime | None:
    """An hour from now, tomorrow at MORNING by the park's clock, or the tenant's next word."""
    if wanted == "tenant":
        return None
    if wanted == "hour":
        return call.now + timedelta(hours=1)
    zone = ZoneInfo(call.park.timezone)
    tomorrow = call.now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, zone)


@area.post("/inbox/{conversation}/back", allows="inbox.reply")
async def hand_back(call: Call) -> web.Response:
    await _end(call, "handed_back")
    call.toast("inbox-handed-back")
    return _done(call)


@area.post("/inbox/{conversation}/resolve", allows="inbox.reply")
async def resolve(call: Call) -> web.Response:
    """Over; the tenant is asked once how it was."""
    await _end(call, "resolved")
    call.toast("inbox-resolved")
    return _done(call)


async def _end(call: Call, by: str) -> None:
    said = await call.form(Ending)
    await handoffs.check_owner(
        call.session,
        call.park.id,
        call.id("conversation"),
        call.staff,
        colleague=said.colleague,
    )
    await handoffs.hand_back(
        call.session,
        call.park.id,
        call.id("conversation"),
        by=by,
        staff=call.staff,
        now=call.now,
    )


def _done(call: Call) -> web.Response:
    """Colleagues who have the conversation open see it at once."""
    call.wake(call.id("conversation"))
    return call.empty()
