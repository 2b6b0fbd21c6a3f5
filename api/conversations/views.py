"""Messages, photos and questions as they are shown: a button's command stays here."""

from typing import Any

from api.conversations import shapes
from api.conversations.shapes import (
    ButtonShown,
    DangerAsked,
    DangerNow,
    FileShown,
    MessageShown,
    StaffShown,
)
from api.frame.call import Call
from api.frame.views import moment, photo_of
from models.conversations import Message
from services.danger.answering import Told
from services.handoffs.attention import Attention

PHOTOS, FILES = "photos", "files"


def message(call: Call, row: Message) -> MessageShown:
    shown = [photo_of(call, one) for one in row.data.get(PHOTOS, ())]
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
        files=[_file(call, one) for one in row.data.get(FILES, ())],
        data={name: value for name, value in row.data.items() if name not in {PHOTOS, FILES}},
        at=call.local(row.created_at),
    )


def _file(call: Call, one: dict[str, Any]) -> FileShown:
    return FileShown(
        id=one["id"],
        kind=one["kind"],
        url=call.deps.file_path(one["id"], one["token"]),
        name=one["name"],
        size=one["size"],
        seconds=one["seconds"],
    )


def attention(found: Attention) -> shapes.Attention:
    return shapes.Attention(
        owner=found.owner,  # type: ignore[arg-type]
        staff=staff(found),
        read_seq=found.read_seq,
    )


def staff(found: Attention) -> StaffShown | None:
    if found.name is None:
        return None
    return StaffShown(name=found.name, presence=found.presence)  # type: ignore[arg-type]


def danger(call: Call, told: Told | None) -> DangerNow:
    if told is None:
        return DangerNow(danger=None)
    return DangerNow(
        danger=DangerAsked(
            words=told.words,
            text=told.text,
            phones=told.phones,
            asked_until=moment(call, told.asked_until),
            yes=told.yes,
            no=told.no,
        )
    )
