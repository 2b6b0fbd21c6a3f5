"""WeCom's API: messages to members, and the customer service for people outside the company."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from connectors.channels.wechat.api import Api
from connectors.channels.wechat.errors import Blocked, Unreachable
from connectors.channels.wechat.tokens import Fetched

LONGEST_PAUSE = timedelta(minutes=1)
"""WeCom counts its calls by the minute."""
PAGE = 50
"""Messages fetched at once: each page is one transaction."""
CUSTOMERS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """What came since a cursor. `messages` as the platform tells them."""

    messages: list[dict[str, Any]]
    cursor: str
    has_more: bool


class CorpApi(Api):
    """One app of a corp. Its `App.app_id` is corp id and a name of the app's own, by a slash.

    Every call raises ApiError (Blocked for a quota that is used up) or Unreachable.
    """

    async def union_id(self, openid: str) -> str | None:
        """Members are the company's: WeChat has no id for them."""
        return None

    async def send(self, user_id: str, agent_id: int, kind: str, content: dict[str, str]) -> bool:
        """Tell a member; False if the company has no such member, or the app may not see them."""
        body = {"touser": user_id, "agentid": agent_id, "msgtype": kind, kind: content}
        answer = await self.post("/cgi-bin/message/send", body)
        return user_id not in str(answer.get("invaliduser", "")).split("|")

    async def upload_file(self, body: bytes, media_type: str, name: str) -> str:
        """Its media id, for three days. Files have at least 5 bytes, at most 20 MB."""
        return await self._upload("file", body, media_type, name)

    async def fetch(self, kf_id: str, cursor: str, token: str) -> Page:
        """What people wrote to customer service. `token` is a callback's, or empty."""
        body = {"open_kfid": kf_id, "cursor": cursor, "token": token, "limit": PAGE}
        answer = await self.post("/cgi-bin/kf/sync_msg", body)
        messages = [one for one in answer.get("msg_list") or [] if isinstance(one, dict)]
        next_cursor = str(answer.get("next_cursor") or cursor)
        return Page(messages, next_cursor, bool(answer.get("has_more")))

    async def answer(
        self, kf_id: str, user_id: str, kind: str, content: dict[str, str], *, key: str
    ) -> None:
        """Tell somebody outside. The platform takes each `key` once."""
        about = {"touser": user_id, "open_kfid": kf_id, "msgid": key}
        await self.post("/cgi-bin/kf/send_msg", {**about, "msgtype": kind, kind: content})

    async def welcome(self, code: str, text: str) -> None:
        """Greet somebody who has just come in; the code holds for twenty seconds."""
        body = {"code": code, "msgtype": "text", "text": {"content": text}}
        await self.post("/cgi-bin/kf/send_msg_on_event", body)

    async def union_ids(self, user_ids: Sequence[str]) -> dict[str, str]:
        """WeChat's union ids of people outside, of those whom it tells."""
        found: dict[str, str] = {}
        for start in range(0, len(user_ids), CUSTOMERS_AT_ONCE):
            asked = list(user_ids[start : start + CUSTOMERS_AT_ONCE])
            body = {"external_userid_list": asked}
            answer = await self.post("/cgi-bin/kf/customer/batchget", body)
            for customer in answer.get("customer_list") or []:
                if union_id := customer.get("unionid"):
                    found[str(customer.get("external_userid"))] = str(union_id)
        return found

    async def _noting[Answer](self, path: str, answer: Awaitable[Answer]) -> Answer:
        try:
            return await answer
        except Blocked as blocked:
            pause = min(blocked.pause, LONGEST_PAUSE)
            self._paused[path] = self._clock() + pause
            raise Blocked(pause, blocked.code) from None

    async def _fetch_token(self, another: bool) -> Fetched:
        """The platform gives the same one until it ends, however often one asks."""
        corp_id = self._app.app_id.partition("/")[0]
        query = {"corpid": corp_id, "corpsecret": self._app.secret}
        answer = await self._ask("GET", "/cgi-bin/gettoken", query, None)
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise Unreachable("answer without a token")
        return Fetched(token, timedelta(seconds=seconds))
