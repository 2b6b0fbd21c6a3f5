"""Who somebody is by WeChat's word, for the mini-app."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.frame.deps import WeChatUser
from api.frame.problems import NotConfigured
from connectors.channels.base import Door
from connectors.channels.wechat import Api
from connectors.channels.wechat.errors import ApiError, Blocked, Unreachable
from edge.problems import Unavailable
from parkline.channels import wechat
from parkline.channels.accounts import Accounts
from parkline.settings.settings import Settings
from services.people.logins import LoginRefused

if TYPE_CHECKING:
    import aiohttp

BUSY = -1


@dataclass(frozen=True, slots=True)
class MiniProgram:
    """See api.frame.deps.MiniProgram."""

    api: Api
    pushed: bool
    account: str = ""
    """Code of the park's account; empty: that of the settings."""
    templates: Mapping[str, str] = field(default_factory=dict)

    async def user(self, code: str) -> WeChatUser:
        # The session's key stays with the platform's answer: nothing here needs it.
        told = await _or_refused(self.api.session_of(code))
        openid, union_id = told.get("openid"), told.get("unionid")
        if not isinstance(openid, str) or not openid:
            raise Unavailable("an answer without an openid")
        known = union_id if isinstance(union_id, str) and union_id else None
        return WeChatUser(openid, known, self.account)

    async def phone(self, code: str) -> str:
        return await _or_refused(self.api.phone_number(code))


@dataclass(frozen=True, slots=True)
class OfPark:
    """That of the settings, where the park has it, else the park's own account, which may come and
    go meanwhile. See api.frame.deps.MiniProgram."""

    park_id: int
    accounts: Accounts
    of_settings: MiniProgram | None

    @property
    def pushed(self) -> bool:
        return self._now().pushed

    @property
    def templates(self) -> Mapping[str, str]:
        """Empty where no mini-program is connected."""
        found = self._found()
        return found.templates if found is not None else {}

    async def user(self, code: str) -> WeChatUser:
        return await self._now().user(code)

    async def phone(self, code: str) -> str:
        return await self._now().phone(code)

    def _now(self) -> MiniProgram:
        """Raises NotConfigured."""
        found = self._found()
        if found is None:
            raise NotConfigured("no mini-program is connected here")
        return found

    def _found(self) -> MiniProgram | None:
        if self.of_settings is not None:
            return self.of_settings
        found = self.accounts.mini_program(self.park_id)
        if found is None:
            return None
        code, api, templates = found
        return MiniProgram(api, pushed=True, account=code, templates=templates)


def mini_program(
    settings: Settings, http: "aiohttp.ClientSession", door: Door
) -> MiniProgram | None:
    """None if the settings name none."""
    found = wechat.api_for(settings, "mini", http, door)
    if found is None:
        return None
    pushed = bool(settings.wechat_mini_token.get_secret_value())
    chosen = settings.wechat_mini_templates if pushed else {}
    templates: dict[str, str] = {kind: template.id for kind, template in chosen.items()}
    return MiniProgram(found, pushed, templates=templates)


async def _or_refused[Answer](asking: Awaitable[Answer]) -> Answer:
    try:
        return await asking
    except (Blocked, Unreachable) as busy:
        raise Unavailable("WeChat does not answer") from busy
    except ApiError as refused:
        if refused.code == BUSY:
            raise Unavailable("WeChat is busy") from refused
        raise LoginRefused("WeChat does not know this code") from refused
