"""Messages and photos as they are shown: a button's command stays here."""

from api.conversations.shapes import ButtonShown, MessageShown
from api.frame.call import Call
from api.frame.views import photo_of
from models.conversations import Message

PHOTOS = "photos"


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
        data={name: value for name, value in row.data.items() if name != PHOTOS},
        at=call.local(row.created_at),
    )
