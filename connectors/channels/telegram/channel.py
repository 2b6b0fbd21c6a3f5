"""The webhook that Telegram calls, and the way back."""

import hmac
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any, ClassVar

import aiohttp
import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from connectors.channels.attachments import Attachment
from connectors.channels.base import Door
from connectors.channels.outbox import Outcome, Outgoing, Retry
from connectors.channels.telegram import sending, texts
from connectors.channels.telegram.api import BotApi, Refused, Unreachable
from connectors.channels.telegram.sending import Picture
from connectors.channels.telegram.updates import Garbled, Message, Press, Update, parse
from connectors.channels.texts import ERRORS, Text
from edge.rates import Rate
from services.conversations.receiving import ButtonRef
from services.kit.errors import NotFound, ParkError
from services.people import link_words

WEBHOOK = "/telegram/webhook"
UPDATES = ["message", "edited_message", "callback_query"]
"""What Telegram is asked to send there."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
BODY_LIMIT = 256 * 1024
"""Bytes. The longest update is a twentieth of it."""
GROUP_SECONDS = 600
"""A group is told once in so long that it is none of ours."""

log = structlog.get_logger(__name__)

Call = dict[str, Any]
"""A method of the Bot API that Telegram runs as the answer to its request."""


class Telegram:
    """Install once on an application, which opens and closes the way to the API.

    `token` is the bot's, as BotFather gave it; `secret` is what Telegram shows with each update.
    `accepted_secrets` it may show until it was told that one.
    """

    name: ClassVar[str] = "telegram"

    def __init__(
        self,
        door: Door,
        *,
        token: str,
        secret: str,
        api_url: str,
        accepted_secrets: Sequence[str] = (),
        http: aiohttp.ClientSession | None = None,
    ) -> None:
        """Raises ValueError without a token or a secret."""
        if not token or not secret:
            raise ValueError("Telegram needs the bot's token and a secret for its webhook")
        self._door = door
        self._token = token
        self._secrets = (secret, *accepted_secrets)
        self._api_url = api_url
        self._bot = token.partition(":")[0]
        self._api = BotApi(http, token, api_url) if http is not None else None
        self._groups = Rate(time.monotonic, 1, GROUP_SECONDS)

    def install(self, app: web.Application) -> None:
        app.router.add_post(WEBHOOK, self.webhook)
        app.cleanup_ctx.append(self._connected)

    async def _connected(self, _app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
            self._api = BotApi(http, self._token, self._api_url)
            yield

    async def webhook(self, request: web.Request) -> web.Response:
        """Store, then acknowledge; what the channel itself has to say is the answer's body."""
        if not is_genuine(request.headers.get(SECRET_HEADER), *self._secrets):
            raise web.HTTPForbidden(text="secret")
        try:
            call = await self._take(parse(await _read(request)))
        except Garbled:
            raise web.HTTPBadRequest(text="update") from None
        except (SQLAlchemyError, OSError) as problem:  # Not stored: Telegram sends it again.
            log.warning("telegram.unavailable", error=type(problem).__name__)
            raise web.HTTPServiceUnavailable from None
        return web.json_response(call) if call else web.Response()

    async def push(self, outgoing: Outgoing) -> Outcome:
        """The next part of the first message."""
        message = outgoing.messages[0]
        waiting = sending.parts(message)
        part = waiting[min(message.parts, len(waiting) - 1)]
        try:
            await self._send(int(outgoing.external_id), part)
        except Refused as refusal:
            return sending.refused(refusal)
        except Unreachable:
            return Retry()
        return sending.sent(message)

    async def _send(self, chat_id: int, part: sending.Part) -> None:
        if isinstance(part, Picture):
            try:
                image, media_type = await self._door.photo(part.id, part.token, thumbnail=False)
            except NotFound:
                return
            await self._wire.send_photo(chat_id, image, media_type)
        elif isinstance(part, Attachment):
            try:
                found = await self._door.file(part.id, part.token)
            except NotFound:
                return
            name = part.named(found.media_type)
            await self._wire.send_file(chat_id, found.body, found.media_type, name, part.seconds)
        else:
            await self._wire.call("sendMessage", **sending.request(chat_id, part))

    @property
    def _wire(self) -> BotApi:
        assert self._api is not None, "not installed on an application that runs"
        return self._api

    async def _take(self, update: Update) -> Call | None:
        key = self._door.key(f"{self._bot}:{update.update_id}")
        if update.callback_query is not None:
            return await self._press(update.callback_query, key)
        if update.message is not None:
            return await self._hear(update.message, key)
        edited = update.edited_message
        if edited is not None and edited.chat.is_private and (edited.text or edited.caption):
            return _say(edited, texts.EDITED)
        return None

    async def _hear(self, message: Message, key: str) -> Call | None:
        if not message.chat.is_private:
            told_lately = self._groups.take(str(message.chat.id))
            return None if told_lately else _say(message, texts.GROUP)
        try:
            if message.picture is not None:
                return await self._photo(message, key)
            if (text := _words(message)) is None:
                no = texts.WHERE if message.location is not None else texts.UNREADABLE
                return _say(message, no)
            talk = await self._open(message.chat.id)
            await self._door.receive(talk, external_id=key, text=text)
        except ParkError as refusal:
            return _say(message, _words_of(refusal))
        return None

    async def _photo(self, message: Message, key: str) -> Call | None:
        assert message.picture is not None
        try:
            raw = await self._wire.file(message.picture.file_id)
        except Refused as refusal:
            log.warning("telegram.photo_refused", code=refusal.code)
            return _say(message, texts.PHOTO_LOST)
        except Unreachable as problem:
            log.warning("telegram.photo_lost", problem=str(problem))
            return _say(message, texts.PHOTO_LOST)
        cleaned = await self._door.clean_photo(raw)
        talk = await self._open(message.chat.id)
        caption = message.caption or ""
        await self._door.receive_photos(talk, [cleaned], external_id=key, caption=caption)
        return None

    async def _press(self, press: Press, key: str) -> Call:
        """Every press is answered, or the button goes on spinning."""
        answer: Call = {"method": "answerCallbackQuery", "callback_query_id": press.id}
        if press.message is not None and not press.message.chat.is_private:
            return answer | {"text": texts.GROUP.in_(press.sender.language)}
        try:
            if press.button is None:
                raise NotFound
            talk = await self._open(press.sender.id)
            button = ButtonRef(*press.button)
            await self._door.receive(talk, external_id=key, text="", button=button)
        except ParkError as refusal:
            why = ERRORS.get(refusal.code, ERRORS["button_unknown"])
            return answer | {"text": why.in_(press.sender.language), "show_alert": True}
        return answer

    async def _open(self, chat_id: int) -> int:
        conversation = await self._door.open(self.name, str(chat_id), pushed=True)
        return conversation.id


