"""The conversation: the same that the chat has."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from api.frame.shapes import Asked, In, Moment, Out, PhotoShown
from services.conversations.message_text import TEXT_LIMIT

Text = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LIMIT)]
Seq = Annotated[int, Field(ge=1, le=2**53)]


class ButtonShown(Out):
    index: int
    title: str


class FileShown(Out):
    """A document (PDF) or a voice message."""

    id: int
    kind: Literal["document", "voice"]
    url: str
    """Unguessable: whoever has it may have the file."""
    name: str
    """Of a document."""
    size: int
    """Bytes."""
    seconds: int | None
    """How long a voice message is."""


class MessageShown(Out):
    seq: int
    """Counts the conversation's messages without gaps."""
    id: str | None
    """As the client chose it."""
    direction: Literal["in", "out"]
    author: Literal["tenant", "bot", "system", "staff"]
    text: str
    buttons: list[ButtonShown]
    photos: list[PhotoShown]
    files: list[FileShown]
    data: dict[str, Any]
    """For programs: what the message is about, such as an `order_no`."""
    at: Moment


class ConversationShown(Out):
    channel: str
    owner: Literal["bot", "queued", "staff"]
    """Who answers: the bot, the bot until somebody of staff takes over, or staff."""
    language: Literal["zh", "en"]
    last_seq: int
    answering: bool
    """Whether the bot owes an answer at this moment."""
    staff: "StaffShown | None"
    """Who of staff has it."""
    read_seq: int
    """The newest message that staff have seen; 0 for none. Only told of those that they answer."""


class StaffShown(Out):
    name: str
    presence: Literal["here", "busy", "away"]
    """As they say themselves."""


class Attention(Out):
    """Whose the conversation is, and how far they have read."""

    owner: Literal["bot", "queued", "staff"]
    staff: StaffShown | None
    read_seq: int


class Press(In):
    seq: Seq
    """Of the message that offered the button."""
    index: Annotated[int, Field(ge=0, lt=1000)]


class Say(In):
    """Words, or a button that is pressed."""

    id: UUID
    """Chosen by you, and kept when you repeat the message: it is stored once."""
    text: Text | None = None
    press: Press | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Say":
        if (self.text is None) == (self.press is None):
            raise ValueError("either text or press")
        return self


class ShowPhotos(Asked):
    id: UUID
    """As of a message."""
    caption: Annotated[str, StringConstraints(max_length=TEXT_LIMIT)] = ""


class SendFile(Asked):
    id: UUID
    """As of a message."""
    caption: Annotated[str, StringConstraints(max_length=TEXT_LIMIT)] = ""
    seconds: Annotated[float, Field(gt=0, le=3600)] | None = None
    """How long a voice message is; a document has none."""


class DangerAsked(Out):
    """Somebody may be in danger: a question with two answers, or what to do at once."""

    words: str | None
    """What I wrote in a report, an order or an invitation, and am asked about."""
    text: str
    phones: list[str]
    """Numbers to call."""
    asked_until: Moment | None
    """Staff are called then if nobody has answered; None where nothing is asked."""
    yes: str | None
    no: str | None


class DangerNow(Out):
    danger: DangerAsked | None


class DangerSettled(In):
    happening: bool
    """True: it is happening, somebody has to come. False: I was only asking."""


class Typing(Out):
    on: bool
    name: str | None = None
    """Of staff, who type at this moment: it is over after ten seconds, or with their message. None
    where it is the bot."""
