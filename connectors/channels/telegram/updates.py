"""What Telegram sends, as far as Parkline looks at it: the rest of an update is left alone."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Id = Annotated[int, Field(strict=True, ge=-(1 << 62), le=1 << 62)]
_PHOTO_TYPES = {"image/jpeg", "image/png", "image/webp"}


class Garbled(Exception):
    """Genuine or not, no update."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Chat(_Part):
    id: Id
    type: str

    @property
    def is_private(self) -> bool:
        return self.type == "private"


class User(_Part):
    id: Id
    language_code: str | None = None

    @property
    def language(self) -> str:
        """zh for people whose Telegram speaks Chinese, and where it does not say."""
        return "zh" if (self.language_code or "zh").lower().startswith("zh") else "en"


class File(_Part):
    file_id: str
    file_size: int = 0
    mime_type: str | None = None


class Place(_Part):
    """A spot with a name; one without is a `location` of coordinates alone."""

    title: str
    address: str = ""


class Message(_Part):
    message_id: Id
    chat: Chat
    sender: User | None = Field(None, alias="from")
    text: str | None = None
    caption: str | None = None
    photo: list[File] = Field(default_factory=list)
    document: File | None = None
    venue: Place | None = None
    location: dict[str, object] | None = None

    @property
    def picture(self) -> File | None:
        """The photo in its largest size, or a picture that was sent as a file."""
        if self.photo:
            return max(self.photo, key=lambda size: size.file_size)
        is_photo = self.document is not None and self.document.mime_type in _PHOTO_TYPES
        return self.document if is_photo else None


class Shown(_Part):
    """The message of ours on which a button was pressed, as much of it as Telegram still has."""

    chat: Chat


class Press(_Part):
    id: str
    sender: User = Field(alias="from")
    message: Shown | None = None
    data: str = ""

    @property
    def button(self) -> tuple[int, int] | None:
        """(seq, index) of what we offered; None for what we never sent."""
        seq, _, index = self.data.partition(":")
        numbers = all(n.isascii() and n.isdecimal() and len(n) < 10 for n in (seq, index))  # noqa: PLR2004
        return (int(seq), int(index)) if numbers else None


class Update(_Part):
    update_id: Id
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Press | None = None


def parse(body: bytes) -> Update:
    """Raises Garbled."""
    try:
        return Update.model_validate_json(body)
    except (ValidationError, RecursionError):
        raise Garbled from None
