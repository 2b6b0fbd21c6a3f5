"""The platform's API, as far as Parkline uses it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.channels import voice
from connectors.channels.wechat.errors import ApiError, Blocked, Unreachable
from connectors.channels.wechat.tokens import Fetched, Tokens
from services.kit.photo_cleaning import BYTES_LIMIT
from services.kit.sealing import Vault

TIMEOUT = aiohttp.ClientTimeout(total=8, connect=4)
"""All of a push, a renewed token included, has to fit well into the pusher's lease."""
ANSWER_LIMIT = 256 * 1024

TOKEN_REFUSED = frozenset({40001, 40014, 42001})
PAUSES = {45009: timedelta(minutes=30), 45011: timedelta(minutes=1)}
"""The day's quota, which may also be raised by the operator, and the minute's."""
BUSY = -1
"""The platform's "try again"."""
OK = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class App:
    """An Official Account or a mini-program, as the platform knows it."""

    app_id: str
    secret: str = field(repr=False)
    base_url: str = "https://api.weixin.qq.com"


class Api:
    """Use as `async with aiohttp.ClientSession() as http: Api(app, http, …)`.

    Every call raises ApiError (Blocked for a quota that is used up) or Unreachable.
    """

    def __init__(
        self,
        app: App,
        http: aiohttp.ClientSession,
        *,
        park_id: int,
        sessions: async_sessionmaker[AsyncSession],
        clock: Callable[[], datetime],
        vault: Vault,
    ) -> None:
        self._app = app
        self._http = http
        self._clock = clock
        self._tokens = Tokens(
            park_id, app.app_id, self._fetch_token, sessions=sessions, clock=clock, vault=vault
        )
        self._paused: dict[str, datetime] = {}

    async def prove(self) -> None:
        """Raises unless the platform takes the secret. What it gives for it is kept nowhere."""
        await self._fetch_token(False)

    async def send_text(self, openid: str, text: str) -> None:
        """A customer service message, of at most 2,048 bytes."""
        await self._custom(openid, "text", {"content": text})

    async def send_image(self, openid: str, media_id: str) -> None:
        await self._custom(openid, "image", {"media_id": media_id})

    async def send_voice(self, openid: str, media_id: str) -> None:
        """Of an Official Account alone: mini-programs have no voice messages."""
        await self._custom(openid, "voice", {"media_id": media_id})

    async def _custom(self, openid: str, kind: str, content: Mapping[str, str]) -> None:
        body = {"touser": openid, "msgtype": kind, kind: content}
        await self.post("/cgi-bin/message/custom/send", body)

    async def send_template(
        self, openid: str, template_id: str, data: Mapping[str, str], *, url: str | None = None
    ) -> str:
        """A template message of an Official Account; its id, by which the result is told later."""
        body = {"touser": openid, "template_id": template_id, "data": _values(data)}
        answer = await self.post(
            "/cgi-bin/message/template/send", body | ({"url": url} if url else {})
        )
        return str(answer.get("msgid", ""))

    async def send_subscribe(
        self, openid: str, template_id: str, data: Mapping[str, str], *, page: str | None = None
    ) -> None:
        """A subscribe message of a mini-program. 43101: the person does not want it."""
        body = {"touser": openid, "template_id": template_id, "data": _values(data)}
        await self.post("/cgi-bin/message/subscribe/send", body | ({"page": page} if page else {}))

    async def union_id(self, openid: str) -> str | None:
        """By which a follower is known to every account that is bound to ours; None without one."""
        path = "/cgi-bin/user/info"
        answer = await self._with_token(
            path,
            lambda token: self._ask("GET", path, {"access_token": token, "openid": openid}, None),
        )
        found = answer.get("unionid")
        return found if isinstance(found, str) and found else None

    async def create_menu(self, buttons: list[dict[str, Any]]) -> None:
        await self.post("/cgi-bin/menu/create", {"button": buttons})

    async def create_qrcode(self, scene: str) -> str:
        """The address of a picture of a code that never ends."""
        body = {
            "action_name": "QR_LIMIT_STR_SCENE",
            "action_info": {"scene": {"scene_str": scene}},
        }
        answer = await self.post("/cgi-bin/qrcode/create", body)
        ticket = quote(_field(answer, "ticket"), safe="")
        return f"https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket={ticket}"

    async def media(self, media_id: str) -> bytes:
        """A file that a tenant sent. Raises ApiError when it is gone, or larger than a photo."""
        path = "/cgi-bin/media/get"
        return await self._with_token(
            path,
            lambda token: self._download(path, {"access_token": token, "media_id": media_id}),
        )

    async def upload_image(self, image: bytes, media_type: str) -> str:
        """Its media id, for three days."""
        return await self._upload("image", image, media_type, "photo.jpg")

    async def upload_voice(self, amr: bytes) -> str:
        """Its media id, for three days. At most 60 seconds and 2 MB."""
        return await self._upload("voice", amr, voice.MEDIA_TYPE, "voice.amr")

    async def _upload(self, kind: str, body: bytes, media_type: str, name: str) -> str:
        path = "/cgi-bin/media/upload"

        async def upload(token: str) -> dict[str, Any]:
            # The platform shows the name as it stands there: quoted, it would be shown quoted.
            form = aiohttp.FormData(quote_fields=False)
            form.add_field("media", body, filename=name, content_type=media_type)
            query = {"access_token": token, "type": kind}
            return await self._ask("POST", path, query, form)

        return _field(await self._with_token(path, upload), "media_id")

    async def session_of(self, code: str) -> dict[str, Any]:
        """jscode2session: openid, session_key, unionid where there is one."""
        query = {
            "appid": self._app.app_id,
            "secret": self._app.secret,
            "js_code": code,
            "grant_type": "authorization_code",
        }
        return await self._ask("GET", "/sns/jscode2session", query, None)

    async def phone_number(self, code: str) -> str:
        """The number that a person let the mini-program have, without the country's code."""
        answer = await self.post("/wxa/business/getuserphonenumber", {"code": code})
        return _field(answer, "phone_info", "purePhoneNumber")

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Refreshes a refused token once and tries again once."""
        raw = json.dumps(body, ensure_ascii=False).encode()
        return await self._with_token(
            path, lambda token: self._ask("POST", path, {"access_token": token}, raw)
        )

    async def _with_token[Answer](
        self, path: str, call: Callable[[str], Awaitable[Answer]]
    ) -> Answer:
        pause = self._paused.get(path, self._clock()) - self._clock()
        if pause > timedelta(0):
            raise Blocked(pause)
        token = await self._tokens.get()
        try:
            return await self._noting(path, call(token))
        except ApiError as refusal:
            if refusal.code not in TOKEN_REFUSED:
                raise
        token = await self._tokens.get(refused=token)
        return await self._noting(path, call(token))

    async def _noting[Answer](self, path: str, answer: Awaitable[Answer]) -> Answer:
        try:
            return await answer
        except Blocked as blocked:
            self._paused[path] = self._clock() + blocked.pause
            log.warning("wechat.quota_used_up", path=path, code=blocked.code)
            raise

    async def _fetch_token(self, another: bool) -> Fetched:
        body = {
            "grant_type": "client_credential",
            "appid": self._app.app_id,
            "secret": self._app.secret,
            "force_refresh": another,
        }
        raw = json.dumps(body).encode()
        answer = await self._ask("POST", "/cgi-bin/stable_token", {}, raw)
        seconds = int(_field(answer, "expires_in"))
        return Fetched(_field(answer, "access_token"), timedelta(seconds=seconds))

    async def _ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: bytes | aiohttp.FormData | None,
    ) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"} if isinstance(body, bytes) else {}
        _type, raw = await self._wire(method, path, query, body, headers, limit=ANSWER_LIMIT)
        return _answer(raw)

    async def _download(self, path: str, query: Mapping[str, str]) -> bytes:
        media_type, raw = await self._wire("GET", path, query, None, {}, limit=BYTES_LIMIT)
        if media_type in {"application/json", "text/plain"}:
            _answer(raw)  # Raises: a file is no JSON.
            raise Unreachable("no file")
        return raw

    async def _wire(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: bytes | aiohttp.FormData | None,
        headers: Mapping[str, str],
        *,
        limit: int,
    ) -> tuple[str, bytes]:
        try:
            async with self._http.request(
                method,
                self._app.base_url + path,
                params=query,
                data=body,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as response:
                if response.status != OK:
                    raise Unreachable(f"status {response.status}")
                return response.content_type, await _read(response, limit)
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            # What aiohttp says of it names the address, and the address holds the token.
            raise Unreachable(type(problem).__name__) from None


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    raw = bytearray()
    async for chunk in response.content.iter_any():
        raw += chunk
        if len(raw) > limit:
            raise Unreachable("answer too long")
    return bytes(raw)


def _answer(raw: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(raw)
        code = int(answer.get("errcode") or 0)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise Unreachable("no JSON") from None
    if code == BUSY:
        raise Unreachable("busy")
    if code in PAUSES:
        raise Blocked(PAUSES[code], code)
    if code:
        raise ApiError(code)
    return dict(answer)


def _field(answer: Any, *names: str) -> str:
    for name in names:
        if not isinstance(answer, dict) or not answer.get(name):
            raise Unreachable(f"answer without {name}")
        answer = answer[name]
    return str(answer)


def _values(data: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {name: {"value": value} for name, value in data.items()}
