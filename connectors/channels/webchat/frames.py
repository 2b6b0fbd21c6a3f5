"""The JSON that goes over the socket, one object a frame."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from connectors.channels.webchat.texts import ERRORS
from models.conversations import Message
from services.handoffs.attention import Attention

FRAME_LIMIT = 64 * 1024
"""Bytes. Room for the longest text with every character escaped, so that one character too many
gets an answer instead of a closed socket."""

TYPING_SECONDS = 10
"""The desk says it every four seconds while somebody types."""

Seq = Annotated[int, Field(ge=0, lt=2**53)]


class BadFrame(Exception):
    """Not JSON, or not a frame that we know."""


class _Frame(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Hello(_Frame):
    """The first frame. `after`: the newest message that the client has, 0 for none. `language`:
    in which its page speaks."""

    type: Literal["hello"]
    after: Seq
    language: Literal["zh", "en"] | None = None


class Send(_Frame):
    type: Literal["send"]
    id: UUID
    """Chosen by the client and kept when it repeats the message."""
    text: str


class Press(_Frame):
    type: Literal["press"]
    id: UUID
    seq: Seq
    index: Annotated[int, Field(ge=0, lt=1_000)]


class Ping(_Frame):
    type: Literal["ping"]


Frame = Hello | Send | Press | Ping
_FRAMES: TypeAdapter[Frame] = TypeAdapter(Annotated[Frame, Field(discriminator="type")])


def parse(data: str) -> Frame:
    """Raises BadFrame."""
    try:
        return _FRAMES.validate_json(data)
    except ValidationError as error:
        raise BadFrame(str(error)) from error


def message(row: Message) -> dict[str, Any]:
    """A message as the tenant may see it: a button's payload stays here."""
    frame: dict[str, Any] = {
        "type": "message",
        "seq": row.seq,
        "direction": row.direction,
        "author": row.author,
        "text": row.text,
        "buttons": [{"title": button["title"]} for button in row.buttons],
        "data": row.data,
        "at": row.created_at.isoformat(),
    }
    if row.external_id is not None:
        frame["id"] = row.external_id.rpartition(":")[2]
    return frame


def ack(id: UUID, seq: int) -> dict[str, Any]:
    return {"type": "ack", "id": str(id), "seq": seq}


def reset() -> dict[str, Any]:
    """Forget what is on the page: the history that follows is another conversation's."""
    return {"type": "reset"}


def ready(seq: int) -> dict[str, Any]:
    """The history is complete up to `seq`; what follows is live."""
    return {"type": "ready", "seq": seq}


def typing(on: bool, who: str | None = None) -> dict[str, Any]:
    """`who`: of staff; that they stopped is not said, it is over after TYPING_SECONDS."""
    frame: dict[str, Any] = {"type": "typing", "on": on}
    return frame if who is None else {**frame, "who": who, "seconds": TYPING_SECONDS}


def attention(who: Attention) -> dict[str, Any]:
    """Who has the conversation, whether they are there, and up to which message they have read."""
    return {
        "type": "attention",
        "owner": who.owner,
        "name": who.name,
        "presence": who.presence,
        "read": who.read_seq,
    }


def pong() -> dict[str, Any]:
    return {"type": "pong"}


def error(code: str, id: UUID | None = None, **details: Any) -> dict[str, Any]:
    """`id` names the message that was refused. `retry_after`, in seconds, says when to repeat it;
    without it repeating is useless."""
    text = ERRORS[code]
    frame = {"type": "error", "code": code, "text_zh": text.zh, "text_en": text.en, **details}
    return frame if id is None else {**frame, "id": str(id)}
