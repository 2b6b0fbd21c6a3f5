"""How often an account may call: so many times a day, so many a minute."""

from collections import Counter
from dataclasses import dataclass, field

from parkline.simulate.wechat.clock import Clock
from parkline.simulate.wechat.config import Rules
from parkline.simulate.wechat.errors import Refused

A_DAY = 500_000
A_MINUTE = 10_000


@dataclass
class Quota:
    clock: Clock
    rules: Rules
    _used: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def count(self, appid: str, path: str) -> None:
        """Raises Refused 45011 for the minute, 45009 for the day. A refused call counts too."""
        minute = str(self.clock.seconds() // 60)
        if self._add(appid, path, minute) > self.rules.a_minute.get(path, A_MINUTE):
            raise Refused(45011)
        if self._add(appid, path, self.clock.today()) > self.rules.a_day.get(path, A_DAY):
            raise Refused(45009)

    def within(self, who: str, what: str, most: int) -> bool:
        """Whether this is no more than `most` of it in this minute."""
        return self._add(who, what, str(self.clock.seconds() // 60)) <= most

    def clear(self, appid: str) -> None:
        for key in [key for key in self._used if key[0] == appid]:
            del self._used[key]

    def _add(self, appid: str, path: str, period: str) -> int:
        self._used[appid, path, period] += 1
        return self._used[appid, path, period]