def is_genuine(shown: str | None, *secrets: str) -> bool:
    """Whether a request shows one of our secrets. An empty one is nobody's."""
    given = (shown or "").encode(errors="replace")
    return any(bool(one) and hmac.compare_digest(given, one.encode()) for one in secrets)


def _words(message: Message) -> str | None:
    """What somebody said, in words; None if there are none."""
    if message.venue is not None:
        return f"{message.venue.title}，{message.venue.address}".rstrip("，")
    text = message.text
    if text is None:
        return None
    command, _, parameter = text.strip().partition(" ")
    language = message.sender.language if message.sender else "zh"
    if command == "/start":
        # t.me/…?start=LK-7K3M9Q: a link that brings the code along.
        code = link_words.parse_code(parameter)
        return code or texts.START.in_(language)
    return texts.HELP.in_(language) if command == "/help" else text


def _words_of(refusal: ParkError) -> Text:
    return ERRORS.get(refusal.code, texts.UNREADABLE)


def _say(message: Message, text: Text) -> Call:
    language = message.sender.language if message.sender else "zh"
    return {"method": "sendMessage", "chat_id": message.chat.id, "text": text.in_(language)}


async def _read(request: web.Request) -> bytes:
    """Raises Garbled for a body that no update has."""
    raw = await request.content.read(BODY_LIMIT + 1)
    while len(raw) <= BODY_LIMIT and (more := await request.content.read(BODY_LIMIT + 1)):
        raw += more
    if len(raw) > BODY_LIMIT:
        raise Garbled
    return raw
