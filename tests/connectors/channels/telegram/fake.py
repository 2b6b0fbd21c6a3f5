"""Telegram as its public documentation describes it: what the Bot API refuses, this refuses.

https://core.telegram.org/bots/api. Stricter in one way: a parameter that the method does not have
is an error here, where Telegram would leave it alone.
"""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from tests.kit.waiting import PATIENCE

TOKEN = "7000000001:AAF-a_token_of_the_tests_0123456789abc"
USERNAME = "daybreak_park_bot"
SECRET = "a-secret_of_the-tests"
UPDATE_TYPES = {
    *("message", "edited_message", "channel_post", "edited_channel_post", "inline_query"),
    *("callback_query", "my_chat_member", "chat_member", "poll", "poll_answer"),
}
SENT_LIMIT = 50 * 1024 * 1024
FILE_LIMIT = 20 * 1024 * 1024


class No(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, words: str, **parameters: int) -> None:
        super().__init__(words)
        self.code, self.words, self.parameters = code, words, parameters


@dataclass
class Telegram:
    """`webhook` is where updates are sent, with `secret`; by setWebhook or set by a test."""

    http: ClientSession
    token: str = TOKEN
    url: str = ""
    webhook: str = ""
    secret: str = SECRET
    settings: dict[str, Any] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    started: set[int] = field(default_factory=set)
    """Chats to which the bot may write: somebody has written to it there."""
    files: dict[str, bytes] = field(default_factory=dict)
    refusals: list[No] = field(default_factory=list)
    """What the next calls meet."""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """(method, parameters) of all that went well."""
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Callback queries by id."""
    _asked: set[str] = field(default_factory=set)
    _heard: defaultdict[int, asyncio.Queue[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(asyncio.Queue)
    )
    _ids: int = 100

    # People

    async def deliver(self, update: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Send an update; (status, the method that was answered with, done as Telegram does)."""
        for kind in ("message", "edited_message"):
            if kind in update:
                self.started.add(update[kind]["chat"]["id"])
        if (press := update.get("callback_query")) is not None:
            self._asked.add(press["id"])
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret}
        async with self.http.post(self.webhook, json=update, headers=headers) as response:
            status, body = response.status, await response.read()
        assert status < 500, f"{status} {body!r}"
        call = json.loads(body) if status == 200 and body else {}
        if call:
            method = call.pop("method")
            self._do(method, call)
            call["method"] = method
        return status, call

    def update(self, kind: str, what: dict[str, Any], id: int | None = None) -> dict[str, Any]:
        return {"update_id": id or self.next_id(), kind: what}

    def next_id(self) -> int:
        self._ids += 1
        return self._ids

    async def hear(self, chat_id: int) -> dict[str, Any]:
        """The next message in a chat."""
        async with asyncio.timeout(PATIENCE):
            return await self._heard[chat_id].get()

    # The Bot API

    async def call(self, request: web.Request) -> web.Response:
        try:
            parameters = await self._parameters(request)
            if self.refusals:
                raise self.refusals.pop(0)
            result = self._do(request.match_info["method"], parameters)
        except No as no:
            answer = {"ok": False, "error_code": no.code, "description": no.words}
            if no.parameters:
                answer["parameters"] = no.parameters
            return web.json_response(answer, status=no.code)
        return web.json_response({"ok": True, "result": result})

    async def _parameters(self, request: web.Request) -> dict[str, Any]:
        if request.match_info["token"] != self.token:
            raise No(401, "Unauthorized")
        if request.content_type == "application/json":
            return dict(await request.json())
        if request.content_type == "multipart/form-data":
            form = await request.post()
            return {name: _field(name, value) for name, value in form.items()}
        raise No(400, "Bad Request: unsupported content type")

    def _do(self, method: str, parameters: dict[str, Any]) -> Any:
        methods: dict[str, Callable[..., Any]] = {
            "getMe": self._get_me,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "sendDocument": self._send_document,
            "sendVoice": self._send_voice,
            "getFile": self._get_file,
            "answerCallbackQuery": self._answer_callback_query,
        }
        if method not in methods:
            raise No(404, "Not Found")
        try:
            result = methods[method](**parameters)
        except TypeError as wrong:
            raise No(400, f"Bad Request: {wrong}") from wrong
        self.calls.append((method, parameters))
        return result

    def _get_me(self) -> Any:
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "启明",
            "username": USERNAME,
        }

    def _set_webhook(
        self,
        *,
        url: str,
        secret_token: str = "",
        allowed_updates: list[str] | None = None,
        max_connections: int = 40,
    ) -> bool:
        if not url.startswith("https://"):
            raise No(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret_token):
            raise No(400, "Bad Request: secret token contains unallowed characters")
        if set(allowed_updates or ()) - UPDATE_TYPES:
            raise No(400, "Bad Request: unsupported update type specified")
        if not 1 <= max_connections <= 100:
            raise No(400, "Bad Request: max_connections must be between 1 and 100")
        self.settings = {
            "url": url,
            "secret_token": secret_token,
            "allowed_updates": allowed_updates,
            "max_connections": max_connections,
        }
        return True

    def _delete_webhook(self) -> bool:
        self.settings = {}
        return True

    def _webhook_info(self) -> Any:
        return {"url": self.settings.get("url", ""), "pending_update_count": 0}

    def _send_message(
        self,
        *,
        chat_id: int,
        text: str,
        reply_markup: dict[str, Any] | None = None,
        link_preview_options: dict[str, Any] | None = None,
    ) -> Any:
        self._may_write(chat_id)
        if not isinstance(text, str) or not text.strip():
            raise No(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise No(400, "Bad Request: message is too long")
        if link_preview_options is not None and set(link_preview_options) - {"is_disabled"}:
            raise No(400, "Bad Request: can't parse link preview options")
        buttons = _buttons(reply_markup)
        message = {"message_id": self.next_id(), "chat": {"id": chat_id, "type": "private"}}
        self._heard[chat_id].put_nowait({**message, "text": text, "buttons": buttons})
        return {**message, "text": text}

    def _send_photo(self, *, chat_id: str, photo: bytes) -> Any:
        self._may_write(int(chat_id))
        if not photo or len(photo) > 10 * 1024 * 1024:
            raise No(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        self._heard[int(chat_id)].put_nowait({"photo": photo, "buttons": []})
        return {"message_id": self.next_id()}

    def _send_document(self, *, chat_id: str, document: tuple[str, str, bytes]) -> Any:
        return self._send_file(chat_id, "document", document)

    def _send_voice(self, *, chat_id: str, duration: str, voice: tuple[str, str, bytes]) -> Any:
        if not duration.isdigit():
            raise No(400, "Bad Request: invalid duration")
        if voice[1] not in ("audio/ogg", "audio/mpeg", "audio/mp4"):
            raise No(400, "Bad Request: wrong type of the voice")
        return self._send_file(chat_id, "voice", voice)

    def _send_file(self, chat_id: str, kind: str, file: tuple[str, str, bytes]) -> Any:
        self._may_write(int(chat_id))
        name, _media_type, body = file
        if not name or not body:
            raise No(400, "Bad Request: file must be non-empty")
        if len(body) > SENT_LIMIT:
            raise No(413, "Request Entity Too Large")
        self._heard[int(chat_id)].put_nowait({kind: body, "name": name, "buttons": []})
        return {"message_id": self.next_id()}

    def _may_write(self, chat_id: Any) -> None:
        if not isinstance(chat_id, int):
            raise No(400, "Bad Request: chat_id must be a number here")
        if chat_id in self.blocked:
            raise No(403, "Forbidden: bot was blocked by the user")
        if chat_id not in self.started:
            raise No(400, "Bad Request: chat not found")

    def _get_file(self, *, file_id: str) -> Any:
        if file_id not in self.files:
            raise No(400, "Bad Request: invalid file_id")
        if len(self.files[file_id]) > FILE_LIMIT:
            raise No(400, "Bad Request: file is too big")
        return {"file_id": file_id, "file_path": f"photos/{file_id} 1.jpg"}

    def _answer_callback_query(
        self, *, callback_query_id: str, text: str = "", show_alert: bool = False
    ) -> bool:
        if callback_query_id not in self._asked:
            raise No(400, "Bad Request: query is too old and response timeout expired")
        if len(text) > 200:
            raise No(400, "Bad Request: MESSAGE_TOO_LONG")
        self._asked.discard(callback_query_id)
        self.answered[callback_query_id] = {"text": text, "show_alert": show_alert}
        return True

    async def file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return web.Response(status=404)
        file_id = request.match_info["path"].removeprefix("photos/").removesuffix(" 1.jpg")
        return web.Response(body=self.files[file_id], content_type="application/octet-stream")


def _field(name: str, value: Any) -> Any:
    """A photo's bytes; of another file its name, too, and its type."""
    if not hasattr(value, "file"):
        return value
    body = value.file.read()
    return body if name == "photo" else (value.filename, value.content_type, body)


def _buttons(markup: dict[str, Any] | None) -> list[list[dict[str, str]]]:
    if markup is None:
        return []
    rows = markup.get("inline_keyboard")
    if set(markup) != {"inline_keyboard"} or not isinstance(rows, list):
        raise No(400, "Bad Request: can't parse reply keyboard markup JSON object")
    for button in [button for row in rows for button in row]:
        if set(button) != {"text", "callback_data"} or not button["text"].strip():
            raise No(400, "Bad Request: inline keyboard button must have text and one action")
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise No(400, "Bad Request: BUTTON_DATA_INVALID")
    return list(rows)


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """Served on a port of loopback."""
    async with telegrams(TOKEN) as [fake]:
        yield fake


@asynccontextmanager
async def telegrams(*tokens: str) -> AsyncIterator[list[Telegram]]:
    """Several bots of one Bot API."""
    async with ClientSession() as http:
        bots = {token: Telegram(http, token) for token in tokens}

        def of(request: web.Request) -> Telegram:
            return bots.get(request.match_info["token"], next(iter(bots.values())))

        async def call(request: web.Request) -> web.Response:
            return await of(request).call(request)

        async def file(request: web.Request) -> web.Response:
            return await of(request).file(request)

        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_post("/bot{token}/{method}", call)
        app.router.add_get("/file/bot{token}/{path:.+}", file)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            for fake in bots.values():
                fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield list(bots.values())
        finally:
            await runner.cleanup()
