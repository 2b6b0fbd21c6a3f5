"""The conversation: what was said, saying something, and hearing the answer as it comes."""

from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import views
from api.conversations.shapes import (
    Attention,
    ConversationShown,
    DangerNow,
    DangerSettled,
    MessageShown,
    Say,
    SendFile,
    ShowPhotos,
    Typing,
)
from api.frame.call import Call
from api.frame.paging import newest, page
from api.frame.routing import Area, Events, Stream, Told
from api.frame.shapes import NoticeShown, Out, Page, Paged
from api.frame.streams import last_event_id
from api.frame.uploads import Sent
from api.frame.views import notice, told_to_me
from edge.problems import Unavailable
from models.conversations import Conversation, Message
from services.conversations import conversations, receiving, turns
from services.conversations.message_text import TextEmpty, TextTooLong, clean, tidy
from services.conversations.receiving import ButtonRef, Received, TooManyWaiting
from services.danger import answering
from services.danger.answering import NothingAsked
from services.handoffs import attention, files
from services.kit.file_checking import check
from services.people.guest_limits import GuestLimit
from services.tickets import photos as kept
from services.tickets.photos import Cleaned

area = Area("conversation", grant="conversation")

TELLS: dict[str, type[Out]] = {"message": MessageShown, "typing": Typing, "attention": Attention}
SHOWN_AT_FIRST = 50
"""Messages that a client gets which has none yet."""


@area.get("/conversation")
async def show_conversation(call: Call) -> ConversationShown:
    """Who answers, and how far it is."""
    found = await call.conversation()
    who = await attention.of(call.session, found, now=call.now)
    return ConversationShown(
        channel=found.channel,
        owner=found.owner,  # type: ignore[arg-type]
        language=found.language,  # type: ignore[arg-type]
        last_seq=found.last_seq,
        answering=await _answering(call.session, found),
        staff=views.staff(who),
        read_seq=who.read_seq,
    )


@area.get("/conversation/messages")
async def list_messages(call: Call, query: Paged) -> Page[MessageShown]:
    """What was said, the newest first."""
    wanted = select(Message).where(
        Message.park_id == call.park.id,
        Message.conversation_id == call.held.session.conversation_id,
    )
    found = await newest(call, wanted, Message.seq, query)
    shown = [views.message(call, row) for row in found]
    return page(Page[MessageShown], shown, [row.seq for row in found], query)


@area.post("/conversation/messages", errors=[TextEmpty, TextTooLong, TooManyWaiting], status=201)
async def say(call: Call, body: Say) -> MessageShown:
    """Say something, or press a button.

    It is stored when this answers; the answer comes live. Repeat it with the same `id`.
    """
    conversation = await _with_room(call)
    press = ButtonRef(body.press.seq, body.press.index) if body.press else None
    received = await receiving.receive(
        call.session,
        conversation,
        external_id=_external_id(conversation, str(body.id)),
        text=clean(body.text or "") if press is None else "",
        button=press,
        now=call.now,
    )
    return _taken(call, conversation, received)


async def _with_room(call: Call) -> Conversation:
    """Raises Unavailable."""
    conversation = await call.conversation()
    if call.deps.crowded(call.park.id, conversation.id):
        raise Unavailable("too many wait for an answer")
    return conversation


@area.post("/conversation/photos", errors=[TextTooLong, TooManyWaiting, GuestLimit], status=201)
async def say_with_photos(call: Call, form: ShowPhotos, photos: list[Cleaned]) -> MessageShown:
    """Show up to six photos, with words if you like. Repeat it with the same `id`."""
    conversation = await _with_room(call)
    received = await _receive_photos(call, conversation, form, photos)
    return _taken(call, conversation, received)


