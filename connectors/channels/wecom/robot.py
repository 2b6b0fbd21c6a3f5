"""A group's webhook robot: it says something in the group, and hears nothing."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp

from services.notices.staff_alarms import Alarm

PER_MINUTE = 20
"""Messages that a robot may say in a minute; what is more, the platform refuses."""
BYTES = 4096
"""Of a message, in UTF-8."""
LINE = 80
"""Characters of a line of ours."""
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
_TOO_MANY = {45009, 45033}
_MINUTE = timedelta(minutes=1)
_MARKS = re.compile(r"[\[\]()<>*_`#~|\\\r\n]+")
"""What Markdown or the platform would take for more than text: a name may hold a link, or @all."""


class RobotBusy(Exception):
    """Say it again after `after`."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(str(after))
        self.after = after


class RobotFailed(Exception):
    """It was not said. `str` is the platform's code, or the kind of failure, and no address."""


class Robot:
    """`url` is the robot's, and secret: whoever has it can write to the group."""

    def __init__(
        self,
        http: aiohttp.ClientSession,
        url: str,
        *,
        desk_url: str,
        monotonic: Callable[[], float],
    ) -> None:
        """`desk_url` is where people reach the gateway, without a slash at its end."""
        self._http = http
        self._url = url
        self._desk_url = desk_url
        self._monotonic = monotonic
        self._said: list[float] = []

    async def say(self, alarm: Alarm, link: str) -> None:
        """Raises RobotBusy before more is said than the platform takes, and RobotFailed."""
        self._keep_pace()
        content = markdown(alarm, self._desk_url + alarm.path, link)
        code = await self._post({"msgtype": "markdown", "markdown": {"content": content}})
        if code in _TOO_MANY:
            raise RobotBusy(_MINUTE)
        if code:
            raise RobotFailed(f"errcode {code}")

    def _keep_pace(self) -> None:
        now = self._monotonic()
        minute = _MINUTE.total_seconds()
        self._said = [at for at in self._said if now - at < minute]
        if len(self._said) >= PER_MINUTE:
            raise RobotBusy(timedelta(seconds=minute - (now - self._said[0])))
        self._said.append(now)

    async def _post(self, body: dict[str, Any]) -> int:
        raw = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        try:
            async with self._http.post(
                self._url, data=raw, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                answer = json.loads(await response.content.read(64 * 1024))
                return int(answer["errcode"])
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            # What aiohttp says of it names the URL, and the URL is the secret.
            raise RobotFailed(type(problem).__name__) from None
        except (ValueError, TypeError, LookupError):
            raise RobotFailed("no answer of a robot") from None


def markdown(alarm: Alarm, url: str, link: str) -> str:
    """The message: a title, a quoted line for each of the alarm's, and a link called `link`."""
    lines = [f"**{_plain(alarm.title)}**", *(f"> {_plain(line)}" for line in alarm.lines)]
    return "\n".join([*lines, f"[{_plain(link)}]({url})"])


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text).split())[:LINE]
