"""What WeCom is sent of a part of a message. A voice message goes as the platform plays it, and as
a file where that cannot be made of it."""

from connectors.channels import voice
from connectors.channels.attachments import Attachment
from connectors.channels.base import Door
from connectors.channels.wechat.bubbles import Part, Picture
from connectors.channels.wecom.api import CorpApi


async def content(door: Door, api: CorpApi, part: Part) -> tuple[str, dict[str, str]]:
    """The kind of message, and what stands in it; photos and files are uploaded for it. Raises
    NotFound, and what the API does."""
    match part:
        case Picture(id, token):
            image, media_type = await door.photo(id, token, thumbnail=False)
            return "image", {"media_id": await api.upload_image(image, media_type)}
        case Attachment(id=id, token=token):
            found = await door.file(id, token)
            spoken = None
            if part.is_voice:
                spoken = await voice.amr_or_none(found.body, found.media_type)
            if spoken is not None:
                return "voice", {"media_id": await api.upload_voice(spoken)}
            name = part.named(found.media_type)
            media_id = await api.upload_file(found.body, found.media_type, name)
            return "file", {"media_id": media_id}
        case str(text):
            return "text", {"content": text}