@area.post("/conversation/files", errors=[TextTooLong, TooManyWaiting, GuestLimit], status=201)
async def say_with_file(call: Call, form: SendFile, file: Sent) -> MessageShown:
    """Send a PDF of up to 8 MB, or with `seconds` a voice message of up to a minute, with words if
    you like. People of staff read and hear them; the bot does not. Repeat it with the same `id`."""
    conversation = await _with_room(call)
    received = await files.receive(
        call.session,
        conversation,
        check(file.body, name=file.name, seconds=form.seconds),
        external_id=_external_id(conversation, str(form.id)),
        caption=tidy(form.caption),
        now=call.now,
    )
    return _taken(call, conversation, received)


@area.get("/conversation/danger")
async def show_danger(call: Call) -> DangerNow:
    """What I am asked about words of mine that reached the park by another way than the chat: a
    report, a note, a reason. A second or two after they were sent, wherever I am by then."""
    conversation = await call.conversation()
    asked = await answering.asked(call.session, conversation, call.park, call.language)
    return views.danger(call, asked)


@area.post("/conversation/danger", errors=[NothingAsked])
async def settle_danger(call: Call, body: DangerSettled) -> DangerNow:
    """Answer it. Silence counts as yes; after a yes it is said what to do at once."""
    conversation = await call.conversation()
    told = await answering.answer(
        call.session,
        conversation,
        None,
        happening=body.happening,
        language=call.language,
        now=call.now,
    )
    call.later.append(partial(call.deps.show, call.park.id, conversation.id))
    return views.danger(call, told)


@area.get("/conversation/live", tells=TELLS)
async def follow_conversation(call: Call) -> Stream:
    """What is said, as it is said: `message` events, `typing` while the bot thinks or staff write,
    and `attention` when somebody else has the conversation, or has read what was said.

    `id` is a message's `seq`. With `Last-Event-ID` it goes on after that one; without it the newest
    messages come first. The stream ends with its access token: renew it and come back.
    """
    return Stream(_events(call, await call.conversation()))


@area.get("/notices")
async def list_notices(call: Call, query: Paged) -> Page[NoticeShown]:
    """News of my orders, repairs and visitors, wherever it was told; the newest first."""
    wanted = told_to_me(call)
    found = await newest(call, wanted, Message.id, query)
    shown = [notice(call, row) for row in found]
    return page(Page[NoticeShown], shown, [row.id for row in found], query)


async def _receive_photos(
    call: Call, conversation: Conversation, form: ShowPhotos, cleaned: list[Cleaned]
) -> Received:
    return await kept.receive(
        call.session,
        conversation,
        cleaned,
        external_id=_external_id(conversation, str(form.id)),
        caption=tidy(form.caption),
        now=call.now,
    )


def _taken(call: Call, conversation: Conversation, received: Received) -> MessageShown:
    call.later.append(partial(call.deps.answer, call.park.id, conversation.id))
    return views.message(call, received.message)


def _external_id(conversation: Conversation, id: str) -> str:
    return f"app:{conversation.id}:{id}"


async def _answering(session: AsyncSession, conversation: Conversation) -> bool:
    if conversation.owner != "bot":
        return False
    owed = await turns.waiting(session, conversation.park_id, conversation.id)
    return owed is not None


async def _events(call: Call, conversation: Conversation) -> Events:
    heard = last_event_id(call.request)
    if heard is None or heard > conversation.last_seq:
        heard = max(0, conversation.last_seq - SHOWN_AT_FIRST)
    typing, told = False, None
    async with call.deps.subscribe(call.park.id, conversation.id) as wakeups:
        while True:
            async with call.deps.sessions() as session:
                present = await conversations.find(session, call.park.id, conversation.id)
                rows = await conversations.since(session, present, heard)
                answering = await _answering(session, present)
                who = await attention.of(session, present, now=call.deps.clock())
            for row in rows:
                heard = row.seq
                yield Told("message", views.message(call, row), row.seq)
            if rows:
                continue
            if answering != typing:
                typing = answering
                yield Told("typing", Typing(on=typing))
            if who != told:
                told = who
                yield Told("attention", views.attention(who))
            yield None
            while (brought := await anext(wakeups)) and all(news.typist for news in brought):
                yield Told("typing", Typing(on=True, name=brought[-1].typist))
