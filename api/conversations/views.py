"""Messages and photos as they are shown: a button's command stays here."""

from typing import Any

from sqlalchemy import Select, select

from api.conversations.shapes import ButtonShown, MessageShown, NoticeShown, PhotoShown
from api.frame.call import Call
from models import Conversation, Message, Photo

PHOTOS = "photos"


def message(call: Call, row: Message) -> MessageShown:
    shown = [_photo(call, one) for one in row.data.get(PHOTOS, ())]
    return MessageShown(
        seq=row.seq,
        id=row.external_id.rpartition(":")[2] if row.external_id else None,
        direction=row.direction,  # type: ignore[arg-type]
        author=row.author,  # type: ignore[arg-type]
        text=row.text,
        buttons=[
            ButtonShown(index=index, title=button["title"])
            for index, button in enumerate(row.buttons)
        ],
        photos=shown,
        data={name: value for name, value in row.data.items() if name != PHOTOS},
        at=call.local(row.created_at),
    )


def told_to_me(call: Call) -> Select[Message]:
    """News, in whichever of the person's conversations."""
    return (
        select(Message)
        .join(
            Conversation,
            (Conversation.park_id == Message.park_id)
            & (Conversation.id == Message.conversation_id),
        )
        .where(
            Message.park_id == call.park.id,
            Message.author == "system",
            Conversation.person_id == call.me.id,
        )
    )


def notice(call: Call, row: Message) -> NoticeShown:
    return NoticeShown(text=row.text, data=row.data, at=call.local(row.created_at))


def photo(call: Call, row: Photo) -> PhotoShown:
    return _photo(
        call, {"id": row.id, "token": row.token, "width": row.width, "height": row.height}
    )


def _photo(call: Call, one: dict[str, Any]) -> PhotoShown:
    path = call.deps.photo_path(one["id"], one["token"])
    return PhotoShown(
        id=one["id"],
        url=path,
        thumbnail_url=f"{path}/thumb",
        width=one["width"],
        height=one["height"],
    )
